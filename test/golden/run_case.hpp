// SPDX-License-Identifier: BSD-3-Clause
/// One case of manifest.json with elements of type T, in every form of the call: returning its result, writing into an
/// array of the caller, and, for frequent units, with the units as types.
#pragma once

#include <golden/attempt.hpp>
#include <golden/call_parameters.hpp>
#include <golden/compare.hpp>
#include <golden/lax_calls.hpp>
#include <golden/operands.hpp>
#include <golden/operations.hpp>
#include <golden/runs.hpp>
#include <golden/static_units.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace convolt::golden {

/// An output of the suite, read once and compared with several results.
template <class T>
struct expected_array {
  array_entry const& entry;
  std::vector<T> values;

  explicit expected_array(array_entry const& e) : entry(e), values(load_values<T>(e)) {}

  void check(xt::xarray<T> const& got) const {
    extents const shape(got.shape().begin(), got.shape().end());
    std::vector<T> const numbers(got.begin(), got.end());
    auto const difference = first_difference(shape, numbers, entry.shape, values, {entry.rtol, entry.atol});
    if (difference.has_value()) { throw std::runtime_error(entry.name + " " + *difference); }
  }

  template <class Result>
  void check_result(Result const& result) const {
    auto const numbers = numbers_in(result, entry.unit);
    using Got = typename std::remove_cvref_t<decltype(numbers)>::value_type;
    if constexpr (std::is_same_v<Got, T>) {
      check(numbers);
    } else {
      throw std::runtime_error(entry.name + " has elements of " + std::string(dtype_name<Got>) + ", want " +
                               std::string(dtype_name<T>));
    }
  }
};

/// Throws where the case has an operand that the operation would not get.
inline void require_known_inputs(suite_case const& c, std::vector<std::string_view> const& known) {
  for (array_entry const& input : c.inputs) {
    if (std::find(known.begin(), known.end(), input.name) == known.end()) {
      throw std::runtime_error("the operation takes no input '" + input.name + "'");
    }
  }
}

inline array_entry const& require_array(std::vector<array_entry> const& arrays, std::string_view name) {
  array_entry const* entry = find_array(arrays, name);
  if (entry == nullptr) { throw std::runtime_error("the case has no array '" + std::string(name) + "'"); }
  return *entry;
}

/// Writes into an output that was full of garbage and has the unit of the suite.
template <class Op, class Preferred, class T, class... Operands>
void check_into(expected_array<T> const& want, call_parameters const& p, Operands const&... operands) {
  xt::xarray<T> garbage_array = make_filled(want.entry.shape, garbage<T>());
  if (want.entry.unit.has_value()) {
    auto out = tag(std::move(garbage_array), any_unit::parse(*want.entry.unit));
    Op::template into<Preferred>(out, p, operands...);
    want.check(xt::xarray<T>(raw(out)));
  } else {
    Op::template into<Preferred>(garbage_array, p, operands...);
    want.check(garbage_array);
  }
}

template <class Op, class T>
void check_static_units(complaints& all, suite_case const& c, expected_array<T> const& want, call_parameters const& p,
                        operand<T> const& lhs, operand<T> const& rhs) {
  if (!lhs.unit.has_value() || !rhs.unit.has_value()) { return; }
  auto const try_pair = [&](auto const& pair) {
    if (*lhs.unit != pair.lhs_text || *rhs.unit != pair.rhs_text) { return; }
    attempt(all, c.op + " with static units", [&] {
      want.check_result(Op::template call<void>(p, tag(lhs.numbers, pair.lhs), tag(rhs.numbers, pair.rhs)));
    });
  };
  std::apply([&](auto const&... pair) { (try_pair(pair), ...); }, static_unit_pairs);
}

/// `Preferred` is void or the element type that the call asks for; the result, and a bias, then have the type `Out`.
template <class Op, class Preferred, class Out, class T, class... Operand>
void check_forward(complaints& all, suite_case const& c, call_parameters const& p, Operand const&... operands) {
  expected_array<Out> const want(require_array(c.outputs, "out"));
  auto const returning = [&](auto const&... x) { want.check_result(Op::template call<Preferred>(p, x...)); };
  auto const writing = [&](auto const&... x) { check_into<Op, Preferred>(want, p, x...); };
  if constexpr (Op::takes_bias) {
    if (array_entry const* entry = find_array(c.inputs, "bias")) {
      operand<Out> const bias = load_operand<Out>(*entry);
      attempt(all, c.op, [&] { with_operands(returning, operands..., bias); });
      attempt(all, c.op + "_into", [&] { with_operands(writing, operands..., bias); });
      return;
    }
  }
  attempt(all, c.op, [&] { with_operands(returning, operands...); });
  attempt(all, c.op + "_into", [&] { with_operands(writing, operands...); });
  if constexpr (sizeof...(Operand) == 2 && std::is_void_v<Preferred> && std::is_floating_point_v<T>) {
    check_static_units<Op>(all, c, want, p, operands...);
  }
}

