// SPDX-License-Identifier: BSD-3-Clause
/// Runs the rows one after the other: make the data, choose the peer, check the results, time, report.
/// Layer: bench.
#include <engine/chart.hpp>
#include <engine/check.hpp>
#include <engine/choice.hpp>
#include <engine/convolt_side.hpp>
#include <engine/options.hpp>
#include <engine/peers/fftw.hpp>
#include <engine/peers/onednn.hpp>
#include <engine/regret.hpp>
#include <engine/regret_report.hpp>
#include <engine/report.hpp>
#include <engine/shape.hpp>
#include <engine/timing.hpp>

#include <algorithm>
#include <cstdio>
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
  auto const add = [&](candidate_factories<T> more) {
    for (auto& factory : more) { factories.push_back(std::move(factory)); }
  };
  if (o.peer == "best" || o.peer == "fftw") { add(fftw_candidates(w, o.threads)); }
  if (o.peer == "compact") { add(compact_candidates<T>(o.threads)); }
  if (o.peer == "best" || o.peer == "onednn") { add(onednn_candidates(w, o.all_implementations)); }
  return factories;
}

/// Without a peer a small row is held against the readable loops.
template <class T>
candidate_factory<T> judge_of(workload<T> const& w, chosen_peer<T> const& peer) {
  if (peer.instance != nullptr) { return peer.factory; }
  constexpr index most_multiply_adds = 100'000'000;
  if (engine::useful_multiply_adds(w.problem).value > most_multiply_adds) { return {}; }
  return [](workload<T> const& work) { return std::make_unique<reference_candidate<T>>(work); };
}

template <class T>
void check(workload<T> const& w, candidate<T>& ours, chosen_peer<T> const& peer) {
  candidate_factory<T> const judge = judge_of(w, peer);
  if (!judge) { return; }
  auto const result_on = [&](workload<T> const& numbers) {
    auto const computed = judge(numbers);
    computed->run();
    return computed->result();
  };
  ours.run();
  std::string const fault = difference(ours.result(), result_on(w), result_on(magnitudes(w)));
  if (!fault.empty()) { throw std::runtime_error(ours.method() + " against its peer: " + fault); }
}

template <class T>
row run_row(shape const& s, table_kind table, options const& o) {
  workload<T> const w = make_workload<T>(s, table, o.seed);
  auto const peer = choose_peer(w, peers_for(w, o), o.verbose ? &std::cerr : nullptr);
  auto const ours = prepare_convolt(w, o.threads);

  row r;
  r.id = s.id;
  r.nominal = nominal_multiply_adds(s);
  r.exact = static_cast<double>(engine::useful_multiply_adds(w.problem).value);
  if (ours != nullptr) {
    r.method = ours->method();
    check(w, *ours, peer);
  }
  if (peer.instance != nullptr) { r.peer = peer.instance->method(); }
  timing const t = time_rounds(ours.get(), peer.instance.get(), o);
  r.us = t.ours * 1e6;
  r.peer_us = t.peers * 1e6;
  r.ratio = t.ratio;
  r.peak = t.peak;
  return r;
}

std::vector<shape> wanted_rows(options const& o) {
  std::vector<shape> const all = read_shapes(o.shapes);
  if (o.rows.empty()) { return all; }
  std::vector<shape> wanted;
  for (std::string const& id : o.rows) {
    auto const found = std::find_if(all.begin(), all.end(), [&](shape const& s) { return s.id == id; });
    if (found == all.end()) { throw usage_error(o.shapes.string() + " has no row " + id); }
    wanted.push_back(*found);
  }
  return wanted;
}

std::string title_of(table_kind table, options const& o) {
  std::string const peer = o.peer == "best" ? "the best peer" : o.peer;
  return std::string("convolt against ") + peer + ", table " + name_of(table) + ", " + std::to_string(o.threads) +
         (o.threads == 1 ? " thread" : " threads");
}

/// Whether every row was computed and checked.
bool run_table(std::vector<shape> const& shapes, table_kind table, options const& o) {
  std::cout << title_of(table, o) << ", " << o.rounds << " rounds, seed " << o.seed << '\n';
  print_header(std::cout);
  std::vector<row> rows;
  bool good = true;
  for (shape const& s : shapes) {
    try {
      rows.push_back(s.is_double ? run_row<double>(s, table, o) : run_row<float>(s, table, o));
      print_row(std::cout, rows.back());
    } catch (std::exception const& fault) {
      std::cerr << "conv_bench: " << s.id << ": " << fault.what() << '\n';
      good = false;
    }
  }
  print_footer(std::cout, rows);
  if (!o.table_file.empty()) { write_table(file_of(o.table_file, table, o), rows); }
  write_chart(file_of(o.chart_file, table, o), title_of(table, o), rows);
  return good;
}

/// The same without peers: every method of the library.
bool run_regret(std::vector<shape> const& shapes, table_kind table, options const& o) {
  std::cout << "the choice of convolt among its methods, table " << name_of(table) << ", " << o.threads
            << (o.threads == 1 ? " thread, " : " threads, ") << o.rounds << " rounds, seed " << o.seed << '\n';
  print_regret_header(std::cout);
  std::vector<regret_row> rows;
  bool good = true;
  for (shape const& s : shapes) {
    try {
      rows.push_back(s.is_double ? measure_regret<double>(s, table, o) : measure_regret<float>(s, table, o));
      print_regret(std::cout, rows.back());
      if (o.estimates) { print_estimates(std::cout, rows.back()); }
    } catch (std::exception const& fault) {
      std::cerr << "conv_bench: " << s.id << ": " << fault.what() << '\n';
      good = false;
    }
  }
  print_regret_footer(std::cout, rows);
  if (!o.table_file.empty()) { write_regret(file_of(o.table_file, table, o), rows); }
  return good;
}

bool run(std::vector<shape> const& shapes, options const& o) {
  set_up_onednn(o.threads);
  chosen_clock() = o.processor_time ? clock_kind::processor : clock_kind::wall;
  bool good = true;
  for (table_kind const table : o.tables) {
    good = (o.regret ? run_regret(shapes, table, o) : run_table(shapes, table, o)) && good;
  }
  return good;
}

}  // namespace

}  // namespace convolt::bench

int main(int count, char** values) {
  using namespace convolt::bench;
  options o;
  std::vector<shape> shapes;
  try {
    o = read_options(std::vector<std::string>(values + 1, values + count));
    if (o.help) {
      std::cout << usage();
      return 0;
    }
    shapes = wanted_rows(o);
  } catch (std::exception const& fault) {
    std::cerr << "conv_bench: " << fault.what() << "\nconv_bench --help tells more\n";
    return 2;
  }
  try {
    return run(shapes, o) ? 0 : 1;
  } catch (std::exception const& fault) {
    std::cerr << "conv_bench: " << fault.what() << '\n';
    return 1;
  }
}
