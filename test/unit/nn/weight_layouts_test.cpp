// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/weight_layouts.hpp: layers with imported weights compute what PyTorch and Keras define,
/// written out here as loops over their own layouts.

#include <convolt/nn/weight_layouts.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::extents;
using test::for_each_index;
using test::thrown_by;
using test::whole_numbers;

namespace {

using xn = xt::xarray<double>;
using x1 = xt::xtensor<double, 1>;
using x3 = xt::xtensor<double, 3>;

/// Channels-first data with the channels last, and back.
xn channels_last(xn const& x) {
  std::vector<std::size_t> axes{0};
  for (std::size_t d = 2; d < x.dimension(); ++d) { axes.push_back(d); }
  axes.push_back(1);
  return xt::transpose(x, axes);
}
xn channels_first(xn const& x) {
  std::vector<std::size_t> axes{0, x.dimension() - 1};
  for (std::size_t d = 1; d + 1 < x.dimension(); ++d) { axes.push_back(d); }
  return xt::transpose(x, axes);
}

struct window {
  std::size_t stride, dilation, padding;
};

/// y[n, o, t] = sum of x[n, i, t*stride + q*dilation - padding] * w[o, i, q], as torch.nn.Conv documents it.
xn torch_conv(xn const& x, xn const& w, std::size_t groups, window v) {
  extents shape{x.shape(0), w.shape(0)}, terms{w.shape(1)};
  for (std::size_t d = 2; d < x.dimension(); ++d) {
    shape.push_back((x.shape(d) + 2 * v.padding - v.dilation * (w.shape(d) - 1) - 1) / v.stride + 1);
    terms.push_back(w.shape(d));
  }
  xn y = xt::zeros<double>(shape);
  for_each_index(shape, [&](extents const& t) {
    for_each_index(terms, [&](extents const& q) {
      extents from{t[0], t[1] / (w.shape(0) / groups) * w.shape(1) + q[0]}, with{t[1], q[0]};
      for (std::size_t d = 2; d < x.dimension(); ++d) {
        std::size_t const at = t[d] * v.stride + q[d - 1] * v.dilation;
        if (at < v.padding || at - v.padding >= x.shape(d)) { return; }
        from.push_back(at - v.padding);
        with.push_back(q[d - 1]);
      }
      y.element(t.begin(), t.end()) += x.element(from.begin(), from.end()) * w.element(with.begin(), with.end());
    });
  });
  return y;
}

/// y[n, g*O + o, l*stride + q*dilation - padding] += x[n, g*I + i, l] * w[g*I + i, o, q], as torch.nn.ConvTranspose.
xn torch_conv_transpose(xn const& x, xn const& w, std::size_t groups, window v) {
  extents shape{x.shape(0), w.shape(1) * groups};
  extents const terms(w.shape().begin() + 1, w.shape().end());
  for (std::size_t d = 2; d < x.dimension(); ++d) {
    shape.push_back((x.shape(d) - 1) * v.stride + v.dilation * (w.shape(d) - 1) + 1 - 2 * v.padding);
  }
  xn y = xt::zeros<double>(shape);
  for_each_index({x.shape().begin(), x.shape().end()}, [&](extents const& l) {
    for_each_index(terms, [&](extents const& q) {
      extents to{l[0], l[1] / (w.shape(0) / groups) * w.shape(1) + q[0]}, with{l[1], q[0]};
      for (std::size_t d = 2; d < x.dimension(); ++d) {
        std::size_t const at = l[d] * v.stride + q[d - 1] * v.dilation;
        if (at < v.padding || at - v.padding >= shape[d]) { return; }
        to.push_back(at - v.padding);
        with.push_back(q[d - 1]);
      }
      y.element(to.begin(), to.end()) += x.element(l.begin(), l.end()) * w.element(with.begin(), with.end());
    });
  });
  return y;
}

forward_padding all_sides(std::size_t rank, std::size_t padding) {
  auto const side = static_cast<std::ptrdiff_t>(padding);
  return forward_padding(std::vector<pad_pair>(rank, pad_pair{side, side}));
}

/// Sizes that are all different, so that no axis can stand for another.
template <class Forward, class Transposed, class Lucid>
void check_pytorch(extents const& space, extents const& kernel, std::size_t groups) {
  std::size_t const rank = space.size(), in = 2 * groups, out = 3 * groups;
  window const v{.stride = 2, .dilation = 2, .padding = 1};
  auto const shape = [](std::size_t a, std::size_t b, extents const& more) {
    extents s{a, b};
    s.insert(s.end(), more.begin(), more.end());
    return s;
  };
  xn const x = whole_numbers(shape(2, in, space), 1);
  xn const w = whole_numbers(shape(out, in / groups, kernel), 2),
           wt = whole_numbers(shape(in, out / groups, kernel), 3);

  nn::conv_options f{.in_channels = in, .out_channels = out, .kernel_size = kernel, .stride = v.stride};
  f.rhs_dilation = v.dilation;
  f.padding = all_sides(rank, v.padding);
  f.groups = groups;
  Forward forward(f);
  forward.weights(nn::from_pytorch_conv(w));
  CHECK(equal_arrays(channels_first(forward(channels_last(x))), torch_conv(x, w, groups, v)));
  Forward again(f);
  nn::import_pytorch(again, w);
  CHECK(equal_arrays(again.weight(), forward.weight()));

  nn::conv_transpose_options t{.in_channels = in, .out_channels = out, .kernel_size = kernel, .stride = v.stride};
  t.rhs_dilation = v.dilation;
  t.padding = all_sides(rank, v.padding);
  t.groups = groups;
  Transposed transposed(t);
  transposed.weights(nn::from_pytorch_conv_transpose(wt, groups));
  xn const want = torch_conv_transpose(x, wt, groups, v);
  CHECK(equal_arrays(channels_first(transposed(channels_last(x))), want));
  Transposed twin(t);
  nn::import_pytorch(twin, wt);
  CHECK(equal_arrays(twin.weight(), transposed.weight()));

  Lucid lucid(in, out,
              {.kernel_size = kernel,
               .stride = v.stride,
               .padding = v.padding,
               .groups = groups,
               .bias = false,
               .dilation = v.dilation});
  nn::import_pytorch(lucid, wt);
  CHECK(equal_arrays(lucid.weight(), wt));
  CHECK(equal_arrays(lucid(x), want));
  nn::import_keras(lucid, transposed.weight());  // (kernel..., out, in/groups)
  CHECK(equal_arrays(lucid.weight(), wt));
}

}  // namespace

