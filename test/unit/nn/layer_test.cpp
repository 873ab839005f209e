// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/layer.hpp: what all layers have in common. Units, initial values, setters, calls.

#include <convolt/nn/layer.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/init.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <concepts>
#include <limits>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::thrown_by;
using test::whole_numbers;

namespace {

using x1 = xt::xtensor<double, 1>;
using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;
using plain = nn::Conv1d<one, nn::no_bias, double>;
using synapses = nn::Conv1d<nS, pA, double>;
using dynamic_units = nn::Conv1d<nn::run_time_unit, nn::run_time_unit, double>;

nn::conv_options options() { return {.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3}; }
x3 const w = whole_numbers({3, 3, 4}, 1);
x3 const x = whole_numbers({2, 7, 3}, 2);
x1 const b{1, 2, 3, 4};

// A bias of another dimension does not compile, and neither do values without a unit.
template <class Layer, class X>
concept callable_with = requires(Layer const& layer, X const& input) { layer(input); };
static_assert(callable_with<synapses, tensor<mV, double, 3>> && !callable_with<synapses, tensor<mA, double, 3>>);
static_assert(!callable_with<synapses, x3> && !callable_with<synapses, tensor<mV, float, 3>>);
static_assert(callable_with<plain, x3> && callable_with<plain, tensor<mA, double, 2>>);
template <class Layer, class Q>
concept takes_weights = requires(Layer& layer, Q const& q) { layer.weights(q); };
template <class Layer, class Q>
concept takes_bias = requires(Layer& layer, Q const& q) { layer.bias(q); };
template <class Layer, class Q>
concept takes_mask = requires(Layer& layer, Q const& q) { layer.mask(q); };
static_assert(takes_weights<synapses, tensor<uS, float, 3>> && !takes_weights<synapses, tensor<mV, double, 3>>);
static_assert(!takes_weights<synapses, x3> && !takes_weights<synapses, double> && takes_weights<plain, double>);
static_assert(takes_bias<synapses, tensor<nA, double, 1>> && !takes_bias<synapses, tensor<nS, double, 1>>);
static_assert(!takes_bias<plain, x1> && !takes_bias<synapses, x1>);
static_assert(takes_mask<synapses, x3> && !takes_mask<synapses, tensor<nS, double, 3>>);

// Results: the rank of the input, plain where the product has no dimension.
template <class Layer, class X>
using result = decltype(std::declval<Layer const&>()(std::declval<X>()));
static_assert(std::same_as<result<plain, x3>, x3> && std::same_as<result<plain, x2>, x2>);
static_assert(std::same_as<result<plain, xt::xarray<double>>, xt::xarray<double>>);
static_assert(std::same_as<result<plain, tensor<mV, double, 3>>, tensor<mV, double, 3>>);
static_assert(std::same_as<result<dynamic_units, x3>, quantity<any_unit, x3>>);
static_assert(EquivalentUnits<unit_t<result<synapses, tensor<mV, double, 2>>>, decltype(pA)>);

}  // namespace

TEST_CASE("the unit of the result is that of the input times that of the weight, at each call") {
  synapses const layer(options(), w * nS, b * nA);
  auto const current = layer(x * mV);
  x3 const sums = plain(options(), w)(x);
  CHECK(equal_arrays(raw(current), x3(sums + 1000 * b)));
  auto const scaled = layer(x * uV);
  CHECK(any_unit(unit_of(scaled)) == any_unit(uV) * any_unit(nS));
  CHECK(xt::allclose(in(scaled, pA), x3(1e-3 * sums + 1000 * b)));

  nn::Conv1d<Hz, nn::no_bias, double> const rate(options(), w * Hz);
  CHECK(xt::allclose(rate(x * ms), x3(1e-3 * sums)));  // no dimension: a plain array, its scale folded in
}

TEST_CASE("run-time units are multiplied at each call, and refused where they do not fit") {
  dynamic_units layer(options(), tag(w, any_unit(nS)), tag(b, any_unit(nA)));
  auto const y = layer(x * mV);
  CHECK(unit_of(y) == any_unit(pA));
  CHECK(equal_arrays(in(y, pA), raw(synapses(options(), w * nS, b * nA)(x * mV))));
  auto const e = thrown_by<unit_error>([&] { layer(x * ms); });
  CHECK(e.category() == "unit_mismatch");
  CHECK(e.argument() == "bias");
  CHECK(e.where() == "nn::Conv1d");
  layer.bias(tag(b, any_unit(mV) * any_unit(nS)));
  CHECK_NOTHROW(layer(x * mV));

  synapses const fixed(options(), tag(w, any_unit(uS)));
  CHECK(equal_arrays(raw(fixed.weight()), x3(1000 * w)));
  CHECK(thrown_by<unit_error>([&] { fixed(tag(x, any_unit(mA))); }).category() == "unit_mismatch");
  CHECK(thrown_by<unit_error>([] { synapses(options(), tag(w, any_unit(mV))); }).argument() == "weight");
}

