// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/params.hpp: parameters of single layers, of names and layers, and of models.

#include <convolt/nn/params.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <sstream>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::thrown_by;

namespace {

struct autoencoder {
  nn::Conv1d<nS, pA> encoder{{.in_size = {28, 3}, .out_channels = 4, .kernel_size = 5}};
  nn::lucid::ConvTranspose1d<> decoder{4, 3, {.kernel_size = 2, .trainable = false}};

  auto layers() { return nn::named_layers("encoder", encoder, "decoder", decoder); }
  auto layers() const { return nn::named_layers("encoder", encoder, "decoder", decoder); }
};

static_assert(nn::AnyLayer<nn::Conv1d<nS>> && nn::AnyLayer<nn::lucid::ConvTranspose1d<>> && !nn::AnyLayer<int>);
static_assert(nn::LayerModel<autoencoder> && nn::LayerModel<autoencoder const> && !nn::LayerModel<nn::Conv1d<>>);

template <class... Args>
concept can_be_listed = requires(Args... args) { nn::list_params(static_cast<Args>(args)...); };
static_assert(can_be_listed<autoencoder&> && can_be_listed<char const*, nn::Conv1d<>&>);
static_assert(!can_be_listed<> && !can_be_listed<int&> && !can_be_listed<nn::Conv1d<>&, nn::Conv1d<>&>);
static_assert(!can_be_listed<char const*> && !can_be_listed<char const*, nn::Conv1d<>&, char const*>);

template <class L>
concept can_be_named = requires(L&& layer) { nn::named_layers("name", static_cast<L&&>(layer)); };
static_assert(can_be_named<nn::Conv1d<>&> && can_be_named<nn::Conv1d<> const&> && !can_be_named<nn::Conv1d<>>);

std::string text_of(std::vector<nn::parameter_info> const& list) {
  std::ostringstream text;
  for (nn::parameter_info const& p : list) { text << p << "; "; }
  return text.str();
}

}  // namespace

TEST_CASE("the parameters of a layer are listed with shapes, units, types and whether they are frozen") {
  nn::ScaledWSConv2d<uS, pA, double> layer({.in_channels = 3, .out_channels = 4, .kernel_size = {5, 2}});
  CHECK(text_of(nn::list_params(layer)) ==
        "weight (5, 2, 3, 4) uS, double; bias (4,) pA, double; gain (4,) uS, double; ");
  layer.trainable(false);
  auto const list = nn::list_params(layer);
  CHECK(list[0].name == "weight");
  CHECK(list[0].shape == index_list{5, 2, 3, 4});
  CHECK(list[0].size() == 120);
  CHECK(list[1].unit == any_unit(pA));
  CHECK(list[2].frozen);
  CHECK(to_string(list[2]) == "gain (4,) uS, double, frozen");
}

TEST_CASE("the parameters of a model have the names of its layers before their own") {
  autoencoder const model;
  std::string const want =
      "encoder.weight (5, 3, 4) nS, float; encoder.bias (4,) pA, float; "
      "decoder.weight (4, 3, 2), float, frozen; decoder.bias (3,), float, frozen; ";
  CHECK(text_of(nn::list_params(model)) == want);
  CHECK(text_of(nn::list_params("encoder", model.encoder, "decoder", model.decoder)) == want);
  CHECK(text_of(nn::list_params(std::string("encoder"), model.encoder, "decoder", model.decoder)) == want);
  auto const names = nn::list_params("first", model, "last", model.decoder);
  CHECK(names[1].name == "first.encoder.bias");
  CHECK(names[4].name == "last.weight");
  auto const inner = nn::named_layers("a", model);
  CHECK(nn::list_params("b", inner)[3].name == "b.a.decoder.bias");
}

TEST_CASE("visiting shows the values where they are") {
  autoencoder model;
  float sum = 0;
  nn::visit_params(
      [&](auto const& p) {
        if (p.name == "encoder.weight") { CHECK(raw(p.value).data() == raw(model.encoder.weight()).data()); }
        if (!p.frozen) { sum += xt::sum(xt::abs(raw(p.value)))(); }
      },
      model);
  CHECK(sum == xt::sum(xt::abs(raw(model.encoder.weight())))());  // the bias is zero, the decoder is frozen
}

TEST_CASE("updating replaces the values of all layers") {
  autoencoder model;
  auto const weight = xt::xtensor<float, 3>(raw(model.encoder.weight()));
  auto const frozen = xt::xtensor<float, 3>(model.decoder.weight());
  std::string seen;
  nn::update_params(
      [&](auto const& p) {
        seen += std::string(p.name) + " ";
        return (p.frozen ? 1.F : 2.F) * p.value;
      },
      model);
  CHECK(seen == "encoder.weight encoder.bias decoder.weight decoder.bias ");
  CHECK(test::equal_arrays(raw(model.encoder.weight()), xt::xtensor<float, 3>(2.F * weight)));
  CHECK(test::equal_arrays(model.decoder.weight(), frozen));
}

TEST_CASE("layers need names of their own") {
  nn::Conv1d<> const a({.in_channels = 1, .out_channels = 1, .kernel_size = 1});
  auto const twice = thrown_by<parameter_error>([&] { nn::named_layers("a", a, "b", a, "a", a); });
  CHECK(twice.category() == "bad_layer_name");
  CHECK(twice.where() == "nn::named_layers");
  CHECK(twice.actual() == "'a'");
  CHECK(thrown_by<parameter_error>([&] { nn::list_params("", a); }).category() == "bad_layer_name");
}
