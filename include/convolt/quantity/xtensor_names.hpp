// SPDX-License-Identifier: BSD-3-Clause
/// xtensor's names and ours for one thing: `xt::mean(v)` of a quantity is `convolt::mean(v)`, and `convolt::view(a, 0)`
/// of a plain array is xtensor's. Where both could be called, ours is the more specialised one for quantities and
/// xtensor's for arrays, so that nothing is ambiguous.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/build.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/cumulate.hpp>
#include <convolt/quantity/filter.hpp>
#include <convolt/quantity/join.hpp>
#include <convolt/quantity/math.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/plain_arrays.hpp>
#include <convolt/quantity/reduce.hpp>
#include <convolt/quantity/reduce_options.hpp>
#include <convolt/quantity/sampled_math.hpp>
#include <convolt/quantity/sampled_view.hpp>
#include <convolt/quantity/select.hpp>
#include <convolt/quantity/view.hpp>

#include <cstddef>

namespace convolt {

using xt::broadcast, xt::col, xt::equal, xt::expand_dims, xt::flatten, xt::flip, xt::full_like, xt::noalias,
    xt::ones_like, xt::ravel, xt::reshape_view, xt::roll, xt::row, xt::squeeze, xt::strided_view, xt::transpose,
    xt::view, xt::zeros_like;

}  // namespace convolt

namespace xt {

using convolt::abs, convolt::allclose, convolt::amax, convolt::amin, convolt::argmax, convolt::argmin, convolt::atan2,
    convolt::broadcast, convolt::cbrt, convolt::clip, convolt::col, convolt::conj, convolt::cos, convolt::cumsum,
    convolt::diff, convolt::equal, convolt::eval, convolt::exp, convolt::expand_dims, convolt::filter, convolt::flatten,
    convolt::flip, convolt::fmod, convolt::full_like, convolt::hypot, convolt::imag, convolt::isclose,
    convolt::isfinite, convolt::isinf, convolt::isnan, convolt::log, convolt::log10, convolt::log2, convolt::maximum,
    convolt::mean, convolt::minimum, convolt::noalias, convolt::ones_like, convolt::pow, convolt::ravel, convolt::real,
    convolt::reshape_view, convolt::roll, convolt::row, convolt::sign, convolt::sin, convolt::sqrt, convolt::square,
    convolt::squeeze, convolt::stddev, convolt::strided_view, convolt::sum, convolt::tan, convolt::tanh,
    convolt::transpose, convolt::trapz, convolt::variance, convolt::view, convolt::where, convolt::zeros_like;

/// xtensor's own takes the number of values as std::size_t alone.
template <class U, class T, class V, class S, convolt::Integer I>
auto linspace(convolt::quantity<U, T> const& start, convolt::quantity<V, S> const& stop, I n, bool endpoint = true) {
  return convolt::linspace(start, stop, n, endpoint);
}
template <class U, class T>
auto linspace(convolt::quantity<U, T> start, convolt::quantity<U, T> stop, std::size_t n, bool endpoint = true) {
  return convolt::linspace(start, stop, n, endpoint);
}

}  // namespace xt