TEST_CASE("a single input is the first of a batch") {
  synapses const layer(options(), w * nS, b * pA);
  auto const batch = layer(x * mV);
  for (std::size_t n : {0U, 1U}) {
    x2 const single = xt::view(x, n, xt::all(), xt::all());
    CHECK(equal_arrays(raw(layer(single * mV)), x2(xt::view(raw(batch), n, xt::all(), xt::all()))));
    xt::xarray<double> const any_rank = single;
    CHECK(equal_arrays(raw(layer(any_rank * mV)), raw(layer(single * mV))));
    CHECK(equal_arrays(raw(layer(xt::view(x, n, xt::all(), xt::all()) * mV)), raw(layer(single * mV))));
  }
  CHECK(layer(xt::xtensor<double, 3>::from_shape({0, 7, 3}) * mV).shape(0) == 0);
}

TEST_CASE("inputs may be views, lazy expressions and samples") {
  plain const layer(options(), w);
  x3 const want = layer(x);
  xt::xtensor<double, 3, xt::layout_type::column_major> const column = x;
  CHECK(equal_arrays(layer(column), want));
  CHECK(equal_arrays(layer(x + 0.), want));
  x3 const reversed = xt::view(x, xt::all(), xt::range(6, xt::placeholders::_, -1), xt::all());
  CHECK(equal_arrays(layer(xt::view(reversed, xt::all(), xt::range(6, xt::placeholders::_, -1), xt::all())), want));
  auto const trial = sampled(x * mV, no_axis, axis(0. * ms, 1. * ms, 7), no_axis);
  CHECK(equal_arrays(raw(layer(trial)), want));
}

TEST_CASE("the result of samples is sampled, with and without a batch, on the first call and on a known one") {
  nn::conv_options const o{.in_channels = 3, .out_channels = 4, .kernel_size = 3, .stride = 2, .padding = {1, 0}};
  synapses const layer(o, w * nS, b * pA);
  auto const trials = axis(0. * one, 1. * one, 2);
  auto const s = sampled(x * mV, trials, axis(5. * ms, 0.5 * ms, 7), no_axis);
  for (int call = 0; call < 3; ++call) {
    auto const y = layer(s);
    CHECK(equal_arrays(y.raw(), raw(layer(x * mV))));
    CHECK(same_samples(y.axis<0>(), trials));
    CHECK(same_samples(y.axis<1>(), axis(5. * ms, 1. * ms, 3)));
    static_assert(std::same_as<std::remove_cvref_t<decltype(y.axis<2>())>, no_axis_t>);
  }
  x2 const single = xt::view(x, 0, xt::all(), xt::all());
  auto const alone = layer(sampled(single * mV, axis(5. * ms, 0.5 * ms, 7), no_axis));
  CHECK(same_samples(alone.axis<0>(), axis(5. * ms, 1. * ms, 3)));
  plain const first({.in_channels = 7, .out_channels = 2, .kernel_size = 2, .channel_first = true});
  auto const across = first(sampled(x * mV, no_axis, no_axis, axis(0. * um, 20. * um, 3)));
  CHECK(same_samples(across.axis<2>(), axis(0. * um, 20. * um, 3)));
  CHECK(thrown_by<parameter_error>([&] {
          layer(sampled(x * mV, no_axis, no_axis, axis(0. * um, 20. * um, 3)));
        }).category() == "axis_has_no_place");
}

TEST_CASE("into writes what the call returns, in the unit of the output, and allocates nothing else") {
  synapses const layer(options(), w * nS, b * pA);
  auto const want = layer(x * mV);
  tensor<nA, double, 3> y = xt::zeros<double>({2, 7, 4}) * nA;
  layer.into(y, x * mV);
  CHECK(xt::allclose(raw(y), 1e-3 * raw(want)));
  x3 frame = 7 * xt::ones<double>({2, 14, 4});
  layer.into(tag_ref(xt::view(frame, xt::all(), xt::range(0, 14, 2), xt::all()), pA), x * mV);
  CHECK(equal_arrays(x3(xt::view(frame, xt::all(), xt::range(0, 14, 2), xt::all())), raw(want)));
  CHECK(frame(1, 13, 3) == 7);

  x3 wrong = 7 * xt::ones<double>({2, 7, 5});
  auto out = tag_ref(wrong, pA);
  CHECK(thrown_by<shape_error>([&] { layer.into(out, x * mV); }).category() == "output_shape_mismatch");
  CHECK(wrong(0, 0, 0) == 7);
  x3 own = x3(xt::zeros<double>({1, 7, 3}));
  plain const square({.in_size = {7, 3}, .out_channels = 3, .kernel_size = 3});
  CHECK(thrown_by<shape_error>([&] { square.into(own, own); }).category() == "overlapping_output");
}

