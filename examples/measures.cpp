// SPDX-License-Identifier: BSD-3-Clause
/// What does a convolution mean? One spike train under three measures: the events themselves, the integral of their
/// rate, which is the same current, and the sum of the rate, whose numbers depend on the step and whose unit says so.
///
/// measures [PICTURE.svg]
#include <convolt/dsp.hpp>
#include <convolt/neuro.hpp>
#include <support/chart.hpp>
#include <support/raster.hpp>

#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace dsp = convolt::dsp;
namespace kernel = convolt::kernel;
namespace measure = convolt::measure;
namespace neuro = convolt::neuro;
using namespace convolt::units;

namespace {

using duration = decltype(1. * ms);
auto const epsc = kernel::alpha(3. * ms, 50. * pA);

/// Counts of events in bins of one step, and as a rate: events per time.
auto counts_of(neuro::spike_train const& train, duration const& step, int bins) {
  return neuro::bin(train, convolt::axis(0. * ms, step, bins));
}
auto rate_of(neuro::spike_train const& train, duration const& step, int bins) {
  auto const counts = counts_of(train, step, bins);
  return convolt::sampled(xt::cast<double>(counts.raw()) / step, counts.axis<0>());
}

void add(auto& chart, std::string const& name, auto const& y, char const* colour, double thickness) {
  chart.add(name, y.template axis<0>().values(), y.quantity(), {.colour = colour, .thickness = thickness});
}

int run(std::string const& picture) {
  neuro::spike_train const train({10. * ms, 25. * ms, 31. * ms, 34. * ms, 60. * ms});
  auto const fine = 0.25 * ms, coarse = 0.5 * ms;

  // Each event adds its weight times the kernel. The result is a current, whatever the bins.
  auto const events = dsp::convolve(counts_of(train, fine, 401), epsc, measure::events);

  // The integral of a rate counts the events again: 1/ms pA ms is pA.
  auto const fine_integral = dsp::convolve(rate_of(train, fine, 401), epsc, measure::integral);
  auto const coarse_integral = dsp::convolve(rate_of(train, coarse, 201), epsc, measure::integral);

  // The sum has no step in it: pA/ms, twice as much with half the step.
  auto const fine_sum = dsp::convolve(rate_of(train, fine, 401), epsc, measure::sum);
  auto const coarse_sum = dsp::convolve(rate_of(train, coarse, 201), epsc, measure::sum);

  auto const peak = convolt::max(events.quantity());
  auto const apart = convolt::max(convolt::abs(events.quantity() - fine_integral.quantity()));
  bool const agree = apart < 1e-9 * peak;
  std::cout << "events:   peak " << peak << "\nintegral: " << (agree ? "the same" : "SOMETHING ELSE")
            << "\nsum:      peak " << convolt::max(fine_sum.quantity()) << " with steps of " << fine << ", "
            << convolt::max(coarse_sum.quantity()) << " with " << coarse << "\nsee " << picture << '\n';

  support::drawing drawing(725, 695);
  support::draw_raster(drawing, {75., 15., 625., 30.}, neuro::spike_trains(std::vector<neuro::spike_train>{train}),
                       "spikes", "time", events.axis<0>(), support::colour::blue);
  support::line_chart current("time", ms, "current", pA), integral = current;
  support::line_chart sum("time", ms, "sum", pA / ms);
  add(current, "measure::events", events, support::colour::blue, 2.5);
  add(integral, "measure::integral, steps of 0.25 ms", fine_integral, support::colour::blue, 4.);
  add(integral, "of 0.5 ms", coarse_integral, support::colour::orange, 1.5);
  add(sum, "measure::sum, steps of 0.25 ms", fine_sum, support::colour::blue, 2.5);
  add(sum, "of 0.5 ms", coarse_sum, support::colour::orange, 2.5);
  current.draw(drawing, {75., 125., 625., 120.});
  integral.draw(drawing, {75., 325., 625., 120.});
  sum.draw(drawing, {75., 525., 625., 120.});
  drawing.save(picture);
  return agree ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) try {
  return run(count > 1 ? arguments[1] : "measures.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
