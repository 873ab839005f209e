// SPDX-License-Identifier: BSD-3-Clause
/// Layers with weights in the layouts of PyTorch and Keras compute what the reference data says of these.

#include <convolt/nn/conv.hpp>
#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/weight_layouts.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/json.hpp>
#include <support/npy.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

using namespace convolt;
using test::extents;

namespace {

using xn = xt::xarray<double>;

xn read_array(test::json const& entry) {
  test::npy_file const file = test::read_npy("golden/suite/" + entry.at("file").as_string());
  xn a = xn::from_shape(file.shape);
  if (file.element_type == "<f4") {
    auto const values = test::npy_values<float>(file);
    std::copy(values.begin(), values.end(), a.begin());
  } else {
    auto const values = test::npy_values<double>(file);
    std::copy(values.begin(), values.end(), a.begin());
  }
  return a;
}

std::vector<std::ptrdiff_t> integers_of(test::json const& list) {
  std::vector<std::ptrdiff_t> values;
  for (test::json const& n : list.items()) { values.push_back(n.as_integer()); }
  return values;
}
std::vector<pad_pair> pairs_of(test::json const& list) {
  std::vector<pad_pair> pairs;
  for (test::json const& p : list.items()) { pairs.push_back({p.items()[0].as_integer(), p.items()[1].as_integer()}); }
  return pairs;
}

bool close_to(xn const& got, test::json const& out) {
  xn const want = read_array(out);
  if (got.shape() != want.shape()) { return false; }
  double const atol = out.at("atol").as_double(), rtol = out.at("rtol").as_double();
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (!(std::abs(got.flat(i) - want.flat(i)) <= atol + rtol * std::abs(want.flat(i)))) { return false; }
  }
  return true;
}

test::json const& suite() {
  static test::json const manifest = test::read_json("golden/suite/manifest.json");
  return manifest;
}

template <template <auto, auto, class> class Layer>
bool runs_scatter_case(test::json const& c) {
  test::json const &p = c.at("params"), &in = c.at("inputs");
  xn const x = read_array(in.at("lhs")), w = read_array(in.at("rhs"));
  nn::conv_transpose_options o;
  o.in_channels = w.shape(0);
  o.out_channels = static_cast<std::ptrdiff_t>(w.shape(1)) * p.at("groups").as_integer();
  o.kernel_size = extents(w.shape().begin() + 2, w.shape().end());
  o.stride = integers_of(p.at("stride"));
  o.padding = forward_padding(pairs_of(p.at("padding")));
  o.output_padding = integers_of(p.at("output_padding"));
  o.rhs_dilation = integers_of(p.at("dilation"));
  o.groups = p.at("groups").as_integer();
  o.channel_first = true;
  Layer<one, one, double> layer(o);
  test::json const* const bias = in.find("bias");
  if (bias == nullptr) {
    nn::import_pytorch(layer, w);
  } else {
    nn::import_pytorch(layer, w, read_array(*bias));
  }
  return close_to(layer(x), c.at("outputs").at("out"));
}

bool has_no_units(test::json const& c) {
  for (auto const& [name, input] : c.at("inputs").members()) {
    if (!input.at("unit").is_null()) { return false; }
  }
  return true;
}

}  // namespace

TEST_CASE("the transposed convolutions of the reference data, with weights as in PyTorch") {
  std::size_t count = 0;
  for (test::json const& c : suite().items()) {
    if (c.at("op").as_string() != "conv_transpose_scatter" || !has_no_units(c)) { continue; }
    CAPTURE(c.at("id").as_string());
    std::size_t const rank = c.at("inputs").at("rhs").at("shape").items().size();
    CHECK((rank == 3   ? runs_scatter_case<nn::ConvTranspose1d>(c)
           : rank == 4 ? runs_scatter_case<nn::ConvTranspose2d>(c)
                       : runs_scatter_case<nn::ConvTranspose3d>(c)));
    ++count;
  }
  CHECK(count == 25);
}

TEST_CASE("the convolutions of the reference data, with weights as in PyTorch") {
  std::size_t count = 0;
  for (test::json const& c : suite().items()) {
    std::string const id = c.at("id").as_string();
    if (id != "g0081" && id != "g0087" && id != "g0110" && id != "g0171") { continue; }
    test::json const& p = c.at("params");
    xn const x = read_array(c.at("inputs").at("lhs")), w = read_array(c.at("inputs").at("rhs"));
    nn::conv_options o{.in_channels = x.shape(1), .out_channels = w.shape(0), .kernel_size = {}};
    o.kernel_size = extents(w.shape().begin() + 2, w.shape().end());
    o.stride = integers_of(p.at("window_strides"));
    o.padding = valid;
    o.groups = p.at("feature_group_count").as_integer();
    o.channel_first = true;
    nn::Conv2d<one, nn::no_bias, double> const layer(o, nn::from_pytorch_conv(w));
    CHECK(close_to(layer(x), c.at("outputs").at("out")));
    ++count;
  }
  CHECK(count == 4);
}

TEST_CASE("the gradients of convolutions in the reference data, with kernels as in Keras") {
  std::size_t count = 0;
  for (test::json const& c : suite().items()) {
    if (c.at("group").as_string() != "conv_transpose_2d_transpose_kernel") { continue; }
    test::json const& p = c.at("params");
    CAPTURE(c.at("id").as_string());
    xn const x = read_array(c.at("inputs").at("lhs")), w = read_array(c.at("inputs").at("rhs"));
    nn::conv_transpose_options o{.in_channels = x.shape(3), .out_channels = w.shape(2)};
    o.kernel_size = {w.shape(0), w.shape(1)};
    o.stride = integers_of(p.at("strides"));
    o.rhs_dilation = integers_of(p.at("rhs_dilation"));
    if (p.at("padding").is_string()) {
      o.padding = valid;
    } else if (p.at("use_consistent_padding").as_bool()) {
      o.padding = forward_padding(pairs_of(p.at("padding")));
    } else {
      o.padding = raw_padding(pairs_of(p.at("padding")));
    }
    nn::ConvTranspose2d<one, nn::no_bias, double> layer(o, nn::from_keras_conv_transpose(w));
    CHECK(close_to(layer(x), c.at("outputs").at("out")));
    nn::import_keras(layer, xn(-w));
    CHECK(close_to(-layer(x), c.at("outputs").at("out")));
    ++count;
  }
  CHECK(count == 9);
}