TEST_CASE("weights that are set take the place of the old ones; what is refused changes nothing") {
  plain layer(options(), w);
  x3 const before = layer(x);
  CHECK(thrown_by<shape_error>([&] {
          layer.weights(x3(xt::ones<double>({3, 3, 5})));
        }).category() == "kernel_shape_mismatch");
  CHECK(equal_arrays(layer(x), before));
  plain const copy = layer;
  layer.weights(x3(2 * w)).trainable(false);
  CHECK(equal_arrays(layer(x), x3(2 * before)));
  CHECK(equal_arrays(copy(x), before));
  CHECK_FALSE(layer.trainable());
  CHECK(copy.trainable());
  layer.weights([](auto const& shape) { return xt::xarray<double>(3. * xt::ones<double>(shape)); });
  CHECK(layer.weight()(2, 2, 3) == 3);
}

TEST_CASE("a bias is a vector, or has the shape that brainstate gives it") {
  nn::Conv1d<one, one, double> layer(options(), w);
  x3 const sums = layer(x);  // the bias begins at zero
  CHECK(equal_arrays(sums, plain(options(), w)(x)));
  layer.bias(b);
  CHECK(equal_arrays(layer(x), x3(sums + b)));
  layer.bias(x2{{1, 2, 3, 4}});
  CHECK(equal_arrays(layer.bias(), b));
  layer.bias(5);
  CHECK(equal_arrays(layer(x), x3(sums + 5)));
  CHECK(thrown_by<shape_error>([&] { layer.bias(x1{1, 2, 3}); }).category() == "bad_bias_shape");
  CHECK(thrown_by<shape_error>([&] { layer.bias(x2{{1}, {2}, {3}, {4}}); }).category() == "bad_bias_shape");
  nn::conv_options first = options();
  first.in_size = {3, 7};
  first.channel_first = true;
  nn::Conv1d<one, one, double> const c(first, w, x3{{{1}, {2}, {3}, {4}}});
  CHECK(c.bias_shape() == index_list{1, 4, 1});
  CHECK(equal_arrays(c.bias(), b));
}

TEST_CASE("a mask multiplies the weights and stays when they change") {
  plain layer(options(), w);
  x3 mask = xt::ones<double>({3, 3, 4});
  mask(1, 2, 3) = 0;
  layer.mask(mask);
  CHECK(equal_arrays(layer(x), plain(options(), x3(w * mask))(x)));
  CHECK(equal_arrays(layer.weight(), w));
  layer.weights(x3(2 * w));
  CHECK(equal_arrays(layer(x), plain(options(), x3(2 * w * mask))(x)));
  layer.mask(xt::xtensor<bool, 1>{true, false, true, true});  // broadcast: no output channel 1
  CHECK(xt::sum(xt::abs(xt::view(layer(x), xt::all(), xt::all(), 1)))() == 0);
  CHECK(thrown_by<shape_error>([&] { layer.mask(x1{1, 2, 3}); }).category() == "mask_shape_mismatch");
  CHECK(thrown_by<unit_error>([&] { layer.mask(tag(mask, any_unit(mV))); }).argument() == "mask");
  CHECK(layer.has_mask());
}

TEST_CASE("initializers know the fans, and no two parameters get the same numbers") {
  nn::conv_options o{.in_size = {28, 3}, .out_channels = 16, .kernel_size = 5};
  nn::Conv1d<nS> const layer(o), again(o);
  float const bound = 0.3300F;  // 2.2737 * sqrt(2 / (15 + 80))
  CHECK(xt::amax(xt::abs(raw(layer.weight())))() <= bound);
  CHECK(xt::amax(xt::abs(raw(layer.weight())))() > 0.9F * bound);
  CHECK(equal_arrays(raw(again.weight()), raw(layer.weight())));
  o.name = "encoder";
  nn::Conv1d<nS> const named(o);
  CHECK_FALSE(equal_arrays(raw(named.weight()), raw(layer.weight())));
  nn::Conv1d<nS, pA> const seeded(o, nn::init::normal({.seed = 3}), nn::init::constant(2));
  CHECK(raw(seeded.bias())(15) == 2.F);
}

