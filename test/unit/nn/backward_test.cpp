// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/backward.hpp: gradients of layers against differences of the calls themselves, over the
/// cross product of their options. Numbers are whole, so that differences of what is linear are exact.

#include <convolt/nn/backward.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace convolt;
using test::extents;
using test::whole_numbers;

namespace {

using any_array = xt::xarray<double>;
using Conv1d = nn::Conv1d<one, one, double>;
using Conv2d = nn::Conv2d<one, one, double>;
using Conv3d = nn::Conv3d<one, one, double>;
using ConvTranspose1d = nn::ConvTranspose1d<one, one, double>;
using ConvTranspose2d = nn::ConvTranspose2d<one, one, double>;
using ConvTranspose3d = nn::ConvTranspose3d<one, one, double>;
using ScaledWSConv1d = nn::ScaledWSConv1d<one, one, double>;
using ScaledWSConv2d = nn::ScaledWSConv2d<one, one, double>;

double dot(any_array const& a, any_array const& b) { return a.size() == 0 ? 0. : xt::sum(a * b)(); }

extents shape_of(convolt::index_list const& list) {
  extents shape;
  for (convolt::index n : list) { shape.push_back(static_cast<std::size_t>(n)); }
  return shape;
}

/// A mask of zeros and ones.
any_array mask_of(extents const& shape) {
  any_array m = whole_numbers(shape, 11);
  for (double& x : m) { x = x > 0 ? 1. : 0.; }
  return m;
}

/// What one check needs. The loss is the sum of the result times the cotangent.
template <class Layer, class... Size>
class checked_layer {
 public:
  checked_layer(Layer layer, any_array const& x, Size const&... output_size)
      : layer_(std::move(layer)), x_(x), size_(output_size...) {
    extents const kernel = shape_of(layer_.kernel_shape());
    layer_.weights(whole_numbers(kernel, 3));
    if (layer_.has_bias()) { layer_.bias(whole_numbers({channels()}, 4)); }
    any_array const y = call(layer_, x_);
    cotangent_ = whole_numbers({y.shape().begin(), y.shape().end()}, 5);
  }

  Layer& layer() { return layer_; }
  std::size_t channels() const { return static_cast<std::size_t>(layer_.out_channels()); }

  auto gradients() const {
    return std::apply([&](auto const&... s) { return layer_.backward(x_, cotangent_, s...); }, size_);
  }

  /// The derivative of the loss when the input goes along v, and the same for what `set` puts in place of `from`.
  double along_input(any_array const& v) const { return loss(layer_, x_ + v) / 2 - loss(layer_, x_ - v) / 2; }
  template <class Set>
  double along(any_array const& from, any_array const& v, double h, Set const& set) const {
    Layer up = layer_, down = layer_;
    set(up, any_array(from + h * v));
    set(down, any_array(from - h * v));
    return (loss(up, x_) - loss(down, x_)) / (2 * h);
  }

 private:
  any_array call(Layer const& layer, any_array const& x) const {
    return std::apply([&](auto const&... s) { return any_array(layer(x, s...)); }, size_);
  }
  double loss(Layer const& layer, any_array const& x) const { return dot(call(layer, x), cotangent_); }

