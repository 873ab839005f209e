// SPDX-License-Identifier: BSD-3-Clause
/// One row of errors.json with elements of type T: the call must throw the right category, and so must the call that
/// writes into an array of the caller, which must be left as it was.
#pragma once

#include <golden/attempt.hpp>
#include <golden/call_parameters.hpp>
#include <golden/operands.hpp>
#include <golden/operations.hpp>
#include <golden/runs.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace convolt::golden {

template <class T>
operand<T> rejected_operand_of(rejection const& row, std::string_view name) {
  rejected_operand const* o = row.find(name);
  if (o == nullptr || !o->shape.has_value()) {
    throw std::runtime_error("the row gives no shape of '" + std::string(name) + "'");
  }
  std::optional<std::string> const unit = o->unit.empty() ? std::nullopt : std::optional(o->unit);
  return {make_filled(*o->shape, T(1)), unit};
}

/// The shape that the result would have if only its units or its bias were right; else any shape.
template <class Op, class... Operand>
extents shape_of_good_result(call_parameters const& p, Operand const&... operands) {
  try {
    auto const result = Op::template call<void>(p, operands.numbers...);
    return {result.shape().begin(), result.shape().end()};
  } catch (error const&) { return extents{2, 3}; }
}

template <class Op, class T>
extents shape_of_result(call_parameters const& p, operand<T> const& lhs) {
  return shape_of_good_result<Op>(p, lhs);
}
template <class Op, class T, class... Bias>
extents shape_of_result(call_parameters const& p, operand<T> const& lhs, operand<T> const& rhs, Bias const&...) {
  return shape_of_good_result<Op>(p, lhs, rhs);
}

template <class T>
void require_untouched(xt::xarray<T> const& out, extents const& shape, T value) {
  bool const same_shape = std::equal(out.shape().begin(), out.shape().end(), shape.begin(), shape.end());
  if (!same_shape || !std::all_of(out.begin(), out.end(), [value](T x) { return x == value; })) {
    throw std::runtime_error("the output was changed before the call was rejected");
  }
}

/// Writes into an output in the unit `out_unit`, or into a plain one.
template <class Op, class T, class... Operands>
void expect_rejected_into(complaints& all, rejection const& row, call_parameters const& p, extents const& shape,
                          std::optional<any_unit> const& out_unit, Operands const&... operands) {
  T const before = T(42);
  std::string const form = row.op + "_into";
  xt::xarray<T> plain = make_filled(shape, before);
  if (out_unit.has_value()) {
    auto out = tag(plain, *out_unit);
    expect_rejection(all, form, row.category, [&] { Op::template into<void>(out, p, operands...); });
    attempt(all, form, [&] { require_untouched<T>(raw(out), shape, before); });
  } else {
    expect_rejection(all, form, row.category, [&] { Op::template into<void>(plain, p, operands...); });
    attempt(all, form, [&] { require_untouched<T>(plain, shape, before); });
  }
}

/// The unit of the output that an `_into` call writes to: that of the row, else the product of the operands.
template <class T>
std::optional<any_unit> output_unit(rejection const& row) {
  if (rejected_operand const* out = row.find("out")) { return any_unit::parse(out->unit); }
  std::optional<any_unit> product;
  for (std::string_view const name : {"lhs", "rhs"}) {
    rejected_operand const* o = row.find(name);
    if (o == nullptr || o->unit.empty()) { continue; }
    any_unit const unit = any_unit::parse(o->unit);
    product = product.has_value() ? *product * unit : unit;
  }
  return product;
}

template <class Op, class T, class... Operand>
void reject_call(complaints& all, rejection const& row, call_parameters const& p, Operand const&... operands) {
  rejected_operand const* out = row.find("out");
  auto const returning = [&](auto const&... x) {
    expect_rejection(all, row.op, row.category, [&] {
      auto const result = Op::template call<void>(p, x...);
      if (out != nullptr) { static_cast<void>(in(result, any_unit::parse(out->unit))); }
    });
  };
  with_operands(returning, operands...);
  extents const shape = shape_of_result<Op, T>(p, operands...);
  std::optional<any_unit> const out_unit = output_unit<T>(row);
  auto const writing = [&](auto const&... x) { expect_rejected_into<Op, T>(all, row, p, shape, out_unit, x...); };
  with_operands(writing, operands...);
}

template <class Op, class T>
void run_rejected_call(complaints& all, rejection const& row) {
  operand<T> const lhs = rejected_operand_of<T>(row, "lhs");
  std::size_t const rank = lhs.numbers.dimension();
  call_parameters const p = read_parameters(row.params, rank < 2 ? 0 : rank - 2);
  if (p.preferred.has_value()) { throw std::runtime_error("no call with this preferred_element_type can be written"); }
  if constexpr (Op::operands.size() == 1) {
    reject_call<Op, T>(all, row, p, lhs);
  } else {
    operand<T> const rhs = rejected_operand_of<T>(row, "rhs");
    rejected_operand const* bias = row.find("bias");
    if constexpr (Op::takes_bias) {
      if (bias != nullptr) {
        reject_call<Op, T>(all, row, p, lhs, rhs, rejected_operand_of<T>(row, "bias"));
        return;
      }
    }
    if (bias != nullptr) { throw std::runtime_error("the operation takes no bias"); }
    reject_call<Op, T>(all, row, p, lhs, rhs);
  }
}

template <class T>
complaints run_rejection_of(rejection const& row) {
  complaints all;
  attempt(all, row.op, [&] {
    bool const known = with_forward_operation(row.op, [&]<class Op>() { run_rejected_call<Op, T>(all, row); });
    if (!known) { throw std::runtime_error("this operation is not supported"); }
  });
  return all;
}

}  // namespace convolt::golden