TEST_CASE("layers with weights from PyTorch compute what PyTorch documents") {
  for (std::size_t groups : {1U, 2U, 3U}) {
    CAPTURE(groups);
    check_pytorch<nn::Conv1d<one, nn::no_bias, double>, nn::ConvTranspose1d<one, nn::no_bias, double>,
                  nn::lucid::ConvTranspose1d<one, nn::no_bias, double>>({7}, {4}, groups);
    check_pytorch<nn::Conv2d<one, nn::no_bias, double>, nn::ConvTranspose2d<one, nn::no_bias, double>,
                  nn::lucid::ConvTranspose2d<one, nn::no_bias, double>>({7, 5}, {4, 3}, groups);
    check_pytorch<nn::Conv3d<one, nn::no_bias, double>, nn::ConvTranspose3d<one, nn::no_bias, double>,
                  nn::lucid::ConvTranspose3d<one, nn::no_bias, double>>({4, 5, 3}, {2, 3, 1}, groups);
  }
}

TEST_CASE("Conv1DTranspose of Keras with padding same scatters around the middle of the kernel") {
  // TensorFlow defines it as the gradient of the convolution that makes 5 of 5*s, with half of the padding in front.
  for (std::size_t k : {1U, 2U, 3U, 4U, 6U}) {
    for (std::size_t s : {1U, 2U, 3U}) {
      CAPTURE(k, s);
      xn const x = whole_numbers({5, 2}, k), w = whole_numbers({k, 3, 2}, s);
      std::size_t const before = k > s ? (k - s) / 2 : 0;
      xn want = xt::zeros<double>({5 * s, std::size_t{3}});
      for_each_index({5, k, 3, 2}, [&](extents const& j) {
        std::size_t const at = j[0] * s + j[1];
        if (at < before || at - before >= 5 * s) { return; }
        want(at - before, j[2]) += x(j[0], j[3]) * w(j[1], j[2], j[3]);
      });
      nn::ConvTranspose1d<one, nn::no_bias, double> layer(
          {.in_channels = 2, .out_channels = 3, .kernel_size = k, .stride = s, .padding = same});
      nn::import_keras(layer, w);
      CHECK(equal_arrays(layer(x), want));
    }
  }
}

