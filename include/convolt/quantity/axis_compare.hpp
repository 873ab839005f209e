// SPDX-License-Identifier: BSD-3-Clause
/// Whether two axes have the same samples, and if not, in what they differ.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/axis.hpp>

namespace convolt {

namespace detail {

/// One thing in which two axes differ: its name and the two values, in their own units. No name: they agree.
struct axis_difference {
  std::string what{};
  std::string left{};
  std::string right{};
};

template <class U, class T, class V, class S>
axis_difference difference(axis<U, T> const& a, axis<V, S> const& b, double tolerance) {
  using wide = std::common_type_t<T, S, double>;
  if (a.count() != b.count()) { return {"count", std::to_string(a.count()), std::to_string(b.count())}; }
  auto const unit = a.unit();
  wide const step = coordinate<wide>(a.step(), unit);
  wide const allowed = static_cast<wide>(tolerance) * std::abs(step);
  wide const drift = coordinate<wide>(b.step(), unit) - step;  // per sample
  wide const shift = coordinate<wide>(b.start(), unit) - coordinate<wide>(a.start(), unit);
  index const steps = a.count() > 1 ? a.count() - 1 : 1;
  // The distance of sample i of a and of b is linear in i: it is largest at an end.
  if (!(std::abs(shift) <= allowed)) { return {"start", coordinate_text(a.start()), coordinate_text(b.start())}; }
  if (!(std::abs(shift + drift * static_cast<wide>(steps)) <= allowed)) {
    return {"step", coordinate_text(a.step()), coordinate_text(b.step())};
  }
  return {};
}

}  // namespace detail

/// True when the axes have equally many samples, and each sample of one is at its partner in the other, up to
/// `tolerance` steps, over the whole length. Units of one dimension are converted. Of an axis with one sample or none
/// the step counts as if there were two. Throws unit_error when run-time units measure different things.
template <class U, class T, class V, class S>
  requires(!units_measure_different_things<U, V>)
bool same_samples(axis<U, T> const& a, axis<V, S> const& b, double tolerance = sample_tolerance) {
  return detail::difference(a, b, tolerance).what.empty();
}
template <class U, class T, class V, class S>
  requires units_measure_different_things<U, V>
bool same_samples(axis<U, T> const& a, axis<V, S> const& b, double = 0) CONVOLT_REFUSED("the axes measure two things");

template <class U, class T, class V, class S>
bool operator==(axis<U, T> const& a, axis<V, S> const& b) CONVOLT_REFUSED("rounding decides: ask same_samples(a, b)");

}  // namespace convolt
