// SPDX-License-Identifier: BSD-3-Clause
/// The gradients of a convolution on arrays in memory: each is a convolution of the cotangent, or some of them. Where
/// the input goes on beyond its ends, they go by way of the surrounded input or the continued cotangent.
/// Layer: lax.
#pragma once

#include <convolt/array/extended.hpp>
#include <convolt/array/scratch.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/surroundings.hpp>
#include <convolt/lax/problem.hpp>
#include <convolt/lax/surroundings.hpp>

#include <string_view>

namespace convolt::lax::resolved {

/// d: of the input of the convolution with weights w, for the cotangent g.
template <class T, class Engine>
void input_gradient(geometry::resolved_conv const& r, arrays::strided<T const> const& w,
                    arrays::strided<T const> const& g, arrays::strided<T> const& d, T factor, Engine const& engine) {
  engine::problem const forward = make_problem(r, d.strides, w.strides, g.strides, 0);
  T const* const w_data = w.empty() ? nullptr : w.data + flip_offset(r, w.strides);
  bool const whole = engine::is_one_input_gradient(forward);
  index const parts = whole ? 1 : engine::gradient_parts(forward);
  for (index k = 0; !d.empty() && k < parts; ++k) {
    engine::gradient_part const part = whole ? engine::input_gradient(forward) : engine::input_gradient(forward, k);
    bool const no_terms = w.empty() || g.empty();
    engine.run(part.p, engine::operands<T>{.input = no_terms ? nullptr : g.data + part.input_offset,
                                           .weights = no_terms ? nullptr : w_data + part.weights_offset,
                                           .output = d.data + part.output_offset,
                                           .output_scale = factor});
  }
}

/// d: of the weights of the convolution of x, for the cotangent g.
template <class T, class Engine>
void weights_gradient(geometry::resolved_conv const& r, arrays::strided<T const> const& x,
                      arrays::strided<T const> const& g, arrays::strided<T> const& d, T factor, Engine const& engine) {
  engine::problem const forward = make_problem(r, x.strides, d.strides, g.strides, 0);
  bool const whole = engine::is_one_weights_gradient(forward);
  index const parts = whole ? 1 : engine::gradient_parts(forward);
  for (index k = 0; !d.empty() && k < parts; ++k) {
    engine::gradient_part const part = whole ? engine::weights_gradient(forward) : engine::weights_gradient(forward, k);
    bool const no_terms = x.empty() || g.empty();
    engine.run_weights_gradient(part.p,
                                engine::operands<T>{.input = no_terms ? nullptr : x.data + part.input_offset,
                                                    .weights = no_terms ? nullptr : g.data + part.weights_offset,
                                                    .output = d.data + flip_offset(r, d.strides) + part.output_offset,
                                                    .output_scale = factor});
  }
}

/// The cotangent of a transposed convolution before its ends are folded: continued as the boundary says, the adjoint of
/// folding.
template <class T>
arrays::scratch<T> continued_cotangent(boundary b, geometry::resolved_conv const& r,
                                       geometry::inner_convolution const& inner, arrays::strided<T const> const& g) {
  arrays::scratch<T> whole(inner.shape);
  whole.fill(T(0));
  arrays::extend(b, axes_of_folded(r, inner, whole.view().strides, g.strides), whole.view().data, g.data);
  return whole;
}

/// input_gradient where the boundary is not zero: what the surroundings get goes to the samples that they repeat.
template <class T, class Engine, class Outside>
CONVOLT_COLD void input_gradient_beyond(std::string_view where, Outside const& beyond, geometry::resolved_conv const& r,
                                        arrays::strided<T const> const& w, arrays::strided<T const> const& g,
                                        arrays::strided<T> const& d, T factor, Engine const& engine) {
  if (beyond.transposed) {
    geometry::inner_convolution const inner = geometry::before_folding(where, r, sizeof(T));
    input_gradient(inner.r, w, continued_cotangent(beyond.kind, r, inner, g).read(), d, factor, engine);
    return;
  }
  geometry::inner_convolution const inner = geometry::with_surroundings(where, beyond.kind, r, d.shape, sizeof(T));
  arrays::scratch<T> const whole(inner.shape);
  input_gradient(inner.r, w, g, whole.view(), factor, engine);
  fill_with_bias<T>(r, nullptr, 0, T(1), d);
  arrays::for_each_extended(beyond.kind, axes_of_surrounded(r, inner.shape, whole.view().strides, d.shape, d.strides),
                            whole.view().data, d.data, [](T const& from, T& to) { to = engine::add(to, from); });
}

/// weights_gradient where the boundary is not zero.
template <class T, class Engine, class Outside>
CONVOLT_COLD void weights_gradient_beyond(std::string_view where, Outside const& beyond,
                                          geometry::resolved_conv const& r, arrays::strided<T const> const& x,
                                          arrays::strided<T const> const& g, arrays::strided<T> const& d, T factor,
                                          Engine const& engine) {
  if (beyond.transposed) {
    geometry::inner_convolution const inner = geometry::before_folding(where, r, sizeof(T));
    weights_gradient(inner.r, x, continued_cotangent(beyond.kind, r, inner, g).read(), d, factor, engine);
    return;
  }
  geometry::inner_convolution const inner = geometry::with_surroundings(where, beyond.kind, r, x.shape, sizeof(T));
  weights_gradient(inner.r, surrounded(beyond.kind, r, inner, x).read(), g, d, factor, engine);
}

}  // namespace convolt::lax::resolved
