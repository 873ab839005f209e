// SPDX-License-Identifier: BSD-3-Clause
/// How much faster a row would be by the best of the library's own methods: times all that accept it, in alternating
/// rounds.
/// Layer: bench.
#pragma once

#include <engine/candidate.hpp>
#include <engine/check.hpp>
#include <engine/choice.hpp>
#include <engine/convolt_side.hpp>
#include <engine/options.hpp>
#include <engine/peak.hpp>
#include <engine/regret_report.hpp>
#include <engine/timing.hpp>
#include <engine/workload.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace convolt::bench {

namespace detail {

/// Readable loops that are estimated at so many times the chosen method are not run at all.
inline constexpr double hopeless_reference = 20;
/// A method whose trial took so many times the best one is not in the rounds.
inline constexpr double hopeless_trial = 3;
/// The samples are short and many, and the shortest counts: another program lengthens some of them, but not all.
inline constexpr int samples_per_round = 4;
/// All rounds are repeated, at most so often, while two times of the same method differ by more than this.
inline constexpr int most_repetitions = 4;
inline constexpr double close_enough = 0.01;

/// A method that is measured.
template <class T>
struct contestant {
  std::size_t number;  // in the table of methods
  std::unique_ptr<candidate<T>> instance;
  long calls = 0;  // in a sample
  std::vector<double> times{};
};

/// The chosen method as the library runs it. In the table `pack` it may have a shorter way than the method alone.
template <class T>
std::unique_ptr<candidate<T>> make_chosen(workload<T> const& w, output_place<T> const& output, std::size_t number,
                                          options const& o) {
  if (w.pack_each_call()) { return make_plan_candidate(w, output, o.threads); }
  return make_method_candidate(w, output, number, o.threads);
}

/// Those that are worth to be run, the chosen one first and, to see how far two times of the same differ, last. The
/// others get a remark.
template <class T>
std::vector<contestant<T>> line_up(workload<T> const& w, regret_row& r, options const& o) {
  output_place<T> const output = make_output(w);
  std::vector<contestant<T>> field;
  field.push_back({.number = r.chosen, .instance = make_chosen(w, output, r.chosen, o)});
  double const least = r.methods[r.chosen].said.cycles;
  for (std::size_t i = 0; i < r.methods.size(); ++i) {
    answer const& said = r.methods[i].said;
    if (i == r.chosen || !said.declined.empty()) { continue; }
    if (said.is_reference && said.cycles > hopeless_reference * least) {
      r.methods[i].remark = "skipped";
      continue;
    }
    field.push_back({.number = i, .instance = make_method_candidate(w, output, i, o.threads)});
  }
  field.push_back({.number = r.chosen, .instance = make_chosen(w, output, r.chosen, o)});
  return field;
}

/// Every other method against the chosen one.
template <class T>
void check_all(workload<T> const& w, std::vector<contestant<T>>& field, options const& o) {
  workload<T> const positive = magnitudes(w);
  auto const judge = make_chosen(positive, make_output(positive), field.front().number, o);
  judge->run();
  buffer<T> const yardstick = judge->result();
  field.front().instance->run();
  buffer<T> const expected = field.front().instance->result();
  for (std::size_t i = 1; i < field.size(); ++i) {
    candidate<T>& other = *field[i].instance;
    other.run();
    std::string const fault = difference(other.result(), expected, yardstick);
    if (!fault.empty()) {
      throw std::runtime_error(other.method() + " against " + field.front().instance->method() + ": " + fault);
    }
  }
}

/// Leaves in the field what may be the fastest, and the chosen one.
template <class T>
void qualify(std::vector<contestant<T>>& field, regret_row& r) {
  double best = std::numeric_limits<double>::infinity();
  for (contestant<T> const& c : field) {
    double const seconds = short_trial(*c.instance, best);
    r.methods[c.number].seconds = seconds;
    best = std::min(best, seconds);
  }
  auto const is_hopeless = [&](contestant<T> const& c) {
    return c.number != r.chosen && r.methods[c.number].seconds > hopeless_trial * best;
  };
  for (contestant<T> const& c : field) {
    if (is_hopeless(c)) { r.methods[c.number].remark = "slow, tried only"; }
  }
  std::erase_if(field, is_hopeless);
}

inline double shortest(std::vector<double> const& times) { return *std::min_element(times.begin(), times.end()); }

/// The turns change from round to round: what one leaves behind in the caches does not always meet the same other.
template <class T>
void run_rounds(std::vector<contestant<T>>& field, options const& o) {
  for (int turn = 0; turn < samples_per_round * o.rounds; ++turn) {
    for (std::size_t i = 0; i < field.size(); ++i) {
      contestant<T>& c = field[(static_cast<std::size_t>(turn) + i) % field.size()];
      c.times.push_back(sample(*c.instance, c.calls, o.threads));
    }
  }
}

/// The first and the last of the field are the same method. The machine is quiet enough once their times agree; there
/// is an end to waiting for that.
template <class T>
void race(std::vector<contestant<T>>& field, options const& o) {
  for (contestant<T>& c : field) { c.calls = calls_for(*c.instance, o.sample_seconds / samples_per_round); }
  for (int part = 0; part < most_repetitions; ++part) {
    run_rounds(field, o);
    if (std::abs(shortest(field.back().times) / shortest(field.front().times) - 1) < close_enough) { break; }
  }
}

}  // namespace detail

/// The methods of the library on one row. Throws std::runtime_error if their results differ.
template <class T>
regret_row measure_regret(shape const& s, table_kind table, options const& o) {
  workload<T> const w = make_workload<T>(s, table, o.seed);
  answers const said = ask_methods(w);
  regret_row r;
  r.id = s.id;
  r.chosen = said.chosen;
  r.fastest = said.chosen;
  for (answer const& a : said.methods) { r.methods.push_back({.said = a}); }

  auto field = detail::line_up(w, r, o);
  detail::check_all(w, field, o);
  detail::qualify(field, r);
  detail::race(field, o);
  if (o.estimates) { r.frequency = measure_frequency(); }

  double const again = detail::shortest(field.back().times);
  field.pop_back();
  for (auto const& c : field) {
    r.methods[c.number].seconds = detail::shortest(c.times);
    if (r.methods[c.number].seconds < r.methods[r.fastest].seconds) { r.fastest = c.number; }
  }
  r.again = again / r.methods[r.chosen].seconds;
  return r;
}

}  // namespace convolt::bench
