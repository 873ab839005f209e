// SPDX-License-Identifier: BSD-3-Clause
/// Reads the command line.
/// Layer: bench.
#include <engine/options.hpp>

#include <charconv>
#include <sstream>

namespace convolt::bench {

namespace {

int to_count(std::string const& option, std::string const& text, int least) {
  int value = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value < least) {
    throw usage_error(option + " needs a whole number of at least " + std::to_string(least) + ", not '" + text + "'");
  }
  return value;
}

bool is_second(std::string const& option, std::string const& value, char const* first, char const* second) {
  if (value == first || value == second) { return value == second; }
  throw usage_error(option + " is " + first + " or " + second + ", not '" + value + "'");
}

std::vector<std::string> to_list(std::string const& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) {
    if (!part.empty()) { parts.push_back(part); }
  }
  return parts;
}

std::vector<table_kind> to_tables(std::string const& text) {
  if (text == "all") { return {table_kind::nhwc, table_kind::nchw, table_kind::pack}; }
  for (table_kind const table : {table_kind::nhwc, table_kind::nchw, table_kind::pack, table_kind::gradients,
                                 table_kind::gradients_nchw, table_kind::neighbours}) {
    if (text == name_of(table)) { return {table}; }
  }
  throw usage_error("--table is nhwc, nchw, pack, all, gradients, gradients-nchw or neighbours, not '" + text + "'");
}

/// Whether the option is a name of a file or folder or a list, which then is set.
bool set_names(options& o, std::string const& option, std::string const& value) {
  if (option == "--shapes") {
    o.shapes = value;
  } else if (option == "--pairs") {
    o.pairs = value;
  } else if (option == "--out") {
    o.table_file = value;
  } else if (option == "--svg") {
    o.chart_file = value;
  } else if (option == "--charts") {
    o.charts = value;
  } else if (option == "--rows") {
    o.rows = to_list(value);
  } else if (option == "--families") {
    o.families = to_list(value);
  } else {
    return false;
  }
  return true;
}

void set(options& o, std::string const& option, std::string const& value) {
  if (set_names(o, option, value)) { return; }
  if (option == "--peer-onednn") {
    throw usage_error("--peer-onednn is for ./dev bench, which builds this program with that oneDNN");
  }
  if (option == "--peer") {
    if (value != "best" && value != "onednn" && value != "fftw" && value != "compact" && value != "none") {
      throw usage_error("--peer is best, onednn, fftw, compact or none, not '" + value + "'");
    }
    o.peer = value;
  } else if (option == "--table") {
    o.tables = to_tables(value);
  } else if (option == "--clock") {
    o.processor_time = is_second(option, value, "wall", "cpu");
  } else if (option == "--implementations") {
    o.all_implementations = is_second(option, value, "first", "all");
  } else if (option == "--threads") {
    o.threads = to_count(option, value, 1);
  } else if (option == "--rounds") {
    o.rounds = to_count(option, value, 1);
  } else if (option == "--sample-ms") {
    o.sample_seconds = 1e-3 * to_count(option, value, 1);
  } else if (option == "--seed") {
    o.seed = static_cast<std::uint32_t>(to_count(option, value, 0));
  } else {
    throw usage_error("there is no option " + option);
  }
}

}  // namespace

options read_options(std::vector<std::string> const& arguments) {
  options o;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string const& option = arguments[i];
    if (option == "--help") {
      o.help = true;
    } else if (option == "--verbose") {
      o.verbose = true;
    } else if (option == "--regret") {
      o.regret = true;
    } else if (option == "--estimates") {
      o.regret = o.estimates = true;
    } else if (i + 1 < arguments.size()) {
      set(o, option, arguments[++i]);
    } else {
      throw usage_error(option + " is no option, or lacks its value");
    }
  }
  if (o.processor_time && o.threads > 1) { throw usage_error("--clock cpu is for one thread"); }
  if (o.threads > 1 && is_of_convolt_alone(o.tables.front())) {
    throw usage_error(std::string("--table ") + name_of(o.tables.front()) + " is for one thread");
  }
  if (o.regret && is_of_convolt_alone(o.tables.front())) {
    throw usage_error(std::string("--regret has no table ") + name_of(o.tables.front()));
  }
  return o;
}

char const* name_of(table_kind table) {
  switch (table) {
    case table_kind::nhwc:
      return "nhwc";
    case table_kind::nchw:
      return "nchw";
    case table_kind::pack:
      return "pack";
    case table_kind::gradients:
      return "gradients";
    case table_kind::gradients_nchw:
      return "gradients-nchw";
    case table_kind::neighbours:
      return "neighbours";
  }
  return "";
}

std::filesystem::path file_of(std::filesystem::path const& file, table_kind table, options const& o) {
  if (file.empty() || table == o.tables.front()) { return file; }
  return file.parent_path() / (file.stem().string() + "-" + name_of(table) + file.extension().string());
}

char const* usage() {
  return R"(usage: conv_bench [OPTION VALUE]...

Times convolt against oneDNN and FFTW overlap-save in alternating rounds of one process.

  --shapes FILE   the rows (bench/shapes.tsv)
  --rows ID,ID    only these; of pairs those with one of them
  --families NAME,NAME
                  only the rows of these families
  --table NAME    nhwc: channels-last, weights prepared once; nchw: channels-first; pack: channels-last, weights
                  prepared in every call; all (default): these one after the other;
                  without peers: gradients: the gradients over the forward convolution; gradients-nchw: channels-first;
                  neighbours: pairs that should cost alike
  --pairs FILE    these pairs (bench/pairs.tsv)
  --peer NAME     best (default): the fastest of all; onednn; fftw; none; compact: the compact grid of kernels, that
                  programs have which compile the loops in every file
  --implementations NAME
                  first (default): those that oneDNN picks itself; all: the fastest of those it has, which is ahead of
                  its own pick on tiny and depthwise rows
  --regret        without peers: the time of the method that convolt chooses over that of the fastest it has for the
                  row, and which these are; no picture
  --estimates     as --regret, and for every method the cycles that convolt estimates beside those measured
  --threads N     for both sides (1)
  --rounds N      the figures are medians of so many rounds (9)
  --sample-ms N   least time of one sample (20)
  --clock NAME    wall (default), or cpu: processor time, for one thread on a busy machine
  --seed N        of the numbers in the arrays (1)
  --out FILE      write the table as tab-separated values; of several tables the later ones go to FILE-nchw, FILE-pack
  --svg FILE      write the picture there (build/bench.svg), several as with --out
  --charts DIR    write a chart of every family there: times over the number in which its rows differ
  --verbose       print the trial of every variant of the peers
  --help          this text

Exit status: 0, 1 if results differ or a row fails, 2 if the command line or the shapes file is wrong.
)";
}

}  // namespace convolt::bench
