// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/functional_backward.hpp: gradients of the functionals against differences of their
/// calls, exact because the numbers are whole and the calls linear in each operand.

#include <convolt/nn/functional_backward.hpp>

#include <convolt/nn/functional.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::extents;
using test::thrown_by;
using test::whole_numbers;

namespace {

using any_array = xt::xarray<double>;
using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;

double dot(any_array const& a, any_array const& b) { return a.size() == 0 ? 0. : xt::sum(a * b)(); }

/// Whether all gradients are the central differences along one direction each. `call` is a functional, `back` its
/// gradients.
template <class Call, class Back>
bool exact(any_array const& x, any_array const& w, std::size_t channels, Call const& call, Back const& back) {
  any_array const b = whole_numbers({channels}, 4);
  any_array const y = call(x, w, b);
  any_array const g = whole_numbers(test::extents_of(y), 5);
  auto const d = back(x, w, g);
  any_array const u = whole_numbers(test::extents_of(x), 21), v = whole_numbers(test::extents_of(w), 22),
                  s = whole_numbers({channels}, 23);
  auto const along = [&](any_array const& up, any_array const& down) { return (dot(up, g) - dot(down, g)) / 2; };
  return d.input.shape() == x.shape() && test::extents_of(any_array(d.weight)) == test::extents_of(w) &&
         dot(d.input, u) == along(call(any_array(x + u), w, b), call(any_array(x - u), w, b)) &&
         dot(d.weight, v) == along(call(x, any_array(w + v), b), call(x, any_array(w - v), b)) &&
         dot(d.bias, s) == along(call(x, w, any_array(b + s)), call(x, w, any_array(b - s)));
}

nn::padding_mode mode(std::size_t i) { return static_cast<nn::padding_mode>(i); }

template <class X, class K, class G>
concept goes_back = requires(X const& x, K const& w, G const& g) { nn::conv1d_backward(x, w, g); };
static_assert(goes_back<x3, x3, x3> && goes_back<x2, x3, x2> && goes_back<any_array, any_array, any_array>);
static_assert(!goes_back<x3, x3, x2> && !goes_back<x3, x3, xt::xtensor<float, 3>> && !goes_back<x3, x3, double>);
static_assert(goes_back<tensor<mV, double, 3>, tensor<nS, double, 3>, tensor<pA, double, 3>>);
using i3 = xt::xtensor<std::int32_t, 3>;
static_assert(!goes_back<i3, i3, i3>);

}  // namespace

TEST_CASE("gradients of conv1d are the differences of its calls, for every combination of options") {
  test::for_each_index(extents{3, 3, 2, 2, 4, 2}, [](std::vector<std::size_t> const& i) {
    nn::functional_conv_options const o{
        .stride = i[0] + 1, .padding = i[1], .dilation = i[2] + 1, .groups = i[3] + 1, .padding_mode = mode(i[4])};
    any_array const x = i[5] == 1 ? whole_numbers({2, 4, 7}, 1) : whole_numbers({4, 7}, 1);
    any_array const w = whole_numbers({6, 4 / (i[3] + 1), 3}, 2);
    CAPTURE(i[0], i[1], i[2], i[3], i[4], i[5]);
    CHECK(exact(
        x, w, 6, [&](auto const& a, auto const& b, auto const& c) { return nn::conv1d(a, b, c, o); },
        [&](auto const& a, auto const& b, auto const& g) { return nn::conv1d_backward(a, b, g, o); }));
  });
}

TEST_CASE("gradients of conv_transpose1d are the differences of its calls, for every combination of options") {
  test::for_each_index(extents{3, 3, 2, 2, 4, 2}, [](std::vector<std::size_t> const& i) {
    nn::functional_conv_transpose_options o{.stride = i[0] + 1,
                                            .padding = i[1],
                                            .output_padding = i[0] > 0 ? 1 : 0,
                                            .groups = i[3] + 1,
                                            .dilation = i[2] + 1,
                                            .padding_mode = mode(i[4])};
    any_array const x = i[5] == 1 ? whole_numbers({2, 4, 6}, 1) : whole_numbers({4, 6}, 1);
    any_array const w = whole_numbers({4, 3, 3}, 2);
    CAPTURE(i[0], i[1], i[2], i[3], i[4], i[5]);
    auto const call = [&](auto const& a, auto const& b, auto const& c) { return nn::conv_transpose1d(a, b, c, o); };
    auto const back = [&](auto const& a, auto const& b, auto const& g) {
      return nn::conv_transpose1d_backward(a, b, g, o);
    };
    CHECK(exact(x, w, 3 * (i[3] + 1), call, back));
    o.output_size = {static_cast<convolt::index>(call(x, w, nn::no_bias).shape().back())};
    o.output_padding = 0;
    CHECK(exact(x, w, 3 * (i[3] + 1), call, back));
  });
}

