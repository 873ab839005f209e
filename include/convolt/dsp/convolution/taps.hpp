// SPDX-License-Identifier: BSD-3-Clause
/// The taps of a kernel as numbers: of an array as they are, of a kernel object as its samples; and in the order and
/// the parts that the engine takes.
/// Layer: dsp.
#pragma once

#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/strided_copy.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/geometry/axis.hpp>
#include <convolt/kernel/sampling.hpp>
#include <convolt/quantity/axis.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <string_view>
#include <vector>

namespace convolt::dsp::detail {

/// Row by row.
template <class T>
struct tap_list {
  std::vector<T> values;
  index_list extents;
};

/// The numbers of an array row by row: where they lie, or in a copy.
template <class T, class Q>
class row_major {
 public:
  row_major(std::string_view where, std::string_view argument, Q const& q) : operand_(where, argument, q) {
    operand_.settle(where);
    arrays::seen<T const> const& seen = operand_.view();
    data_ = seen.data;
    if (seen.empty() || arrays::same_layout(seen.shape, seen.strides, arrays::row_major_strides(seen.shape))) {
      return;
    }
    std::size_t size = 1;
    for (index const extent : seen.shape) { size *= static_cast<std::size_t>(extent); }
    copy_.resize(size);
    arrays::strided<T> const target{copy_.data(), seen.shape, arrays::row_major_strides(seen.shape)};
    arrays::copy_strided(seen, target);
    data_ = copy_.data();
  }

  T const* data() const { return data_; }
  index_list const& shape() const { return operand_.shape(); }
  index size() const {
    index n = 1;
    for (index const extent : shape()) { n *= extent; }
    return n;
  }

 private:
  arrays::call_operand<T, Q> operand_;
  std::vector<T> copy_;
  T const* data_ = nullptr;
};

/// Throws shape_error "empty_kernel".
template <class H>
tap_list<number_t<H>> taps_of_array(std::string_view where, H const& h) {
  using bare = arrays::bare_t<H>;
  row_major<number_t<H>, bare> const numbers(where, "kernel", arrays::without_axes(h));
  for (index const extent : numbers.shape()) {
    if (extent == 0) { geometry::throw_empty_kernel({.where = where, .argument = "kernel"}, 0); }
  }
  return {{numbers.data(), numbers.data() + numbers.size()}, numbers.shape()};
}

/// Which lags of a kernel object are wanted, in steps of the signal: those in its support, and no more than these.
struct lag_limits {
  double first, last;
};

/// The samples of a kernel object at the lags n * step, and the first n. At a jump the value after it; under an
/// integral the mean, so that sums times the step are the integral up to O(step^2). One zero where no lag is wanted.
/// Throws parameter_error "axis_too_coarse".
template <class T, KernelObject K>
tap_list<T> taps_of_object(std::string_view where, K const& k, double step, bool is_integral, lag_limits limits,
                           double& first) {
  auto const support = k.support();
  double const a = support.first.raw() / step, b = support.last.raw() / step;
  first = std::max(std::ceil(std::min(a, b) - sample_tolerance), limits.first);
  double const last = std::min(std::floor(std::max(a, b) + sample_tolerance), limits.last);
  double const most = 1e12;
  if (!(last - first < most && std::abs(first) < most)) { throw_too_far(where, first); }
  auto const unit = k.lag_unit();
  using lag_axis = axis<std::remove_const_t<decltype(unit)>, double>;
  index const count = last < first ? 0 : static_cast<index>(last - first) + 1;
  auto const rule = is_integral ? kernel::at_jump::mean : kernel::at_jump::after;
  auto const sampled = kernel::samples<T>(k, lag_axis(tag(first * step, unit), tag(step, unit), count), {.jump = rule});
  if (count == 0) { return {{T(0)}, {1}}; }
  return {{sampled.raw().begin(), sampled.raw().end()}, {count}};
}

/// As the engine takes them, the last one for the latest sample: a convolution turns its taps round, a correlation
/// takes the conjugates.
template <class T>
void put_in_order(std::vector<T>& taps, bool correlates) {
  if (!correlates) {
    std::reverse(taps.begin(), taps.end());
  } else if constexpr (quantities::is_complex<T>) {
    for (T& tap : taps) { tap = std::conj(tap); }
  }
}

/// Complex numbers as pairs of real channels, [out parts][in parts][taps]. A complex signal with real taps is two real
/// signals with one row of taps.
template <class T>
std::vector<T> as_parts(std::vector<T> const& taps, bool) {
  return taps;
}
template <class R>
std::vector<R> as_parts(std::vector<std::complex<R>> const& taps, bool signal_is_complex) {
  std::vector<R> parts;
  auto const add = [&](auto const& part_of) {
    for (std::complex<R> const& tap : taps) { parts.push_back(part_of(tap)); }
  };
  auto const re = [](std::complex<R> const& tap) { return tap.real(); };
  auto const im = [](std::complex<R> const& tap) { return tap.imag(); };
  add(re);
  if (signal_is_complex) {
    add([](std::complex<R> const& tap) { return -tap.imag(); });
  }
  add(im);
  if (signal_is_complex) { add(re); }
  return parts;
}

}  // namespace convolt::dsp::detail
