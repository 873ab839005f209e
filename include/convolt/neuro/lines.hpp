// SPDX-License-Identifier: BSD-3-Clause
/// One response written sample by sample: a kernel that begins between two samples, times a weight, added to numbers in
/// double. Gaussians and laplacians need no exponential function per sample: shifted by a part of a step they are a
/// table times a geometric series, or times two factors.
/// Layer: neuro.
#pragma once

#include <convolt/core/pack.hpp>
#include <convolt/kernel/shape.hpp>
#include <convolt/kernel/symmetric.hpp>
#include <convolt/quantity/axis.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace convolt::neuro::detail {

/// What lines have in common: how far from its event a response reaches, in steps, and by how much rounding may have
/// moved the event.
struct line_limits {
  double step;  ///< in the lag unit of the shape
  kernel::plain_range reach;
  double rounding;

  template <kernel::Shape S>
  line_limits(S const& shape, double step_length, double tolerance, double moved) : step(step_length), rounding(moved) {
    kernel::plain_range const support = kernel::support_of(shape, tolerance);
    reach = {support.first / step, support.last / step};
  }

  /// The samples of 0 .. count - 1 that a response of an event at this position reaches.
  sample_run samples(double position, index count) const {
    double const first = std::max(0., std::ceil(position + reach.first - rounding));
    double const last = std::min(static_cast<double>(count - 1), std::floor(position + reach.last + rounding));
    if (!(first <= last)) { return {0, 0}; }
    return {static_cast<index>(first), static_cast<index>(last) - static_cast<index>(first) + 1};
  }
};

/// Any shape, value by value. A sample that is at a jump, but for rounding, gets the value there.
template <kernel::Shape S>
class values_one_by_one {
 public:
  values_one_by_one(S const& shape, line_limits const& limits) : shape_(shape), limits_(limits) {}

  void add(double position, double weight, double* out, index count) const {
    sample_run const run = limits_.samples(position, count);
    for (index n = run.first; n < run.first + run.count; ++n) { out[n] += weight * value(n, position); }
    for (kernel::plain_jump const& jump : shape_.jumps()) {
      double const at = position + jump.lag / limits_.step;
      double const nearest = std::round(at);
      if (!(std::abs(at - nearest) <= limits_.rounding && nearest >= 0 && nearest < static_cast<double>(count))) {
        continue;
      }
      index const n = static_cast<index>(nearest);
      bool const is_added = n >= run.first && n < run.first + run.count;
      out[n] += weight * (shape_.value(jump.lag) - (is_added ? value(n, position) : 0.));
    }
  }

 private:
  double value(index n, double position) const {
    return shape_.value((static_cast<double>(n) - position) * limits_.step);
  }

  S shape_;
  line_limits limits_;
};

template <kernel::Shape S, class Arch>
class lines : public values_one_by_one<S> {
 public:
  using values_one_by_one<S>::values_one_by_one;
};

/// The boxcar: one number from its first sample to before its last.
template <class Arch>
class lines<kernel::boxcar_shape, Arch> {
 public:
  lines(kernel::boxcar_shape const& shape, line_limits const& limits) : height_(shape.peak()), limits_(limits) {}

  void add(double position, double weight, double* out, index count) const {
    double const most = static_cast<double>(count);
    double const first = std::clamp(std::ceil(position + limits_.reach.first - limits_.rounding), 0., most);
    double const end = std::clamp(std::ceil(position + limits_.reach.last - limits_.rounding), 0., most);
    double const height = weight * height_;
    for (index n = static_cast<index>(first); n < static_cast<index>(end); ++n) { out[n] += height; }
  }

 private:
  double height_;
  line_limits limits_;
};

/// Tables of lags 0, 1, .. steps before and after the sample that is nearest to the event.
class line_table {
 public:
  /// No table, where it would take more memory than it is worth.
  template <class Value>
  line_table(line_limits const& limits, Value const& value) {
    double const most = std::ceil(std::max(-limits.reach.first, limits.reach.last)) + 1;
    if (!(most <= longest)) { return; }
    most_ = static_cast<index>(most);
    numbers_.resize(static_cast<std::size_t>(2 * most_ + 1));
    for (index m = -most_; m <= most_; ++m) { numbers_[static_cast<std::size_t>(m + most_)] = value(m); }
  }
  bool exists() const { return !numbers_.empty(); }
  /// From -most steps to most steps.
  double const* at(index m) const { return numbers_.data() + (m + most_); }