  Layer layer_;
  any_array x_;
  std::tuple<Size...> size_;
  any_array cotangent_;
};

auto const set_weight = [](auto& layer, any_array const& a) { layer.weights(a); };
auto const set_bias = [](auto& layer, any_array const& a) { layer.bias(a); };
auto const set_gain = [](auto& layer, any_array const& a) { layer.gain(a); };

/// Whether all gradients are exactly the differences along one direction each.
template <class Checked>
bool gradients_are_exact(Checked const& c, any_array const& x, any_array const& w, any_array const& b) {
  auto const d = c.gradients();
  any_array const along_x = whole_numbers(test::extents_of(x), 21), along_w = whole_numbers(test::extents_of(w), 22),
                  along_b = whole_numbers(test::extents_of(b), 23);
  return d.input.shape() == x.shape() && d.weight.size() == w.size() && d.bias.size() == b.size() &&
         dot(d.input, along_x) == c.along_input(along_x) &&
         dot(d.weight, along_w) == c.along(w, along_w, 1., set_weight) &&
         dot(d.bias, along_b) == c.along(b, along_b, 1., set_bias);
}

template <class Layer, class... Size>
bool exact(Layer const& layer, any_array const& x, bool masked, Size const&... output_size) {
  checked_layer<Layer, Size...> c(layer, x, output_size...);
  if (masked) { c.layer().mask(mask_of(shape_of(c.layer().kernel_shape()))); }
  return gradients_are_exact(c, x, any_array(c.layer().weight()), any_array(c.layer().bias()));
}

/// Calls f with every combination of one choice below each limit.
template <class F>
void for_each_choice(std::vector<std::size_t> const& limits, F const& f) {
  test::for_each_index(limits, [&](std::vector<std::size_t> const& i) { f(i); });
}

nn::padding_mode mode(std::size_t i) { return static_cast<nn::padding_mode>(i); }
nn::layer_padding padding_of(std::size_t i, bool transposed) {
  if (i == 0) { return same; }
  if (i == 1) { return valid; }
  if (i == 2) { return {{2, -1}}; }
  return transposed ? nn::layer_padding(forward_padding{{1, 2}}) : nn::layer_padding(3);
}

/// ([2,] space..., 4), or the channels first.
any_array input(std::vector<std::size_t> const& space, bool channel_first, bool batched) {
  extents shape;
  if (batched) { shape.push_back(2); }
  if (channel_first) { shape.push_back(4); }
  shape.insert(shape.end(), space.begin(), space.end());
  if (!channel_first) { shape.push_back(4); }
  return whole_numbers(shape, 1);
}

}  // namespace

TEST_CASE("gradients of Conv1d are the differences of its calls, for every combination of options") {
  int checked = 0;
  for_each_choice({4, 3, 2, 2, 2, 2, 4, 2}, [&](std::vector<std::size_t> const& i) {
    bool const first = i[4] == 1;
    any_array const x = input({7}, first, i[7] == 1);
    Conv1d const layer({.in_channels = 4,
                        .out_channels = 2,
                        .kernel_size = 3,
                        .stride = i[1] + 1,
                        .padding = padding_of(i[0], false),
                        .rhs_dilation = i[2] + 1,
                        .groups = i[3] + 1,
                        .channel_first = first,
                        .padding_mode = mode(i[6])});
    INFO(layer << ", masked " << i[5] << ", batched " << i[7]);
    CHECK(exact(layer, x, i[5] == 1));
    ++checked;
  });
  CHECK(checked == 1536);
}

TEST_CASE("gradients of ConvTranspose1d are the differences of its calls, for every combination of options") {
  for_each_choice({4, 3, 2, 2, 2, 2, 4, 2}, [&](std::vector<std::size_t> const& i) {
    bool const first = i[4] == 1;
    bool const forward = i[0] == 3;
    ConvTranspose1d const layer({.in_channels = 4,
                                 .out_channels = 2,
                                 .kernel_size = 3,
                                 .stride = i[1] + 1,
                                 .padding = padding_of(i[0], true),
                                 .output_padding = forward && i[1] > 0 ? 1 : 0,
                                 .rhs_dilation = i[2] + 1,
                                 .groups = i[3] + 1,
                                 .channel_first = first,
                                 .padding_mode = mode(i[6])});
    INFO(layer << ", masked " << i[5] << ", batched " << i[7]);
    CHECK(exact(layer, input({6}, first, i[7] == 1), i[5] == 1));
  });
}

TEST_CASE("gradients of layers in the plane and in space") {
  for_each_choice({4, 2, 2, 2, 4}, [&](std::vector<std::size_t> const& i) {
    bool const first = i[3] == 1;
    auto const plane = input({5, 4}, first, true);
    auto const space = input({3, 2, 4}, first, false);
    nn::conv_options const o{.in_channels = 4,
                             .out_channels = 2,
                             .kernel_size = 2,
                             .stride = i[1] + 1,
                             .padding = padding_of(i[0], false),
                             .groups = i[2] + 1,
                             .channel_first = first,
                             .padding_mode = mode(i[4])};
    nn::conv_transpose_options const t{.in_channels = 4,
                                       .out_channels = 2,
                                       .kernel_size = 2,
                                       .stride = i[1] + 1,
                                       .padding = padding_of(i[0] % 3, true),
                                       .groups = i[2] + 1,
                                       .channel_first = first,
                                       .padding_mode = mode(i[4])};
    INFO(Conv2d(o));
    CHECK(exact(Conv2d(o), plane, false));
    CHECK(exact(ConvTranspose2d(t), plane, true));
    if (i[0] < 2) {
      CHECK(exact(Conv3d(o), space, true));
      CHECK(exact(ConvTranspose3d(t), space, false));
    }
  });
  Conv2d const mixed({.in_channels = 4,
                      .out_channels = 6,
                      .kernel_size = {3, 2},
                      .stride = {2, 1},
                      .padding = {{1, 0}, {-1, 3}},
                      .lhs_dilation = {1, 3},
                      .rhs_dilation = {2, 1},
                      .groups = 2});
  CHECK(exact(mixed, input({5, 4}, false, true), true));
}

