// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/time/lines.hpp.

#include <convolt/dsp/time/lines.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <concepts>
#include <vector>

using namespace convolt;
using namespace convolt::units;
using dsp::detail::time_lines;

namespace {

/// (channel, time, part): 100 channel + 10 time + part.
xt::xtensor<double, 3> numbered() {
  xt::xtensor<double, 3> x(std::array<std::size_t, 3>{2, 5, 3});
  for (std::size_t c = 0; c < 2; ++c) {
    for (std::size_t n = 0; n < 5; ++n) {
      for (std::size_t p = 0; p < 3; ++p) {
        x(c, n, p) = 100. * static_cast<double>(c) + 10. * static_cast<double>(n) + static_cast<double>(p);
      }
    }
  }
  return x;
}

/// Sums of neighbours, which shows where samples come from and go to.
template <class X>
auto pairs(X const& x, dsp::axis_choice const& axis, dsp::detail::stated_rate const& rate = {}) {
  using T = dsp::detail::number_t<X>;
  time_lines<T, X> const in("here", x, axis, rate);
  auto out = in.template allocate<T>(in.count() - 1);
  for (convolt::index l = 0; l < in.line_count(); ++l) {
    auto const from = in.line(l);
    auto const to = in.line_of(out, l);
    for (convolt::index n = 0; n < to.count; ++n) { to[n] = from[n] + from[n + 1]; }
  }
  double const start = in.time().axis.start + in.time().axis.step / 2;
  return dsp::detail::other_time(x, std::move(out), dsp::detail::unit_of_signal(x), in.time().dimension, start,
                                 in.time().axis.step);
}

}  // namespace

TEST_CASE("lines go along time, in the order of the other dimensions") {
  auto const x = sampled(numbered() * mV, no_axis, axis(1. * ms, 0.5 * ms, 5), no_axis);
  time_lines<double, decltype(x)> const in("here", x, {});
  CHECK(in.rate() == 2000);
  CHECK(in.step() == 0.0005);
  CHECK(in.line_count() == 6);
  std::vector<double> line(5);
  in.line(4).copy_to(line.data());
  CHECK(line == std::vector<double>{101, 111, 121, 131, 141});
  std::vector<double> back(30, 0.);
  dsp::detail::strided_line<double>{back.data() + 1, 5, 6}.copy_from(line.data());
  CHECK((back[1] == 101 && back[25] == 141 && back[2] == 0));
}

TEST_CASE("results have the unit and the axes, with another one for time where that is wanted") {
  auto const x = sampled(numbered() * mV, axis(0. * um, 20. * um, 2), axis(1. * ms, 0.5 * ms, 5), no_axis);
  auto const y = pairs(x, {});
  static_assert(std::same_as<std::remove_const_t<decltype(y)>, std::remove_const_t<decltype(x)>>);
  CHECK(y(1, 3, 2) == 274. * mV);
  CHECK(y.axis<1>().start() == 1.25 * ms);
  CHECK(y.axis<1>().count() == 4);
  CHECK(y.axis<0>().step() == 20. * um);
  auto const on_it = dsp::detail::same_time(x, numbered(), kilo<hertz>{});
  CHECK(on_it(1, 4, 2) == 142. * kHz);
  CHECK(on_it.axis<1>().step() == 0.5 * ms);
  auto const spectrum = dsp::detail::with_axis_for_time<1>(x, numbered(), volt{}, axis(0. * Hz, 1. * Hz, 5));
  CHECK(spectrum.axis<1>()(2) == 2. * Hz);
}

TEST_CASE("arrays of every kind have lines, and give arrays back") {
  xt::xtensor<double, 3> const plain = numbered();
  auto const of_plain = pairs(plain, 1, {2000, true});
  static_assert(std::same_as<std::remove_const_t<decltype(of_plain)>, xt::xtensor<double, 3>>);
  xt::xtensor<double, 3, xt::layout_type::column_major> const columns = plain;
  CHECK((pairs(columns, 1, {2000, true}) == of_plain));
  CHECK((pairs(xt::xarray<double>(plain), 1, {2000, true}) == of_plain));
  auto const view = xt::view(plain, 1, xt::range(4, xt::placeholders::_, -2), xt::all());
  auto const of_view = pairs(view, -2, {1000, true});
  CHECK((of_view(0, 0) == 260 && of_view(1, 2) == 224));
  auto const lazy = pairs((plain + 1.) * mV, 1, {2000, true});
  CHECK(lazy(0, 0, 0) == 12. * mV);
  auto const spectrum = dsp::detail::with_axis_for_time<0>(xt::xtensor<double, 1>(), xt::xtensor<double, 1>{1., 2.},
                                                           volt{}, axis(0. * Hz, 1. * Hz, 2));
  CHECK(spectrum(1) == 2. * V);
}

TEST_CASE("nothing in, no lines or no samples") {
  auto const no_samples =
      sampled(xt::xtensor<float, 2>(std::array<std::size_t, 2>{0, 3}) * mV, axis(0. * ms, 1. * ms, 0), no_axis);
  time_lines<float, decltype(no_samples)> const in("here", no_samples, {});
  CHECK((in.empty() && in.count() == 0 && in.line_count() == 3));
  auto const no_lines =
      sampled(xt::xtensor<float, 2>(std::array<std::size_t, 2>{4, 0}) * mV, axis(0. * ms, 1. * ms, 4), no_axis);
  time_lines<float, decltype(no_lines)> const none("here", no_lines, {});
  CHECK((none.empty() && none.count() == 4 && none.line_count() == 0));
  CHECK(dsp::detail::same_time(no_lines, none.allocate<float>(4), volt{}).size() == 0);
}