 private:
  static constexpr double longest = 1 << 20;
  index most_ = 0;
  std::vector<double> numbers_;
};

/// exp(-(m - d)^2 c), c = step^2 / (2 sd^2), is exp(-m^2 c) exp(2 m d c) exp(-d^2 c): a table, a geometric series in m,
/// and a factor.
template <class Arch>
class lines<kernel::gaussian_shape, Arch> {
 public:
  lines(kernel::gaussian_shape const& shape, line_limits const& limits)
      : one_by_one_(shape, limits),
        limits_(limits),
        c_(limits.step / shape.finest() * (limits.step / shape.finest()) / 2),
        peak_(shape.peak()),
        table_(limits, [this](index m) { return std::exp(-static_cast<double>(m) * static_cast<double>(m) * c_); }) {}

  void add(double position, double weight, double* out, index count) const {
    if (!table_.exists()) { return one_by_one_.add(position, weight, out, count); }
    sample_run const run = limits_.samples(position, count);
    double const centre = std::round(position);
    double const late = position - centre;  // d
    double const front = weight * peak_ * std::exp(-late * late * c_);
    double const ratio = std::exp(2 * late * c_);
    for (index done = 0; done < run.count; done += piece) {  // pieces: errors of a series grow with its length
      index const n = run.first + done;
      double const m = static_cast<double>(n) - centre;
      add_piece(front * std::exp(2 * m * late * c_), ratio, table_.at(static_cast<index>(m)), out + n,
                std::min(piece, run.count - done));
    }
  }

 private:
  static constexpr index piece = 256;

  /// out[i] += first * ratio^i * table[i].
  static void add_piece(double first, double ratio, double const* table, double* out, index n) {
    constexpr index width = packs::pack_size<double, Arch>;
    double start[packs::pack_bytes<Arch> / sizeof(double)];
    double power = 1;
    for (index l = 0; l < width; ++l) {
      start[l] = first * power;
      power *= ratio;
    }
    packs::pack<double, Arch> series;
    packs::load(series, start);
    index i = 0;
    for (; i + width <= n; i += width) {
      packs::pack<double, Arch> factors, sums;
      packs::load(factors, table + i);
      packs::load(sums, out + i);
      sums += factors * series;
      packs::store(sums, out + i);
      series = series * power;
    }
    packs::store(series, start);
    for (index l = 0; i < n; ++i, ++l) { out[i] += start[l] * table[i]; }
  }

  values_one_by_one<kernel::gaussian_shape> one_by_one_;
  line_limits limits_;
  double c_;
  double peak_;
  line_table table_;
};

/// exp(-|m - d| a) is exp(-|m| a) times exp(d a) after the event and exp(-d a) before it.
template <class Arch>
class lines<kernel::laplacian_shape, Arch> {
 public:
  lines(kernel::laplacian_shape const& shape, line_limits const& limits)
      : one_by_one_(shape, limits),
        limits_(limits),
        a_(limits.step / shape.finest()),
        peak_(shape.peak()),
        table_(limits, [this](index m) { return std::exp(-std::abs(static_cast<double>(m)) * a_); }) {}

  void add(double position, double weight, double* out, index count) const {
    if (!table_.exists()) { return one_by_one_.add(position, weight, out, count); }
    sample_run const run = limits_.samples(position, count);
    double const centre = std::round(position);
    double const late = position - centre;
    index const end = run.first + run.count;
    // The nearest sample is after the event where the event is before it.
    double const turn =
        std::clamp(late > 0 ? centre + 1 : centre, static_cast<double>(run.first), static_cast<double>(end));
    index const after = static_cast<index>(turn);
    add_part(weight * peak_ * std::exp(-late * a_), run.first, after, centre, out);
    add_part(weight * peak_ * std::exp(late * a_), after, end, centre, out);
  }

 private:
  void add_part(double factor, index from, index to, double centre, double* out) const {
    if (from >= to) { return; }
    index const m = static_cast<index>(static_cast<double>(from) - centre);
    packs::add_scaled<Arch>(factor, table_.at(m), out + from, to - from);
  }

  values_one_by_one<kernel::laplacian_shape> one_by_one_;
  line_limits limits_;
  double a_;
  double peak_;
  line_table table_;
};

}  // namespace convolt::neuro::detail