TEST_CASE("gradients of the transposed layers of lucid, also for an output of a wanted size") {
  for_each_choice({3, 3, 2, 2, 4, 2}, [](std::vector<std::size_t> const& i) {
    nn::lucid::ConvTranspose1d<one, one, double> const layer(4, 2,
                                                             {.kernel_size = 4,
                                                              .stride = i[0] + 1,
                                                              .padding = i[1],
                                                              .output_padding = i[0] > 0 ? 1 : 0,
                                                              .groups = i[2] + 1,
                                                              .dilation = i[3] + 1,
                                                              .padding_mode = mode(i[4])});
    any_array const x = input({5}, true, i[5] == 1);
    INFO(layer << ", batched " << i[5]);
    CHECK(exact(layer, x, false));
    auto const length = static_cast<convolt::index>(layer(x).shape(x.dimension() - 1));
    convolt::index const other = length - (i[0] > 0 ? 1 : 0);
    CHECK(exact(layer, x, true, steps{other}));
  });
  nn::lucid::ConvTranspose2d<one, one, double> const plane(
      4, 2, {.kernel_size = {2, 3}, .stride = {2, 1}, .padding = {0, 1}});
  CHECK(exact(plane, input({3, 4}, true, true), false));
  nn::lucid::ConvTranspose3d<one, one, double> const space(4, 2, {.kernel_size = 2, .stride = 2});
  CHECK(exact(space, input({2, 3, 2}, true, false), true));
  nn::lucid::ConvTranspose3d<one, one, double> const none(4, 2, {.kernel_size = 2, .bias = false});
  any_array const x = input({2, 3, 2}, true, false);
  CHECK(none.backward(x, none(x)).bias.size() == 0);
}

TEST_CASE("gradients of layers with a standardised kernel go through mean, scale, gain and mask") {
  for_each_choice({2, 2, 2, 2, 4, 2}, [](std::vector<std::size_t> const& i) {
    any_array const x = input({5, 4}, false, i[5] == 1);
    bool const gain = i[3] == 1;
    ScaledWSConv2d const layer({.in_channels = 4,
                                .out_channels = 2,
                                .kernel_size = 2,
                                .stride = i[0] + 1,
                                .groups = i[1] + 1,
                                .ws_gain = gain,
                                .eps = i[2] == 0 ? 1e-4 : 1e4,
                                .padding_mode = mode(i[4])});
    checked_layer c(layer, x);
    if (gain) { c.layer().gain(any_array{2, -3}); }
    if (i[4] > 1) { c.layer().mask(mask_of(shape_of(layer.kernel_shape()))); }
    auto const d = c.gradients();
    any_array const w = any_array(c.layer().weight());
    any_array const along_x = whole_numbers(test::extents_of(x), 21), along_w = whole_numbers(test::extents_of(w), 22);
    INFO(c.layer());
    CHECK(dot(d.input, along_x) == Approx(c.along_input(along_x)).epsilon(1e-12));
    CHECK(dot(d.weight, along_w) == Approx(c.along(w, along_w, 1e-5, set_weight)).epsilon(1e-8).margin(1e-8));
    CHECK(d.bias.size() == 2);
    CHECK(d.gain.size() == (gain ? 2 : 0));
    if (gain) {
      any_array const along_g{1, 2};
      CHECK(dot(d.gain, along_g) == Approx(c.along(any_array{2, -3}, along_g, 1., set_gain)).epsilon(1e-12));
    }
  });
}

