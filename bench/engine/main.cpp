// SPDX-License-Identifier: BSD-3-Clause
/// Runs the rows one after the other: make the data, choose the peer, check the results, time, report.
/// Layer: bench.
#include <engine/chart.hpp>
#include <engine/check.hpp>
#include <engine/check_way.hpp>
#include <engine/choice.hpp>
#include <engine/convolt_side.hpp>
#include <engine/family_chart.hpp>
#include <engine/gradients.hpp>
#include <engine/neighbours.hpp>
#include <engine/options.hpp>
#include <engine/peers/fftw.hpp>
#include <engine/peers/onednn.hpp>
#include <engine/regret.hpp>
#include <engine/regret_report.hpp>
#include <engine/report.hpp>
#include <engine/shape.hpp>
#include <engine/timing.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace convolt::bench {

namespace {

template <class T>
candidate_factories<T> peers_for(workload<T> const& w, options const& o) {
  candidate_factories<T> factories;
  if constexpr (std::floating_point<T>) {
    auto const add = [&](candidate_factories<T> more) {
      for (auto& factory : more) { factories.push_back(std::move(factory)); }
    };
    if (o.peer == "best" || o.peer == "fftw") { add(fftw_candidates(w, o.threads)); }
    if (o.peer == "compact") { add(compact_candidates<T>(o.threads)); }
    if (o.peer == "best" || o.peer == "onednn") { add(onednn_candidates(w, o.all_implementations)); }
  }
  return factories;
}
template <class T, class W, class I>
candidate_factories<T, W, I> peers_for(workload<T, W, I> const&, options const&) {
  return {};
}

/// The results of the peer are the measure of all rows that have one; the readable loops are that of the others.
template <class T, class W, class I>
void check(workload<T, W, I> const& w, candidate<T>& ours, chosen_peer<T, W, I> const& peer) {
  if (peer.instance == nullptr) { return check_way(w, ours, way::plan); }
  auto const result_on = [&](workload<T, W, I> const& numbers) {
    auto const computed = peer.factory(numbers);
    computed->run();
    return computed->result();
  };
  ours.run();
  if constexpr (std::floating_point<T>) {  // others have no peer
    std::string const fault = difference(ours.result(), result_on(w), result_on(magnitudes(w)));
    if (!fault.empty()) { throw std::runtime_error(ours.method() + " against its peer: " + fault); }
  }
}

template <class T, class W, class I>
row run_row(shape const& s, table_kind table, options const& o) {
  workload<T, W, I> const w = make_workload<T, W, I>(s, table, o.seed);
  auto const peer = choose_peer(w, peers_for(w, o), o.verbose ? &std::cerr : nullptr);
  auto const ours = prepare_convolt(w, o.threads);

  row r;
  r.id = s.id;
  r.nominal = nominal_multiply_adds(s) * real_products(s.numbers);
  r.exact = static_cast<double>(engine::useful_multiply_adds(w.problem).value) * real_products(s.numbers);
  if (ours != nullptr) {
    r.method = ours->method();
    check(w, *ours, peer);
  }
  if (peer.instance != nullptr) { r.peer = peer.instance->method(); }
  timing const t = time_rounds(ours.get(), peer.instance.get(), o, peak_of(s.numbers));
  r.us = t.ours * 1e6;
  r.peer_us = t.peers * 1e6;
  r.ratio = t.ratio;
  r.peak = t.peak;
  return r;
}

row run_row(shape const& s, table_kind table, options const& o) {
  return visit_element(s.numbers, [&](auto types) {
    using E = decltype(types);
    return run_row<typename E::value, typename E::weight, typename E::sample>(s, table, o);
  });
}

bool is_wanted(shape const& s, options const& o) {
  return o.families.empty() || std::find(o.families.begin(), o.families.end(), s.family) != o.families.end();
}

std::vector<shape> wanted_rows(std::vector<shape> const& all, options const& o) {
  std::vector<shape> wanted;
  for (std::string const& id : o.rows) {
    auto const found = std::find_if(all.begin(), all.end(), [&](shape const& s) { return s.id == id; });
    if (found == all.end()) { throw usage_error(o.shapes.string() + " has no row " + id); }
    wanted.push_back(*found);
  }
  if (o.rows.empty()) { wanted = all; }
  std::erase_if(wanted, [&](shape const& s) { return !is_wanted(s, o); });
  if (wanted.empty()) { throw usage_error(o.shapes.string() + " has no row of these families"); }
  return wanted;
}

/// Those of which a row is wanted.
std::vector<pair> wanted_pairs(std::vector<shape> const& all, std::vector<shape> const& wanted, options const& o) {
  std::vector<pair> pairs = read_pairs(o.pairs, all);
  auto const has = [&](pair_side const& side) {
    return std::any_of(wanted.begin(), wanted.end(), [&](shape const& s) { return s.id == side.row.id; });
  };
  std::erase_if(pairs, [&](pair const& p) { return !has(p.first) && !has(p.second); });
  return pairs;
}

std::string threads_in_words(options const& o) {
  return std::to_string(o.threads) + (o.threads == 1 ? " thread" : " threads");
}

std::string title_of(table_kind table, options const& o) {
  std::string const peer = o.peer == "best" ? "the best peer" : o.peer;
  return "convolt against " + peer + ", table " + name_of(table) + ", " + threads_in_words(o);
}

/// Calls work(thing) for everything, tells what fails and goes on. Whether nothing failed.
template <class Things, class Name, class Work>
bool for_each(Things const& things, Name const& name, Work const& work) {
  bool good = true;
  for (auto const& thing : things) {
    try {
      work(thing);
    } catch (std::exception const& fault) {
      std::cerr << "conv_bench: " << name(thing) << ": " << fault.what() << '\n';
      good = false;
    }
  }
  return good;
}

std::string id_of(shape const& s) { return s.id; }

void add_points(std::vector<chart_point>& points, shape const& s, row const& r) {
  chart_point p{.family = s.family, .over = s.over, .series = s.series, .at = value_over(s, s.over), .us = r.us};
  points.push_back(p);
  p.us = r.peer_us;
  p.variant = "peer";
  points.push_back(p);
}

/// Whether every row was computed and checked.
bool run_table(std::vector<shape> const& shapes, table_kind table, options const& o) {
  std::cout << title_of(table, o) << ", " << o.rounds << " rounds, seed " << o.seed << ", oneDNN " << onednn_version()
            << '\n';
  print_header(std::cout);
  std::vector<row> rows;
  std::vector<chart_point> points;
  bool const good = for_each(shapes, id_of, [&](shape const& s) {
    rows.push_back(run_row(s, table, o));
    add_points(points, s, rows.back());
    print_row(std::cout, rows.back());
  });
  print_footer(std::cout, rows);
  if (!o.table_file.empty()) { write_table(file_of(o.table_file, table, o), rows); }
  write_chart(file_of(o.chart_file, table, o), title_of(table, o), rows);
  if (!o.charts.empty()) { write_family_charts(o.charts, name_of(table), title_of(table, o), points); }
  return good;
}

/// The same without peers: every method of the library. Only float and double have a choice.
bool run_regret(std::vector<shape> shapes, table_kind table, options const& o) {
  std::cout << "the choice of convolt among its methods, table " << name_of(table) << ", " << threads_in_words(o)
            << ", " << o.rounds << " rounds, seed " << o.seed << '\n';
  std::size_t const others =
      std::erase_if(shapes, [](shape const& s) { return s.numbers != element::f32 && s.numbers != element::f64; });
  if (others > 0) { std::cout << others << " rows of other numbers than float and double are left out\n"; }
  print_regret_header(std::cout);
  std::vector<regret_row> rows;
  bool const good = for_each(shapes, id_of, [&](shape const& s) {
    rows.push_back(s.numbers == element::f64 ? measure_regret<double>(s, table, o)
                                             : measure_regret<float>(s, table, o));
    print_regret(std::cout, rows.back());
    if (o.estimates) { print_estimates(std::cout, rows.back()); }
  });
  print_regret_footer(std::cout, rows);
  if (!o.table_file.empty()) { write_regret(file_of(o.table_file, table, o), rows); }
  return good;
}

void add_points(std::vector<chart_point>& points, shape const& s, gradient_row const& r) {
  chart_point const p{.family = s.family, .over = s.over, .series = s.series, .at = value_over(s, s.over)};
  for (auto const& [us, variant] :
       {std::pair(r.forward_us, ""), std::pair(r.input_us, "d input"), std::pair(r.weights_us, "d weights")}) {
    points.push_back(p);
    points.back().us = us;
    points.back().variant = variant;
  }
}

bool run_gradients(std::vector<shape> shapes, table_kind table, options const& o) {
  std::string const title = std::string("gradients beside the forward convolution, table ") + name_of(table);
  std::cout << title << ", " << o.rounds << " rounds, seed " << o.seed << '\n';
  std::size_t const others = std::erase_if(shapes, [](shape const& s) { return !has_gradients(s.numbers); });
  if (others > 0) { std::cout << others << " rows with operands of two types have no gradients\n"; }
  print_gradients_header(std::cout);
  std::vector<gradient_row> rows;
  std::vector<chart_point> points;
  bool const good = for_each(shapes, id_of, [&](shape const& s) {
    rows.push_back(measure_gradients(s, table, o));
    add_points(points, s, rows.back());
    print_gradients(std::cout, rows.back());
  });
  print_gradients_footer(std::cout, rows);
  if (!o.table_file.empty()) { write_gradients(o.table_file, rows); }
  if (!o.charts.empty()) { write_family_charts(o.charts, name_of(table), title, points); }
  return good;
}

bool run_neighbours(std::vector<pair> const& pairs, options const& o) {
  std::cout << "pairs that should cost alike, " << o.rounds << " rounds, seed " << o.seed << '\n';
  print_pairs_header(std::cout);
  std::vector<pair_row> rows;
  auto const name = [](pair const& p) { return p.first.text() + " and " + p.second.text(); };
  bool const good = for_each(pairs, name, [&](pair const& p) {
    rows.push_back(measure_pair(p, o));
    print_pair(std::cout, rows.back());
  });
  print_pairs_footer(std::cout, rows);
  if (!o.table_file.empty()) { write_pairs(o.table_file, rows); }
  return good;
}

/// What the command line asks for.
struct work_list {
  std::vector<shape> rows;
  std::vector<pair> pairs;
};

work_list read_work(options const& o) {
  std::vector<shape> const all = read_shapes(o.shapes);
  work_list work{.rows = wanted_rows(all, o), .pairs = {}};
  if (o.tables.front() == table_kind::neighbours) { work.pairs = wanted_pairs(all, work.rows, o); }
  return work;
}

bool run_one(work_list const& work, table_kind table, options const& o) {
  if (table == table_kind::neighbours) { return run_neighbours(work.pairs, o); }
  if (is_of_convolt_alone(table)) { return run_gradients(work.rows, table, o); }
  return o.regret ? run_regret(work.rows, table, o) : run_table(work.rows, table, o);
}

bool run(work_list const& work, options const& o) {
  set_up_onednn(o.threads);
  chosen_clock() = o.processor_time ? clock_kind::processor : clock_kind::wall;
  bool good = true;
  for (table_kind const table : o.tables) { good = run_one(work, table, o) && good; }
  return good;
}

}  // namespace

}  // namespace convolt::bench

int main(int count, char** values) {
  using namespace convolt::bench;
  options o;
  work_list work;
  try {
    o = read_options(std::vector<std::string>(values + 1, values + count));
    if (o.help) {
      std::cout << usage();
      return 0;
    }
    work = read_work(o);
  } catch (std::exception const& fault) {
    std::cerr << "conv_bench: " << fault.what() << "\nconv_bench --help tells more\n";
    return 2;
  }
  try {
    return run(work, o) ? 0 : 1;
  } catch (std::exception const& fault) {
    std::cerr << "conv_bench: " << fault.what() << '\n';
    return 1;
  }
}