TEST_CASE("Conv2D of Keras with groups has the layout of the layer") {
  // keras: y[t, u, o] = sum over p, q, i of x[t + p, u + q, o / (O/G) * I + i] * w[p, q, i, o]
  xn const x = whole_numbers({5, 4, 4}, 8), w = whole_numbers({2, 3, 2, 6}, 9);
  xn want = xt::zeros<double>({4, 2, 6});
  for_each_index({4, 2, 6, 2, 3, 2}, [&](extents const& j) {
    want(j[0], j[1], j[2]) += x(j[0] + j[3], j[1] + j[4], j[2] / 3 * 2 + j[5]) * w(j[3], j[4], j[5], j[2]);
  });
  nn::Conv2d<one, nn::no_bias, double> const layer(
      {.in_channels = 4, .out_channels = 6, .kernel_size = {2, 3}, .padding = valid, .groups = 2},
      nn::from_keras_conv(w));
  CHECK(equal_arrays(layer(x), want));
}

TEST_CASE("import_keras takes depthwise kernels") {
  xn const w = whole_numbers({2, 3, 4}, 5);
  nn::Conv1d<nS, pA, double> layer({.in_channels = 3, .out_channels = 12, .kernel_size = 2, .groups = 3});
  nn::import_keras(layer, w * nS, xt::xtensor<double, 1>(xt::ones<double>({12})) * pA);
  CHECK(equal_arrays(raw(layer.weight()), nn::from_keras_depthwise_conv(w)));
  CHECK(raw(layer.bias())(11) == 1);
  auto const e = thrown_by<shape_error>([&] { nn::import_keras(layer, xn(whole_numbers({2, 4, 3}, 5)) * nS); });
  CHECK(e.category() == "kernel_shape_mismatch");
}

TEST_CASE("a depthwise kernel of Keras becomes one with groups") {
  // keras: y[t, i*M + m] = sum over q of x[t + q, i] * w[q, i, m]
  xn const x = whole_numbers({6, 3}, 4), w = whole_numbers({2, 3, 4}, 5);
  nn::Conv1d<one, nn::no_bias, double> const layer(
      {.in_channels = 3, .out_channels = 12, .kernel_size = 2, .padding = valid, .groups = 3},
      nn::from_keras_depthwise_conv(w));
  xn want = xt::zeros<double>({5, 12});
  for (std::size_t t = 0; t < 5; ++t) {
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t m = 0; m < 4; ++m) { want(t, i * 4 + m) = x(t, i) * w(0, i, m) + x(t + 1, i) * w(1, i, m); }
    }
  }
  CHECK(equal_arrays(layer(x), want));
  CHECK(equal_arrays(nn::from_keras_conv(layer.weight()), layer.weight()));
}

