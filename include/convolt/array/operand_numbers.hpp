// SPDX-License-Identifier: BSD-3-Clause
/// The numbers of an operand. Containers, adaptors, strided and most reshaped views are looked at where they lie; lazy
/// expressions, and operands that change their element type, are evaluated once into an own copy.
/// Layer: array.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/array/reshaped.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/quantity/tag.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::arrays {

/// An operand of a call: its shape, and once the call is known to be good, its numbers as elements of T, where they lie
/// or in a copy that this object owns.
template <class T, class Q>
class call_operand {
  using numbers = std::remove_cvref_t<decltype(raw(std::declval<Q const&>()))>;
  static constexpr bool stays = InMemory<numbers const> && std::same_as<element_t<Q>, T>;
  struct nothing {};

 public:
  call_operand(std::string_view where, std::string_view argument, Q const& q)
      : argument_(argument), q_(q), view_(first_look(where, argument, raw(q))) {}
  call_operand(call_operand const&) = delete;
  call_operand& operator=(call_operand const&) = delete;

  index_list const& shape() const { return view_.shape; }
  auto unit() const { return unit_of(q_); }
  /// Evaluate what has to be, and check where the numbers lie. Before, only the shape is known.
  void settle(std::string_view where) {
    if constexpr (stays) {
      check(where, argument_, view_);
    } else {
      if constexpr (Reshaped<numbers> && std::same_as<element_t<Q>, T>) {
        if (auto const seen_through = look_through(where, argument_, raw(q_))) {
          view_ = *seen_through;
          return;
        }
      }
      geometry::check_extents(where, argument_, {shape().begin(), shape().size()}, static_cast<index>(sizeof(T)));
      geometry::check_allocatable(where, argument_, {shape().begin(), shape().size()}, static_cast<index>(sizeof(T)));
      copy_ = evaluate<T, static_rank<Q>>(shape(), raw(q_));
      view_ = look_at(where, argument_, std::as_const(copy_));
    }
  }
  seen<T const> const& view() const { return view_; }

 private:
  using copy_t = std::conditional_t<stays, nothing, owning_t<T, static_rank<Q>>>;

  static seen<T const> first_look(std::string_view where, std::string_view argument, numbers const& e) {
    if constexpr (stays) {
      return look(where, argument, e);
    } else {
      seen<T const> a(0);
      a.shape = shape_of(where, argument, e);
      return a;
    }
  }

  std::string_view argument_;
  Q const& q_;
  copy_t copy_;
  seen<T const> view_;
};

/// The same where nothing is left to be checked before.
template <class T, class Q>
class operand_numbers {
 public:
  operand_numbers(std::string_view where, std::string_view argument, Q const& q) : operand_(where, argument, q) {
    operand_.settle(where);
  }
  seen<T const> const& view() const { return operand_.view(); }

 private:
  call_operand<T, Q> operand_;
};

}  // namespace convolt::arrays