TEST_CASE("params visits what there is, with units; update_params replaces it") {
  nn::ScaledWSConv1d<nS, pA, double> layer({.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3, .trainable = false},
                                           w * nS, b * pA);
  std::string seen;
  layer.params([&](auto const& p) {
    seen += std::string(p.name) + " " + to_string(p.unit()) + (p.frozen ? " frozen" : "") + " " +
            std::to_string(p.value.size()) + ";";
  });
  CHECK(seen == "weight nS frozen 36;bias pA frozen 4;gain nS frozen 4;");
  layer.update_params([](auto const& p) { return 2. * p.value; });
  CHECK(equal_arrays(raw(layer.weight()), x3(2 * w)));
  CHECK(equal_arrays(raw(layer.bias()), x1(2 * b)));
  CHECK(raw(layer.gain())(0) == 2);
}

template <class Layer>
concept lists_params = requires(Layer&& layer) { static_cast<Layer&&>(layer).params(); };
static_assert(lists_params<synapses&> && lists_params<synapses const&> && !lists_params<synapses>);

TEST_CASE("params without a function is a list for loops, whose values look at the layer") {
  nn::ScaledWSConv1d<nS, pA, double> layer({.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3}, w * nS, b * pA);
  std::string seen;
  for (auto const& p : layer.params()) {
    seen += std::string(p.name) + " " + to_string(p.unit()) + (p.frozen ? " frozen" : "");
    for (std::size_t n : p.value.shape()) { seen += " " + std::to_string(n); }
    seen += ";";
  }
  CHECK(seen == "weight nS 3 3 4;bias pA 4;gain nS 4;");
  auto const list = layer.params();
  CHECK(raw(list[0].value).data() == raw(layer.weight()).data());
  CHECK(in(list[1].value, nA)(3) == Approx(4e-3));
  CHECK_THROWS_AS(in(list[1].value, mV), unit_error);
  CHECK(xt::sum(in(list[0].value, nS))() == xt::sum(w)());
  plain const unitless(options(), w);
  CHECK(unitless.params().size() == 1);
  CHECK(unitless.params()[0].value.unit() == any_unit(one));
}

TEST_CASE("a layer says what it is and what it costs") {
  std::ostringstream text;
  text << synapses(options());
  CHECK(text.str() == to_string(synapses(options())));
  CHECK(text.str().find("weight=(3, 3, 4) nS, bias=(4,) pA") != std::string::npos);
  synapses const layer(options());
  CHECK(layer.in_size() == index_list{7, 3});
  CHECK(layer.out_size() == index_list{7, 4});
  CHECK(layer.in_channels() == 3);
  CHECK(layer.out_channels() == 4);
  CHECK(layer.kernel_size() == index_list{3});
  CHECK(layer.stride() == index_list{1});
  CHECK(layer.groups() == 1);
  CHECK(layer.cost().parameters == 40);
  CHECK(layer.cost(2).multiply_adds == layer.cost_for({2, 7, 3}).multiply_adds);
  nn::Conv1d const free({.in_channels = 3, .out_channels = 4, .kernel_size = 3});
  CHECK(thrown_by<parameter_error>([&] { free.cost(); }).category() == "dynamic_size");
  CHECK(free.cost_for({50, 3}).output_shape == index_list{50, 4});
}

TEST_CASE("a layer may be called from many threads at once") {
  synapses const layer(options(), w * nS, b * pA);
  x3 const want = raw(layer(x * mV));
  std::vector<int> good(4, 0);
  std::vector<std::thread> threads;
  for (int& g : good) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) { g += equal_arrays(raw(layer(x * mV)), want) ? 1 : 0; }
    });
  }
  for (std::thread& t : threads) { t.join(); }
  CHECK(good == std::vector<int>(4, 20));
}

TEST_CASE("infinite and missing values stay where their windows are") {
  plain const layer({.in_size = {7, 1}, .out_channels = 1, .kernel_size = 3}, x3{{{1}}, {{2}}, {{3}}});
  x2 bad = xt::ones<double>({7, 1});
  bad(3, 0) = std::numeric_limits<double>::quiet_NaN();
  x2 const y = layer(bad);
  for (std::size_t t = 0; t < 7; ++t) { CHECK(std::isnan(y(t, 0)) == (t >= 2 && t <= 4)); }
}
