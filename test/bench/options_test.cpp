// SPDX-License-Identifier: BSD-3-Clause
/// Tests of bench/engine/options.hpp.

#include <engine/options.hpp>

#include <bench/files.hpp>
#include <support/catch.hpp>

#include <string>
#include <vector>

namespace {

using namespace convolt::bench;
using bench_test::contains;

std::string fault_of_line(std::vector<std::string> const& arguments) {
  return bench_test::message_of([&] { static_cast<void>(read_options(arguments)); });
}

}  // namespace

TEST_CASE("the command line of the benchmark names tables, files and rows") {
  options const plain = read_options({});
  CHECK(plain.tables == std::vector<table_kind>{table_kind::nhwc, table_kind::nchw, table_kind::pack});
  CHECK(plain.charts.empty());
  options const o = read_options({"--table", "gradients-nchw", "--charts", "build/charts", "--families", "tiny,rank1",
                                  "--rows", "a,b", "--pairs", "p.tsv", "--clock", "cpu", "--rounds", "3"});
  CHECK(o.tables == std::vector<table_kind>{table_kind::gradients_nchw});
  CHECK(o.charts == "build/charts");
  CHECK(o.families == std::vector<std::string>{"tiny", "rank1"});
  CHECK(o.rows == std::vector<std::string>{"a", "b"});
  CHECK(o.pairs == "p.tsv");
  CHECK(o.processor_time);
  CHECK(o.rounds == 3);
  for (table_kind const table : {table_kind::nhwc, table_kind::nchw, table_kind::pack, table_kind::gradients,
                                 table_kind::gradients_nchw, table_kind::neighbours}) {
    CHECK(read_options({"--table", name_of(table)}).tables == std::vector<table_kind>{table});
  }
}

TEST_CASE("a command line of the benchmark that makes no sense is refused") {
  CHECK(contains(fault_of_line({"--table", "fast"}), "not 'fast'"));
  CHECK(contains(fault_of_line({"--rounds", "0"}), "at least 1"));
  CHECK(contains(fault_of_line({"--rounds"}), "lacks its value"));
  CHECK(contains(fault_of_line({"--speed", "1"}), "no option --speed"));
  CHECK(contains(fault_of_line({"--peer-onednn", "dir"}), "./dev bench"));
  CHECK(contains(fault_of_line({"--clock", "cpu", "--threads", "2"}), "one thread"));
  CHECK(contains(fault_of_line({"--table", "neighbours", "--threads", "2"}), "one thread"));
  CHECK(contains(fault_of_line({"--table", "gradients", "--regret"}), "no table gradients"));
}

TEST_CASE("later tables of the benchmark go to files of their own") {
  options const o = read_options({});
  CHECK(file_of("build/b.tsv", table_kind::nhwc, o) == "build/b.tsv");
  CHECK(file_of("build/b.tsv", table_kind::nchw, o) == "build/b-nchw.tsv");
  CHECK(file_of("", table_kind::nchw, o).empty());
}
