// SPDX-License-Identifier: BSD-3-Clause
/// What do electrodes see of spikes? Two populations fire in a rhythm. Every spike adds a potential to each contact of
/// a probe, and the sum is the local field potential; its second difference along the probe says where currents flow.
///
/// lfp_kernel [PICTURE.svg]
#include <convolt/neuro.hpp>
#include <support/chart.hpp>
#include <support/noise.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace kernel = convolt::kernel;
namespace neuro = convolt::neuro;
using namespace convolt::units;

namespace {

auto const t = convolt::axis(0. * ms, 2. * ms, 250);
auto const lags = convolt::axis(-10. * ms, 2. * ms, 30);   // synapses are active before the spike that is seen
auto const depth = convolt::axis(0. * um, 100. * um, 16);  // of the contacts
auto const conductivity = 0.3 * S / m;
auto const where = std::array{500. * um, 900. * um};  // currents enter here; they leave 400 um deeper

/// A disc of radius R of current density j in a medium of conductivity sigma, seen from its axis at distance z:
/// j (sqrt(z^2 + R^2) - |z|) / (2 sigma). Nicholson and Freeman, J. Neurophysiol. 38, 356 (1975).
auto disc(auto const& j, auto const& z) {
  auto const radius = 300. * um;
  return (j * (convolt::sqrt(z * z + radius * radius) - convolt::abs(z)) / (2. * conductivity)).as(uV);
}

/// The potential per spike over (contact, population, lag): a sink, and the source that returns the current.
auto kernels() {
  auto const course = std::array{kernel::alpha(4. * ms), kernel::alpha(8. * ms)};
  auto const j = std::array{6. * nA / convolt::pow<2>(mm), 3. * nA / convolt::pow<2>(mm)};
  xt::xtensor<double, 3> v(std::array{depth.size(), std::size_t{2}, lags.size()});
  for (std::size_t c = 0; c < depth.size(); ++c) {
    for (std::size_t p = 0; p < 2; ++p) {
      auto const pair = disc(j[p], depth(c) - where[p] - 400. * um) - disc(j[p], depth(c) - where[p]);
      for (std::size_t n = 0; n < lags.size(); ++n) { v(c, p, n) = pair.in(uV)*course[p](lags(n) + 5. * ms); }
    }
  }
  return convolt::sampled(v * uV, depth, convolt::no_axis, lags);
}

/// Spikes of a population whose rate rises and falls eight times a second.
neuro::spike_train rhythm(double phase, std::uint64_t seed) {
  auto const chance = support::uniform_numbers({40 * t.size()}, seed);
  std::vector<double> times;
  for (std::size_t i = 0; i < chance.size(); ++i) {  // steps of 0.05 ms
    auto const now = static_cast<double>(i) * 0.05 * ms;
    double const swing = convolt::sin(360. * degree * ((now * (8. * Hz)).in(convolt::one)-phase));
    if (chance(i) < ((2. * kHz + 1.8 * kHz * swing) * (0.05 * ms)).in(convolt::one)) { times.push_back(now.in(ms)); }
  }
  return neuro::spike_train(xt::adapt(times, std::array{times.size()}) * ms);
}

int run(std::string const& picture) {
  neuro::spike_trains const spikes(std::vector{rhythm(0., 3), rhythm(0.15, 4)});
  auto const lfp = neuro::lfp(spikes, kernels(), t);
  auto const density = uA / convolt::pow<3>(mm);
  auto const csd = neuro::current_source_density(lfp, depth.step(), conductivity).as(density);
  auto const rate = neuro::rate(spikes, kernel::gaussian(5. * ms), t);
  auto const inner = csd.axis<0>();
  auto const mean = csd.mean<1>().raw();
  auto const sink = inner(std::min_element(mean.begin(), mean.end()) - mean.begin());
  bool const found = convolt::abs(sink - where[0]) < depth.step();
  auto const most = convolt::max(convolt::abs(lfp.quantity()));
  auto const strongest = convolt::max(convolt::abs(csd.quantity()));
  std::cout << spikes << "; potentials up to " << most << ", strongest sink on average at " << sink
            << (found ? "" : " AND NOT WHERE IT WAS PUT") << ", see " << picture << '\n';

  support::drawing drawing(760, 870);
  support::line_chart rates("time", ms, "rate", kHz);
  rates.add("population 1", t.values(), rate.select<0>(0).quantity(), {support::colour::blue, 2.});
  rates.add("population 2", t.values(), rate.select<0>(1).quantity(), {support::colour::orange, 2.});
  rates.draw(drawing, {75., 35., 580., 135.});
  support::draw_map(drawing, {75., 258., 580., 230.}, "local field potential", lfp.quantity(), most,
                    support::named_axis{"time", t}, support::named_axis{"depth", depth});
  support::draw_colour_key(drawing, {725., 258., 15., 230.}, "potential", most, uV);
  support::draw_map(drawing, {75., 578., 580., 230.}, "current source density: sinks blue", csd.quantity(), strongest,
                    support::named_axis{"time", t}, support::named_axis{"depth", inner});
  support::draw_colour_key(drawing, {725., 578., 15., 230.}, "density", strongest, density);
  drawing.save(picture);
  return found ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) try {
  return run(count > 1 ? arguments[1] : "lfp_kernel.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