TEST_CASE("gradients of the functionals in the plane and in space") {
  any_array const plane = whole_numbers({2, 2, 5, 4}, 1), space = whole_numbers({2, 3, 4, 3}, 2);
  nn::functional_conv_options const o{.stride = {2, 1}, .padding = {1, 0}, .padding_mode = "circular"};
  CHECK(exact(
      plane, whole_numbers({3, 2, 2, 3}, 3), 3,
      [&](auto const& a, auto const& b, auto const& c) { return nn::conv2d(a, b, c, o); },
      [&](auto const& a, auto const& b, auto const& g) { return nn::conv2d_backward(a, b, g, o); }));
  CHECK(exact(
      space, whole_numbers({3, 2, 2, 3, 1}, 3), 3,
      [](auto const& a, auto const& b, auto const& c) { return nn::conv3d(a, b, c); },
      [](auto const& a, auto const& b, auto const& g) { return nn::conv3d_backward(a, b, g); }));
  nn::functional_conv_transpose_options const t{.stride = 2, .padding = 1, .output_padding = 1};
  CHECK(exact(
      plane, whole_numbers({2, 3, 2, 3}, 3), 3,
      [&](auto const& a, auto const& b, auto const& c) { return nn::conv_transpose2d(a, b, c, t); },
      [&](auto const& a, auto const& b, auto const& g) { return nn::conv_transpose2d_backward(a, b, g, t); }));
  CHECK(exact(
      space, whole_numbers({2, 3, 2, 3, 2}, 3), 3,
      [&](auto const& a, auto const& b, auto const& c) { return nn::conv_transpose3d(a, b, c, t); },
      [&](auto const& a, auto const& b, auto const& g) { return nn::conv_transpose3d_backward(a, b, g, t); }));
}

TEST_CASE("units change no number of a gradient; products without dimension are plain") {
  x3 const x = whole_numbers({2, 4, 7}, 1), w = whole_numbers({6, 4, 3}, 2), g = whole_numbers({2, 6, 5}, 3);
  auto const plain = nn::conv1d_backward(x, w, g);
  auto const d = nn::conv1d_backward(x * mV, w * nS, g * pA);
  static_assert(EquivalentUnits<unit_t<decltype(d.input)>, decltype(pA * nS)>);
  static_assert(EquivalentUnits<unit_t<decltype(d.weight)>, decltype(pA * mV)>);
  static_assert(EquivalentUnits<unit_t<decltype(d.bias)>, decltype(pA)>);
  CHECK(equal_arrays(raw(d.input), plain.input));
  CHECK(equal_arrays(raw(d.weight), plain.weight));
  CHECK(equal_arrays(raw(d.bias), plain.bias));
  auto const folded = nn::conv1d_backward(x * Hz, w * nS, g * ms);
  static_assert(std::same_as<std::remove_cvref_t<decltype(folded.weight)>, x3>);
  CHECK(xt::allclose(folded.weight, x3(1e-3 * plain.weight)));
  auto const run_time = nn::conv1d_backward(tag(x, any_unit(mV)), w * nS, g * pA);
  CHECK(unit_of(run_time.weight) == any_unit(pA) * any_unit(mV));
  auto const time = axis(0. * ms, 1. * ms, 7);
  auto const of_samples = nn::conv1d_backward(sampled(x * mV, no_axis, no_axis, time), w * nS, g * pA);
  CHECK(equal_arrays(raw(of_samples.weight), plain.weight));
  CHECK(equal_arrays(raw(of_samples.input), plain.input));
  CHECK(same_samples(of_samples.input.axis<2>(), time));
}

TEST_CASE("the bias may stand where it does in the call") {
  x3 const x = whole_numbers({2, 4, 7}, 1), w = whole_numbers({6, 4, 3}, 2), g = whole_numbers({2, 6, 4}, 3);
  xt::xtensor<double, 1> const b = xt::ones<double>({6});
  auto const want = nn::conv1d_backward(x, w, g, {.stride = 2, .padding = 1});
  auto const d = nn::conv1d_backward(x * mV, w * nS, b * nA, g * pA, {.stride = 2, .padding = 1});
  CHECK(equal_arrays(raw(d.input), want.input));
  CHECK(equal_arrays(raw(d.weight), want.weight));
  CHECK(equal_arrays(raw(d.bias), want.bias));
}

TEST_CASE("weights may be views, lazy, of any rank and complex") {
  x3 const x = whole_numbers({2, 4, 7}, 1), w = whole_numbers({6, 4, 3}, 2), g = whole_numbers({2, 6, 5}, 3);
  auto const want = nn::conv1d_backward(x, w, g);
  CHECK(equal_arrays(nn::conv1d_backward(x, w + 0., g).input, want.input));
  CHECK(equal_arrays(nn::conv1d_backward(any_array(x), any_array(w), any_array(g)).input, want.input));
  xt::xtensor<double, 3, xt::layout_type::column_major> const column = w;
  CHECK(equal_arrays(nn::conv1d_backward(x, column, g).input, want.input));
  using c3 = xt::xtensor<std::complex<double>, 3>;
  std::complex<double> const i(0, 1);
  c3 const cx = x * i, cw = xt::cast<std::complex<double>>(w), cg = xt::cast<std::complex<double>>(g);
  CHECK(bool(nn::conv1d_backward(cx, cw, cg).weight == c3(want.weight * i)));
}

TEST_CASE("wrong cotangents and operands are refused in the name of the function") {
  any_array const x = whole_numbers({2, 4, 7}, 1), w = whole_numbers({6, 4, 3}, 2);
  for (extents const& shape : {extents{2, 6, 4}, extents{6, 5}, extents{1, 6, 5}}) {
    auto const e = thrown_by<shape_error>([&] { nn::conv1d_backward(x, w, any_array(xt::zeros<double>(shape))); });
    CHECK(e.category() == "cotangent_shape_mismatch");
    CHECK(e.where() == "nn::conv1d_backward");
  }
  auto const e = thrown_by<shape_error>([&] { nn::conv_transpose2d_backward(x, w, x); });
  CHECK(e.category() == "rank_mismatch");
  CHECK(e.where() == "nn::conv_transpose2d_backward");
  auto const none =
      nn::conv1d_backward(any_array(xt::zeros<double>({0, 4, 7})), w, any_array(xt::zeros<double>({0, 6, 5})));
  CHECK(xt::sum(xt::abs(none.weight))() == 0);
  CHECK(none.input.size() == 0);
}
