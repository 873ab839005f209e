// SPDX-License-Identifier: BSD-3-Clause
/// Every kernel as it is drawn by the library itself: what synapses and membranes answer to an event, and what rates
/// are smoothed with, all of the same standard deviation. Dots are medians.
///
/// kernels [PICTURE.svg]
#include <convolt/kernel.hpp>
#include <support/chart.hpp>

#include <cmath>
#include <exception>
#include <iostream>
#include <string>

namespace kernel = convolt::kernel;
using namespace convolt::units;

namespace {

/// A line and its median, and what the kernel says of itself.
void add(auto& chart, std::string const& name, auto const& k, auto const& t, char const* colour, double thickness) {
  auto const y = kernel::samples(k, t);
  chart.add(name, t.values(), y.quantity(), {.colour = colour, .thickness = thickness});
  auto const at_median = kernel::samples(k, convolt::axis(k.median(), t.step(), 1));
  chart.add("", at_median.template axis<0>().values(), at_median.quantity(),
            {.colour = colour, .thickness = 4., .dots = true});
  std::cout << name << ": peak " << k.peak() << ", area " << k.area() << ", median " << k.median() << '\n';
}

int run(std::string const& picture) {
  auto const t = convolt::axis(-5. * ms, 0.125 * ms, 361);
  support::line_chart current("lag", ms, "current", pA);
  add(current, "exponential", kernel::exponential(5. * ms, 50. * pA), t, support::colour::blue, 1.5);
  add(current, "alpha", kernel::alpha(5. * ms, 50. * pA), t, support::colour::orange, 2.5);
  add(current, "double_exponential", kernel::double_exponential(1. * ms, 5. * ms, 50. * pA), t, support::colour::grey,
      2.5);

  support::line_chart voltage("lag", ms, "voltage", mV);
  auto const psp = kernel::membrane(kernel::alpha(5. * ms, 50. * pA), 10. * ms, 250. * pF);
  add(voltage, "membrane of alpha", psp, t, support::colour::blue, 2.5);

  // The standard deviation of a boxcar is its width over sqrt(12), and so on: all have 10 ms here.
  auto const sd = 10. * ms;
  auto const lags = convolt::axis(-40. * ms, 0.25 * ms, 321);
  support::line_chart rate("lag", ms, "rate", Hz);
  add(rate, "gaussian", kernel::gaussian(sd), lags, support::colour::blue, 2.5);
  add(rate, "boxcar", kernel::boxcar(std::sqrt(12.) * sd), lags, support::colour::grey, 1.);
  add(rate, "triangular", kernel::triangular(std::sqrt(6.) * sd), lags, support::colour::orange, 2.5);
  add(rate, "epanechnikov", kernel::epanechnikov(std::sqrt(5.) * sd), lags, support::colour::grey, 2.5);
  add(rate, "laplacian", kernel::laplacian(sd / std::sqrt(2.)), lags, support::colour::blue, 1.);

  support::drawing drawing(725, 640);
  current.draw(drawing, {75., 30., 625., 130.});
  voltage.draw(drawing, {75., 250., 625., 110.});
  rate.draw(drawing, {75., 450., 625., 130.});
  drawing.save(picture);
  std::cout << "see " << picture << '\n';
  return 0;
}

}  // namespace

int main(int count, char** arguments) try {
  return run(count > 1 ? arguments[1] : "kernels.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
