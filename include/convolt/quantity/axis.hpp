// SPDX-License-Identifier: BSD-3-Clause
/// `axis`: evenly spaced coordinates with a unit - the times of samples, the depths of contacts. It stores start, step
/// and count, never the coordinates.
/// Layer: quantity.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_refusal.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/fwd.hpp>
#include <convolt/units/si.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <ostream>
#include <type_traits>
#include <utility>

namespace convolt {

namespace detail {

/// The unit of 1 / step: hertz with the prefix that belongs to the unit of time, else 1 / u.
template <AnyUnit U>
constexpr auto rate_unit(U const& u) {
  if constexpr (EquivalentUnits<U, milli<second>>) {
    return kilo<hertz>{};
  } else if constexpr (EquivalentUnits<U, second>) {
    return hertz{};
  } else if constexpr (EquivalentUnits<U, micro<second>>) {
    return mega<hertz>{};
  } else {
    return one / u;
  }
}

}  // namespace detail

/// Samples that stand side by side on an axis.
struct sample_run {
  index first = 0;
  index count = 0;
};

namespace detail {

/// Goes over the coordinates of an axis A, which are computed.
template <class A>
class axis_iterator {
 public:
  using value_type = typename A::value_type;
  using reference = value_type;
  using pointer = void;
  using difference_type = std::ptrdiff_t;
  using iterator_category = std::input_iterator_tag;

  axis_iterator() = default;
  axis_iterator(A const& axis, index at) : axis_(&axis), at_(at) {}
  value_type operator*() const { return (*axis_)(at_); }
  axis_iterator& operator++() {
    ++at_;
    return *this;
  }
  axis_iterator operator++(int) { return axis_iterator(*axis_, at_++); }
  bool operator==(axis_iterator const&) const = default;

 private:
  A const* axis_ = nullptr;
  index at_ = 0;
};

/// The unit of an axis is that of its step. One that is a product, as that of `1. / (30. * kHz)` is, nobody chose:
/// then it is that of the start.
template <class U>
inline constexpr bool is_product_of_units = requires { typename U::unit_factors; };
template <class Start, class Step>
using axis_unit_t =
    std::conditional_t<Unit<unit_t<Start>> && !is_product_of_units<unit_t<Start>> && is_product_of_units<unit_t<Step>>,
                       unit_t<Start>, unit_t<Step>>;

}  // namespace detail

/// Evenly spaced coordinates start + i * step, i = 0 .. count-1: `axis(0. * ms, 0.1 * ms, 10'000)`. The step may be
/// negative.
///
/// Start and step have one dimension; the axis is in the unit of the step, and the start is converted to it. With the
/// step 1. / (30. * kHz) it is in that of the start.
/// Coordinates are computed from the sample number in at least double, so that no error grows along the axis. The
/// element type T is that of the arguments; an axis in float tells neighbours apart only up to about 2^24 samples.
template <AnyUnit U, std::floating_point T>
class axis {
  using wide = std::common_type_t<T, double>;

 public:
  using unit_type = U;
  using element_type = T;
  using value_type = quantity<U, T>;

  /// No samples: start 0, step 1.
  constexpr axis() : start_(tag(T(0), U{})), step_(T(1)), count_(0) {}

  /// Throws parameter_error for a step that is zero or not finite, a start or an end that is not finite, and a count
  /// that is negative or above PTRDIFF_MAX; unit_error when run-time units do not measure the same thing.
  template <detail::Coordinate Start, detail::Coordinate Step, Integer I>
    requires(OneDimension<Start, Step> && OneDimension<Step, quantity<U, T>>)
  axis(Start const& start, Step const& step, I count) : axis(checked_tag{}, unit_from(step), start, step, count) {}
  template <detail::Coordinate Start, detail::Coordinate Step, Integer I>
    requires units_measure_different_things<unit_t<Start>, unit_t<Step>>
  axis(Start const&, Step const&, I) = delete;  // the start and the step of an axis measure different things

  template <detail::Coordinate Start, detail::Coordinate Stop, detail::Coordinate Step>
    requires(!Integer<Step>)
  axis(Start const&, Stop const&, Step const&) = delete;  // (start, step, count): the number of samples comes last
  template <detail::Coordinate Start, detail::Coordinate Stop>
    requires(!Integer<Stop>)
  axis(Start const&, Stop const&) = delete;  // (start, step, count): how far it is from one to the next, and how many
  template <detail::Coordinate Step, Integer I>
  axis(Step const&, I) = delete;  // (start, step, count): where the first sample lies comes first, as 0. * ms

  constexpr U unit() const { return start_.unit(); }
  constexpr value_type start() const { return start_; }
  constexpr value_type step() const { return tag(step_, unit()); }
  constexpr index count() const { return count_; }
  constexpr std::size_t size() const { return static_cast<std::size_t>(count_); }

  /// Samples per unit, 1 / step; of an axis in ms in kHz, in s in Hz. Negative where the axis descends.
  constexpr auto rate() const { return tag(T(1) / step_, detail::rate_unit(unit())); }

