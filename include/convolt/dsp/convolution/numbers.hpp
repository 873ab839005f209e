// SPDX-License-Identifier: BSD-3-Clause
/// The numbers of a call, once it is known what is summed: boundary, missing samples, complex parts.
/// Layer: dsp.
#pragma once

#include <convolt/dsp/convolution/missing.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/summation.hpp>
#include <convolt/dsp/convolution/surroundings.hpp>
#include <convolt/dsp/convolution/taps.hpp>

#include <complex>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

/// Which function was called.
struct function {
  std::string_view where;
  bool correlates = false;
  bool of_variances = false;  ///< the signal is a variance, and weights count squared
};

/// What stands beyond the ends.
template <class T>
struct surroundings {
  boundary kind = boundary::zero;
  bool has_value = false;
  T value = T(0);  ///< where kind is zero

  /// Throws unit_error, parameter_error: see boundary_value.
  template <class U>
  surroundings(std::string_view where, boundary_argument const& b, U const& unit)
      : kind(b.kind()), has_value(b.has_value()), value(b.value_in<T>(where, any_unit(unit))) {}
};

/// A signal where it lies, or a changed copy of it.
template <class T>
class changeable {
 public:
  explicit changeable(T const* x) : data_(x) {}
  T const* data() const { return data_; }
  void become(std::vector<T>&& by) {
    copy_ = std::move(by);
    data_ = copy_.data();
  }

 private:
  std::vector<T> copy_;
  T const* data_;
};

template <class T>
T not_a_number() {
  using R = typename quantities::real_type<T>::type;
  R const nan = std::numeric_limits<R>::quiet_NaN();
  if constexpr (quantities::is_complex<T>) {
    return {nan, nan};
  } else {
    return nan;
  }
}

template <class T>
std::vector<typename quantities::real_type<T>::type> squares(std::vector<T> const& taps) {
  std::vector<typename quantities::real_type<T>::type> result;
  result.reserve(taps.size());
  for (T const& tap : taps) {
    if constexpr (quantities::is_complex<T>) {
      result.push_back(std::norm(tap));
    } else {
      result.push_back(tap * tap);
    }
  }
  return result;
}

/// A complex signal and complex taps at once: two channels in, two out.
template <class Arch, class R>
void sum_complex_short(summation s, std::complex<R> const* x, std::vector<std::complex<R>> const& taps,
                       std::complex<R>* out, R scale) {
  s.in_parts = s.out_parts = 2;
  std::vector<R> const parts = as_parts(taps, true);
  sum_products<R, Arch>(s, reinterpret_cast<R const*>(x), parts.data(), reinterpret_cast<R*>(out), scale);
}
/// The same as four real convolutions, for which the engine has transforms: of both parts of the signal with both of
/// the taps.
template <class Arch, class R>
void sum_complex_long(summation s, std::complex<R> const* x, std::vector<std::complex<R>> const& taps,
                      std::complex<R>* out, R scale) {
  std::vector<std::complex<R>> both(static_cast<std::size_t>(2 * output_numbers(s)));
  s.channels *= 2;
  s.out_parts = 2;
  std::vector<R> const parts = as_parts(taps, false);
  sum_products<R, Arch>(s, reinterpret_cast<R const*>(x), parts.data(), reinterpret_cast<R*>(both.data()), scale);
  for (std::size_t i = 0; i < both.size() / 2; ++i) {
    std::complex<R> const &of_real = both[2 * i], &of_imaginary = both[2 * i + 1];
    out[i] = {of_real.real() - of_imaginary.imag(), of_real.imag() + of_imaginary.real()};
  }
}
/// From how many taps on the latter is faster.
inline constexpr index long_complex_kernel = 64;

/// out = scale * the sums of x with taps in the order of the engine.
template <class Arch, class Tx, class Th, class Out, class R>
void sum_parts(std::string_view where, summation s, surroundings<Tx> const& around, Tx const* x,
               std::vector<Th> const& taps, Out* out, R scale) {
  constexpr bool signal_is_complex = quantities::is_complex<Tx>, taps_are = quantities::is_complex<Th>;
  changeable<Tx> signal(x);
  if ((around.kind != boundary::zero || around.has_value) && looks_outside(s)) {
    signal.become(continued(where, s, around.kind, around.value, x));
    s = of_continued(s);
  }
  if constexpr (signal_is_complex && taps_are) {
    if (tap_points(s) < long_complex_kernel) {
      sum_complex_short<Arch>(s, signal.data(), taps, out, scale);
    } else {
      sum_complex_long<Arch>(s, signal.data(), taps, out, scale);
    }
  } else {
    if (signal_is_complex) { s.channels *= 2; }
    if (taps_are) { s.out_parts = 2; }
    std::vector<R> const parts = as_parts(taps, signal_is_complex);
    sum_products<R, Arch>(s, reinterpret_cast<R const*>(signal.data()), parts.data(), reinterpret_cast<R*>(out), scale);
  }
}

/// The results of a call. `flags`: the samples that a mask takes out, or none. Throws parameter_error for missing
/// samples that are refused, for negative weights that cannot be renormalised.
template <class Arch, class Tx, class Th, class Out, class R>
void compute(function const& f, summation s, convolve_options const& o, surroundings<Tx> const& given, Tx const* x,
             missing_flags flags, std::vector<Th> taps, Out* out, R scale) {
  s.precision = f.of_variances ? engine::precision_level::highest : s.precision;
  put_in_order(taps, f.correlates);
  surroundings<Tx> around(given);
  changeable<Tx> signal(x);
  index const samples = s.batch * input_points(s) * s.channels;
  if (o.missing != missing::propagate) { add_nans(x, samples, flags); }
  bool const some_missing = any_missing(flags);
  if (o.missing == missing::refuse) {
    if (some_missing) { throw_missing(f.where, text_of_missing(flags)); }
    if (is_nan(around.value) && looks_outside(s)) { throw_missing(f.where, "those beyond its ends"); }
  }
  if (o.missing == missing::propagate && some_missing) { signal.become(replaced(x, flags, not_a_number<Tx>())); }
  std::optional<renormalisation<R, Arch>> factors;
  if (o.missing == missing::renormalise) {
    std::vector<R> const weights = weights_of<R>(f.where, taps);
    bool const outside_is_there = !is_nan(around.value);
    if (!outside_is_there) { around.value = Tx(0); }
    if (some_missing) { signal.become(replaced(x, flags, Tx(0))); }
    if (some_missing || !outside_is_there) {
      factors.emplace(f.where, s, around.kind, outside_is_there, flags, weights);
    }
  }
  if (f.of_variances) {
    sum_parts<Arch>(f.where, s, around, signal.data(), squares(taps), out, scale);
  } else {
    sum_parts<Arch>(f.where, s, around, signal.data(), taps, out, scale);
  }
  if (!factors) { return; }
  index const count = s.batch * output_points(s) * s.channels;
  for (index i = 0; i < count; ++i) {
    R const factor = factors->factor(static_cast<std::size_t>(i));
    out[i] *= f.of_variances ? factor * factor : factor;
  }
}

}  // namespace convolt::dsp::detail
