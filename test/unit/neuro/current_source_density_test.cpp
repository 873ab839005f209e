// SPDX-License-Identifier: BSD-3-Clause
/// Sources and sinks of known potentials, units, and what is no row of contacts.
#include <convolt/neuro/current_source_density.hpp>

#include <convolt/quantity.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cmath>
#include <vector>

namespace {

using namespace convolt::units;
using namespace convolt::test;
using convolt::axis;
using convolt::index;
using convolt::no_axis;
using convolt::sampled;
using convolt::neuro::current_source_density;

auto const sigma = 0.3 * S / m;

TEST_CASE("a peak of the potential is a source, its neighbours are sinks") {
  convolt::tensor<mV, double, 1> v = xt::xtensor<double, 1>{0., 0., 1., 0., 0.} * mV;
  auto const csd = current_source_density(v, 100. * um, sigma);
  // 0.3 S/m * 1 mV / (100 um)^2 = 3e-4 A/m^2 / 1e-8 m^2 = 3e4 A/m^3 = 30 uA/mm^3
  auto const in_mm = csd.in(uA / convolt::pow<3>(mm));
  CHECK(in_mm(0) == Approx(-30.).epsilon(1e-14));
  CHECK(in_mm(1) == Approx(60.).epsilon(1e-14));
  CHECK(in_mm(2) == Approx(-30.).epsilon(1e-14));
  CHECK(csd.size() == 3);
}

TEST_CASE("the density of a parabola is the same everywhere, of a line none") {
  // v = a z^2: -sigma v'' = -2 sigma a, which second differences give exactly
  xt::xtensor<double, 1> parabola{0., 1., 4., 9., 16., 25.}, line{0., 1., 2., 3., 4., 5.};
  auto const z = axis(0. * um, 50. * um, 6);
  auto const curved = current_source_density(sampled(parabola * uV, z), 50. * um, sigma);
  auto const expected = -2. * sigma * (1. * uV) / (50. * um * (50. * um));
  for (index k = 0; k < 4; ++k) { CHECK((curved(k) / expected).in(convolt::one) == Approx(1.).epsilon(1e-14)); }
  CHECK(curved.axis<0>().start().in(um) == 50.);
  CHECK(curved.axis<0>().count() == 4);
  for (double const x : current_source_density(sampled(line * uV, z), 50. * um, sigma).raw()) { CHECK(x == 0.); }
}

TEST_CASE("contacts are the axis of length, or the dimension that is not time") {
  xt::xtensor<float, 2> v{{0.f, 1.f}, {2.f, 5.f}, {0.f, 1.f}};
  auto const t = axis(0. * ms, 1. * ms, 2);
  auto const first = current_source_density(sampled(v * mV, no_axis, t), 1. * mm, 1. * S / m);
  CHECK(first.shape(0) == 1);
  CHECK(first(0, 1).in(A / convolt::pow<3>(m)) == Approx(8e3));
  auto const turned = xt::xtensor<float, 2>(xt::transpose(v));
  auto const second = current_source_density(sampled(turned * mV, t, no_axis), 1. * mm, 1. * S / m);
  CHECK(second.shape(1) == 1);
  CHECK(second(1, 0).raw() == first(0, 1).raw());
  auto const third =
      current_source_density(sampled(turned * mV, no_axis, axis(0. * mm, -1. * mm, 3)), 1. * mm, 1. * S / m);
  CHECK(third(1, 0).raw() == first(0, 1).raw());
  CHECK(third.axis<1>().start().in(mm) == -1.);
  static_assert(std::is_same_v<decltype(third)::element_type, float>);
}

TEST_CASE("what is no row of contacts is refused") {
  auto const density = [](std::size_t n, double pitch, double conductivity) {
    convolt::tensor<mV, double, 1> const v(xt::xtensor<double, 1>(std::array<std::size_t, 1>{n}, 0.) * mV);
    return fault([&] { current_source_density(v, pitch * um, conductivity * S / m); });
  };
  CHECK(density(3, 100., 0.3) == "none");
  CHECK(density(2, 100., 0.3) == "too_few_contacts");
  CHECK(density(0, 100., 0.3) == "too_few_contacts");
  CHECK(density(3, 0., 0.3) == "not_positive");
  CHECK(density(3, -100., 0.3) == "not_positive");
  CHECK(density(3, std::nan(""), 0.3) == "not_positive");
  CHECK(density(3, 100., 0.) == "not_positive");
  CHECK(density(3, 100., std::nan("")) == "not_positive");
  auto const v = sampled(xt::xtensor<double, 1>{1., 2., 3.} * mV, axis(0. * um, 50. * um, 3));
  CHECK(fault([&] { current_source_density(v, 100. * um, sigma); }) == "pitch_mismatch");
  CHECK(fault([&] { current_source_density(v, 0.05 * mm, sigma); }) == "none");
}

TEST_CASE("a missing sample is missing at its neighbours only, as in a plain loop") {
  std::uint64_t const seed = new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 30; ++round) {
    std::size_t const contacts = static_cast<std::size_t>(pick(random, 3, 9));
    std::size_t const samples = static_cast<std::size_t>(pick(random, 0, 5));
    convolt::tensor<mV, double, 2> v(xt::xtensor<double, 2>(std::array<std::size_t, 2>{contacts, samples}) * mV);
    for (double& x : v.raw()) { x = pick(random, 0, 9) == 0 ? std::nan("") : static_cast<double>(pick(random, -9, 9)); }
    auto const csd = current_source_density(v, 2. * mm, 3. * S / m);
    for (std::size_t k = 0; k + 2 < contacts; ++k) {
      for (std::size_t i = 0; i < samples; ++i) {
        double const expected = -3. * (v.raw()(k, i) - 2. * v.raw()(k + 1, i) + v.raw()(k + 2, i)) / 4.;
        double const found = csd.raw()(k, i);
        REQUIRE((std::isnan(expected) ? std::isnan(found) : found == expected));
      }
    }
  }
}

TEST_CASE("densities of whole numbers are not rounded, and units may be known at run time only") {
  auto const counts = sampled(xt::xtensor<int, 1>{0, 0, 1, 0, 0} * mV, axis(0. * um, 100. * um, 5));
  auto const csd = current_source_density(counts, 100. * um, 0.3 * S / m);
  CHECK(csd.in(uA / convolt::pow<3>(mm))(1) == Approx(60));
  auto const pitch = convolt::tag(0.1, convolt::any_unit(mm));
  CHECK(current_source_density(counts, pitch, 0.3 * S / m)(1).in(uA / convolt::pow<3>(mm)) == Approx(60));
  CHECK(fault([&] { current_source_density(counts, convolt::tag(0.1, convolt::any_unit(ms)), 0.3 * S / m); }) ==
        "unit_mismatch");
  CHECK(fault([&] { current_source_density(counts, 100. * um, convolt::tag(0.3, convolt::any_unit(ms))); }) ==
        "unit_mismatch");
  axis const time(convolt::tag(0., convolt::any_unit(ms)), convolt::tag(1., convolt::any_unit(ms)), 3);
  auto const read = sampled(xt::xtensor<double, 1>{1., 2., 3.} * mV, time);
  CHECK(fault([&] { current_source_density(read, 100. * um, 0.3 * S / m); }) == "unit_mismatch");
}

}  // namespace