TEST_CASE("each entry of a gradient is its own difference") {
  ScaledWSConv1d layer({.in_size = {6, 4}, .out_channels = 2, .kernel_size = 3, .padding_mode = "reflect"});
  any_array const x = input({6}, false, false);
  checked_layer c(layer, x);
  auto const d = c.gradients();
  any_array const w = any_array(c.layer().weight());
  for (std::size_t i = 0; i < w.size(); ++i) {
    any_array v = xt::zeros_like(w);
    v.data()[i] = 1;
    CHECK(d.weight.data()[i] == Approx(c.along(w, v, 1e-5, set_weight)).epsilon(1e-7).margin(1e-7));
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    any_array v = xt::zeros_like(x);
    v.data()[i] = 1;
    CHECK(d.input.data()[i] == Approx(c.along_input(v)).epsilon(1e-12).margin(1e-12));
  }
}

TEST_CASE("masked weights have no gradient; those of a frozen layer are as ever") {
  Conv1d layer({.in_size = {7, 4}, .out_channels = 2, .kernel_size = 3});
  any_array const mask = mask_of({3, 4, 2});
  layer.mask(mask);
  any_array const x = input({7}, false, true);
  auto const d = layer.backward(x, any_array(layer(x)));
  CHECK(test::equal_arrays(d.weight, any_array(d.weight * mask)));
  CHECK(xt::any(xt::not_equal(d.weight, 0.)));
  layer.trainable(false);
  CHECK(test::equal_arrays(layer.backward(x, any_array(layer(x))).weight, d.weight));
}

TEST_CASE("empty batches and outputs have gradients of zero") {
  for (nn::padding_mode m : {nn::padding_mode::zero, nn::padding_mode::circular}) {
    Conv1d const layer({.in_channels = 4, .out_channels = 2, .kernel_size = 5, .padding = valid, .padding_mode = m});
    any_array const short_input = input({3}, false, true);
    auto const d = layer.backward(short_input, any_array(layer(short_input)));
    CHECK(test::equal_arrays(d.input, any_array(xt::zeros_like(short_input))));
    CHECK(test::equal_arrays(any_array(d.weight), any_array(xt::zeros<double>({5, 4, 2}))));
    CHECK(test::equal_arrays(any_array(d.bias), any_array{0, 0}));
    any_array const none = any_array::from_shape({0, 6, 4});
    CHECK(layer.backward(none, any_array(layer(none))).input.shape() == none.shape());
  }
}

TEST_CASE("inputs and cotangents may be views and lazy expressions") {
  Conv1d const layer({.in_size = {7, 4}, .out_channels = 2, .kernel_size = 3, .padding_mode = "replicate"});
  xt::xtensor<double, 3> const x = input({7}, false, true);
  xt::xtensor<double, 3> const g = whole_numbers({2, 7, 2}, 8);
  auto const want = layer.backward(x, g);
  xt::xtensor<double, 3, xt::layout_type::column_major> const column = x, column_g = g;
  CHECK(test::equal_arrays(layer.backward(column, column_g).weight, want.weight));
  CHECK(test::equal_arrays(layer.backward(x + 0., g + 0.).input, want.input));
  xt::xtensor<double, 3> const reversed = xt::view(g, xt::all(), xt::range(6, xt::placeholders::_, -1), xt::all());
  auto const back = xt::view(reversed, xt::all(), xt::range(6, xt::placeholders::_, -1), xt::all());
  CHECK(test::equal_arrays(layer.backward(x, back).weight, want.weight));
  xt::xtensor<double, 2> const x0 = xt::view(x, 0, xt::all(), xt::all()), g0 = xt::view(g, 0, xt::all(), xt::all());
  auto const single = layer.backward(x0, g0);
  CHECK(test::equal_arrays(single.input, xt::xtensor<double, 2>(xt::view(want.input, 0, xt::all(), xt::all()))));
}

TEST_CASE("a cotangent of another shape is refused") {
  Conv1d const layer({.in_size = {7, 4}, .out_channels = 2, .kernel_size = 3});
  any_array const x = input({7}, false, true);
  for (extents const& shape : {extents{2, 7, 3}, extents{7, 2}, extents{1, 7, 2}}) {
    any_array const g = xt::zeros<double>(shape);
    auto const e = test::thrown_by<shape_error>([&] { layer.backward(x, g); });
    CHECK(e.category() == "cotangent_shape_mismatch");
    CHECK(e.where() == "nn::Conv1d");
  }
  any_array const wrong = input({6}, false, true);
  CHECK(test::thrown_by<shape_error>([&] { layer.backward(wrong, wrong); }).category() == "input_shape_mismatch");
}