  /// The coordinate of sample i. Throws parameter_error when there is no such sample.
  template <Integer I>
  value_type operator()(I i) const {
    checked_index const n(i);
    if (n.overflowed || n.value < 0 || n.value >= count_) {
      throw parameter_error({.category = "sample_out_of_range",
                             .where = "axis",
                             .problem = "has no such sample",
                             .expected = detail::joined({"a number below ", std::to_string(count_)}),
                             .actual = std::to_string(i)});
    }
    return tag(position(n.value), unit());
  }
  template <Integer I>
  value_type operator[](I i) const {
    return (*this)(i);
  }
  /// Sample numbers that have come as quantities, as those of `x.argmax<1>()`.
  template <AnyQuantity Q>
    requires(Integer<wrapped_t<Q>> && std::same_as<unit_t<Q>, dimensionless>)
  value_type operator()(Q const& i) const {
    return (*this)(raw(i));
  }
  template <AnyQuantity Q>
    requires(!(Integer<wrapped_t<Q>> && std::same_as<unit_t<Q>, dimensionless>))
  void operator()(Q const&) const CONVOLT_REFUSED("t(i) takes a sample number: t.index_of(10. * ms) is one");
  /// The coordinate of the last sample. Throws parameter_error on an empty axis.
  value_type back() const { return (*this)(count_ - 1); }
  /// Where one more sample would be: the excluded end of the axis.
  value_type stop() const { return tag(position(count_), unit()); }

  /// The coordinates one after the other: `for (auto t : axis)`. The axis must outlive them.
  auto begin() const { return detail::axis_iterator<axis>(*this, 0); }
  auto end() const { return detail::axis_iterator<axis>(*this, count_); }

  /// All coordinates, as an owning array.
  auto values() const {
    if (size() > std::size_t{PTRDIFF_MAX} / sizeof(T)) {
      throw shape_error({.category = "size_overflow",
                         .where = "axis::values",
                         .problem = "has more samples than memory can hold",
                         .actual = std::to_string(count_)});
    }
    xt::xtensor<T, 1, xt::layout_type::row_major> numbers(std::array<std::size_t, 1>{size()});
    for (index i = 0; i < count_; ++i) { numbers(i) = position(i); }
    return tag(std::move(numbers), unit());
  }

  /// The number of the sample nearest to t; halfway between two, the later one. Throws parameter_error when t is NaN,
  /// or half a step or more outside the axis.
  template <detail::Coordinate Q>
    requires OneDimension<Q, quantity<U, T>>
  index index_of(Q const& t) const {
    wide const nearest = std::round(steps_to(t));
    if (!(nearest >= 0 && nearest < static_cast<wide>(count_))) {
      throw parameter_error({.category = "coordinate_out_of_range",
                             .where = "axis::index_of",
                             .problem = "has no sample near this coordinate",
                             .expected = range_text(),
                             .actual = detail::coordinate_text(t)});
    }
    return bounded(nearest);
  }
  template <detail::Coordinate Q>
    requires units_measure_different_things<unit_t<Q>, U>
  void index_of(Q const&) const CONVOLT_REFUSED("this coordinate does not measure what the axis measures");

  /// The samples with coordinates in [from, to), on a descending axis too. A limit within `sample_tolerance` steps of a
  /// sample is at that sample. Throws parameter_error when `from` is above `to`, a limit is NaN, or the interval
  /// reaches over samples that the axis does not have.
  template <detail::Coordinate From, detail::Coordinate To>
    requires(OneDimension<From, quantity<U, T>> && OneDimension<To, quantity<U, T>>)
  sample_run between(From const& from, To const& to) const {
    wide const low = snapped(steps_to(from));
    wide const high = snapped(steps_to(to));
    // Where the axis descends, `to` has the lower sample number, and is the excluded one.
    wide const first = step_ > 0 ? std::ceil(low) : std::floor(high) + 1;
    wide const last = step_ > 0 ? std::ceil(high) : std::floor(low) + 1;
    bool const ordered = step_ > 0 ? low <= high : high <= low;
    if (!ordered || !(first >= 0 && last <= static_cast<wide>(count_))) {
      throw parameter_error(
          {.category = "coordinate_out_of_range",
           .where = "axis::between",
           .problem = ordered ? "the interval reaches over samples that are not there"
                              : "the limits are not in ascending order",
           .expected = range_text(),
           .actual = detail::joined({"[", detail::coordinate_text(from), ", ", detail::coordinate_text(to), ")"})});
    }
    return {bounded(first), bounded(last) - bounded(first)};
  }
  template <detail::Coordinate From, detail::Coordinate To>
    requires(units_measure_different_things<unit_t<From>, U> || units_measure_different_things<unit_t<To>, U>)
  void between(From const&, To const&) const CONVOLT_REFUSED("these coordinates do not measure what the axis measures");