/// Picks the element type of the result.
template <class Op, class T, class... Operand>
void check_preferred(complaints& all, suite_case const& c, call_parameters const& p, Operand const&... operands) {
  if (!p.preferred.has_value()) {
    check_forward<Op, void, T, T>(all, c, p, operands...);
    return;
  }
  bool allowed = false;
  if constexpr (Op::takes_preferred) {
    with_type(*p.preferred, [&]<class Preferred>() {
      if constexpr (may_prefer<T, Preferred>) {
        allowed = true;
        check_forward<Op, Preferred, Preferred, T>(all, c, p, operands...);
      }
    });
  }
  if (!allowed) { all.push_back("preferred_element_type " + *p.preferred + " is not supported here"); }
}

template <class Op, class T>
void run_forward(complaints& all, suite_case const& c) {
  operand<T> const lhs = load_operand<T>(require_array(c.inputs, "lhs"));
  std::size_t const rank = lhs.numbers.dimension();
  call_parameters const p = read_parameters(c.params, rank < 2 ? 0 : rank - 2);
  if constexpr (Op::operands.size() == 1) {
    require_known_inputs(c, {"lhs"});
    check_preferred<Op, T>(all, c, p, lhs);
  } else {
    require_known_inputs(c, {"lhs", "rhs", Op::takes_bias ? "bias" : "rhs"});
    check_preferred<Op, T>(all, c, p, lhs, load_operand<T>(require_array(c.inputs, "rhs")));
  }
}

/// Every gradient that the suite knows.
template <class T>
struct expected_gradients {
  std::vector<expected_array<T>> all;

  explicit expected_gradients(suite_case const& c) {
    for (array_entry const& output : c.outputs) { all.emplace_back(output); }
  }

  template <class Gradients>
  void check_result(Gradients const& got) const {
    for (expected_array<T> const& want : all) {
      if (want.entry.name == "d_lhs") {
        want.check_result(got.lhs);
      } else if (want.entry.name == "d_rhs") {
        want.check_result(got.rhs);
      } else if (want.entry.name == "d_bias") {
        want.check_result(got.bias);
      } else {
        throw std::runtime_error("there is no gradient '" + want.entry.name + "'");
      }
    }
  }
};

template <class Op, class T>
void run_gradients(complaints& all, suite_case const& c) {
  operand<T> const lhs = load_operand<T>(require_array(c.inputs, "lhs"));
  operand<T> const rhs = load_operand<T>(require_array(c.inputs, "rhs"));
  operand<T> const cotangent = load_operand<T>(require_array(c.inputs, "cotangent"));
  require_known_inputs(c, {"lhs", "rhs", "cotangent"});
  call_parameters const p = read_parameters(c.params, lhs.numbers.dimension() - 2);
  if (p.preferred.has_value()) { throw std::runtime_error("gradients take no preferred_element_type"); }
  expected_gradients<T> const want(c);
  auto const run = [&](auto const& l, auto const& r, auto const& g) { want.check_result(Op::vjp(p, l, r, g)); };
  attempt(all, c.op, [&] { with_operands(run, lhs, rhs, cotangent); });
  if constexpr (std::is_floating_point_v<T>) {
    auto const try_cotangent = [&](auto const& u) {
      if (lhs.unit != "mV" || rhs.unit != "nS" || cotangent.unit != u.text) { return; }
      attempt(all, c.op + " with static units", [&] {
        want.check_result(
            Op::vjp(p, tag(lhs.numbers, units::mV), tag(rhs.numbers, units::nS), tag(cotangent.numbers, u.unit)));
      });
    };
    std::apply([&](auto const&... u) { (try_cotangent(u), ...); }, static_cotangents);
  }
}

template <class T>
complaints run_case_of(suite_case const& c) {
  complaints all;
  bool known = false;
  attempt(all, c.op, [&] {
    known = with_forward_operation(c.op, [&]<class Op>() { run_forward<Op, T>(all, c); }) ||
            with_gradient_operation(c.op, [&]<class Op>() { run_gradients<Op, T>(all, c); });
    if (!known) { throw std::runtime_error("this operation is not supported"); }
  });
  return all;
}

}  // namespace convolt::golden