TEST_CASE("units, static ranks, views and lazy expressions are taken as they come") {
  x3 const w = whole_numbers({4, 3, 5}, 6);
  auto const q = nn::from_pytorch_conv(w * nS);
  static_assert(std::same_as<std::remove_const_t<decltype(q)>, tensor<nS, double, 3>>);
  static_assert(std::same_as<decltype(nn::from_pytorch_conv(w)), x3>);
  CHECK(raw(q)(2, 1, 3) == w(3, 1, 2));
  CHECK(equal_arrays(raw(nn::from_pytorch_conv(2. * w * nS)), x3(2. * raw(q))));
  CHECK(equal_arrays(nn::from_pytorch_conv(xt::transpose(x3(xt::transpose(w)))), raw(q)));
  CHECK(unit_of(nn::from_pytorch_conv(tag(w, any_unit(uS)))) == any_unit(uS));
  nn::Conv1d<nS, pA, double> layer({.in_channels = 3, .out_channels = 4, .kernel_size = 5});
  nn::import_pytorch(layer, w * uS, x1{1, 2, 3, 4} * nA);
  CHECK(equal_arrays(raw(layer.weight()), x3(1000. * raw(q))));
  CHECK(raw(layer.bias())(3) == 4000);
  nn::ScaledWSConv1d<one, nn::no_bias, double> scaled({.in_channels = 3, .out_channels = 4, .kernel_size = 5});
  nn::import_keras(scaled, raw(q));
  CHECK(equal_arrays(scaled.weight(), raw(q)));
}

template <class L, class... Q>
concept imports = requires(L& layer, Q const&... q) { nn::import_pytorch(layer, q...); };
static_assert(imports<nn::Conv1d<nS, pA, double>, tensor<uS, double, 3>>);
static_assert(!imports<nn::Conv1d<nS, pA, double>, x3> && !imports<nn::Conv1d<nS, pA, double>, tensor<mV, double, 3>>);
static_assert(!imports<nn::Conv1d<nS, pA, double>, tensor<nS, double, 3>, x1>);
static_assert(!imports<nn::Conv1d<one>, x3, x1>);  // it has no bias

TEST_CASE("weights of a wrong shape are refused with the layout that is expected") {
  auto const rank = thrown_by<shape_error>([] { nn::from_pytorch_conv(x1{1, 2}); });
  CHECK(rank.category() == "rank_mismatch");
  CHECK(rank.where() == "nn::from_pytorch_conv");
  CHECK(rank.expected() == "(out, in/groups, kernel...), with 1, 2 or 3 axes of the kernel");
  CHECK(rank.actual() == "[2]");
  xn const deep = xt::ones<double>({2, 2, 2, 2, 2, 2});
  CHECK(thrown_by<shape_error>([&] { nn::from_keras_conv(deep); }).expected().find("(kernel..., in/groups, out)") == 0);
  CHECK(thrown_by<shape_error>([&] { nn::from_keras_depthwise_conv(deep); }).argument() == "weight");

  x3 const wt = whole_numbers({4, 3, 5}, 7);
  auto const groups = thrown_by<parameter_error>([&] { nn::from_pytorch_conv_transpose(wt, 3); });
  CHECK(groups.category() == "groups_not_dividing");
  CHECK(groups.argument() == "groups");
  CHECK(thrown_by<parameter_error>([&] { nn::from_pytorch_conv_transpose(wt, 0); }).category() == "bad_group_count");

  nn::ConvTranspose1d<one, one, double> up({.in_channels = 4, .out_channels = 6, .kernel_size = 5, .groups = 2});
  nn::import_pytorch(up, wt);
  x3 const before = up.weight();
  auto const shape = thrown_by<shape_error>([&] { nn::import_pytorch(up, x3(xt::transpose(wt))); });
  CHECK(shape.category() == "kernel_shape_mismatch");
  CHECK(shape.where() == "nn::import_pytorch");
  CHECK(shape.expected() == "(in, out/groups, kernel...) = [4, 3, 5]");
  CHECK(shape.actual() == "[5, 3, 4]");
  CHECK(thrown_by<shape_error>([&] { nn::import_keras(up, wt); }).expected() ==
        "(kernel..., out, in/groups) = [5, 6, 2]");
  CHECK(thrown_by<shape_error>([&] { nn::import_pytorch(up, x3(2 * wt), x1{1}); }).category() == "bad_bias_shape");
  CHECK(equal_arrays(up.weight(), before));
}

TEST_CASE("empty weights stay empty") {
  xn const w = xt::ones<double>({0, 3, 2});
  CHECK(nn::from_pytorch_conv(w).shape() == xn::shape_type{2, 3, 0});
}