  /// The samples first, first + stride, ...: an axis that starts there with `stride` times the step. Throws
  /// parameter_error when the samples are not all there, or the stride is below 1.
  template <Integer First, Integer Count, Integer Stride = int>
  axis slice(First first, Count count, Stride stride = 1) const {
    index const from = detail::sample_number(first, "axis::slice", "first");
    index const n = detail::sample_number(count, "axis::slice", "count");
    index const every = detail::sample_number(stride, "axis::slice", "stride");
    checked_index const last = checked_index(from) + checked_index(n > 0 ? n - 1 : 0) * checked_index(every);
    if (every == 0 || last.overflowed || (n == 0 ? from > count_ : last.value >= count_)) {
      throw parameter_error({.category = "sample_out_of_range",
                             .where = "axis::slice",
                             .problem = every == 0 ? "the stride must be positive" : "these samples are not there",
                             .expected = detail::joined({"at most ", std::to_string(count_), " samples"}),
                             .actual = detail::joined({"first ", std::to_string(from), ", count ", std::to_string(n),
                                                       ", stride ", std::to_string(every)})});
    }
    wide const step = static_cast<wide>(step_) * static_cast<wide>(every);
    return axis(unit(), position(from), n > 0 ? static_cast<T>(step) : step_, n);
  }

  /// The axis of the gaps between neighbouring samples, each at its middle; one sample fewer.
  axis midpoints() const {
    wide const middle = static_cast<wide>(start_.raw()) + static_cast<wide>(step_) / 2;
    return axis(unit(), static_cast<T>(middle), step_, count_ > 0 ? count_ - 1 : 0);
  }

  /// The same axis in another unit of its dimension.
  template <AnyUnit V>
    requires(!units_measure_different_things<U, V>)
  auto as(V const& unit) const {
    return axis<V, T>(start_.as(unit), step().as(unit), count_);
  }
  template <AnyUnit V>
    requires units_measure_different_things<U, V>
  void as(V const&) const CONVOLT_REFUSED("this unit does not measure what the axis measures");

  /// "0 .. 999.9 step 0.1 ms, 10000 samples".
  friend std::ostream& operator<<(std::ostream& os, axis const& a) {
    if (a.count_ > 0) { os << a.start_.raw() << " .. " << a.position(a.count_ - 1) << ' '; }
    return os << "step " << a.step_ << detail::unit_suffix(a.unit()) << ", " << a.count_
              << (a.count_ == 1 ? " sample" : " samples");
  }

 private:
  struct checked_tag {};

  template <class Start, class Step, class I>
  axis(checked_tag, U const& unit, Start const& start, Step const& step, I count)
      : axis(unit, detail::coordinate<T>(start, unit), detail::coordinate<T>(step, unit),
             detail::sample_number(count, "axis", "count")) {}

  axis(U const& unit, T start, T step, index count) : start_(tag(start, unit)), step_(step), count_(count) {
    if (!bits::is_finite(step) || step == 0) { throw bad("step", "must be finite and not zero", text_of(step)); }
    if (!bits::is_finite(start)) { throw bad("start", "must be finite", text_of(start)); }
    bool const ends = std::abs(wide_position(count)) <= static_cast<wide>(std::numeric_limits<T>::max());
    if (!ends) { throw bad("count", "takes the axis beyond the largest number", std::to_string(count)); }
  }

  static parameter_error bad(char const* argument, char const* problem, std::string actual) {
    return parameter_error({.category = "bad_axis",
                            .where = "axis",
                            .argument = argument,
                            .problem = problem,
                            .actual = std::move(actual)});
  }
  std::string text_of(T x) const { return detail::coordinate_text(tag(x, unit())); }

  template <class Step>
  static U unit_from(Step const& step) {
    if constexpr (Unit<U>) {
      return U{};
    } else {
      return U(unit_of(step));
    }
  }

  wide wide_position(index i) const {
    return static_cast<wide>(start_.raw()) + static_cast<wide>(i) * static_cast<wide>(step_);
  }
  T position(index i) const { return static_cast<T>(wide_position(i)); }

  /// How many steps t is after the start.
  template <class Q>
  wide steps_to(Q const& t) const {
    return (detail::coordinate<wide>(t, unit()) - static_cast<wide>(start_.raw())) / static_cast<wide>(step_);
  }
  static wide snapped(wide steps) {
    wide const whole = std::round(steps);
    return std::abs(steps - whole) <= static_cast<wide>(sample_tolerance) ? whole : steps;
  }
  /// A whole number in 0 .. count as an index; the largest counts are not exact in `wide`.
  index bounded(wide whole) const { return whole >= static_cast<wide>(count_) ? count_ : static_cast<index>(whole); }

  std::string range_text() const {
    if (count_ == 0) { return "nothing, the axis is empty"; }
    return detail::joined({detail::coordinate_text(start_), " to ", detail::coordinate_text(back())});
  }

  quantity<U, T> start_;
  T step_;
  index count_;
};

template <class Start, class Step, class I>
axis(Start const&, Step const&, I) -> axis<detail::axis_unit_t<Start, Step>, detail::coordinate_t<Start, Step>>;
template <detail::Coordinate Step, Integer I>
axis(Step const&, I) -> axis<unit_t<Step>, detail::coordinate_t<Step>>;
template <detail::Coordinate Start, detail::Coordinate Stop>
  requires(!Integer<Stop>)
axis(Start const&, Stop const&) -> axis<unit_t<Stop>, detail::coordinate_t<Start, Stop>>;

}  // namespace convolt
