// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/inverse.hpp.

#include <convolt/dsp/spectra/inverse.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/core/error.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <complex>
#include <vector>

using namespace convolt;
namespace spectra = convolt::dsp::detail;
using z = std::complex<double>;

TEST_CASE("lines side by side come out of their spectra") {
  // two lines of four samples: a constant 3, and a pulse of 4 at sample 0
  std::vector<z> const real_spectra{12, 4, 0, 4, 0, 4};
  std::vector<double> x(8);
  spectra::inverse_lines<double>({1, 4, 2}, {},
                                 engine::make_transform<double, target_arch>(4, engine::fft::line_of::real_numbers),
                                 0.25, real_spectra.data(), x.data());
  CHECK(x == std::vector<double>{3, 4, 3, 0, 3, 0, 3, 0});
  std::vector<z> const complex_spectra{0, 0, z(0, 12), 0};  // frequencies -2, -1, 0, 1
  std::vector<z> y(4);
  spectra::inverse_lines<z>({1, 4, 1}, {},
                            engine::make_transform<double, target_arch>(4, engine::fft::line_of::complex_numbers), 0.25,
                            complex_spectra.data(), y.data());
  CHECK(y == std::vector<z>(4, z(0, 3)));
}

TEST_CASE("frequencies must be those of the signal") {
  auto const f = spectra::frequencies_of<double>(10, 1000);
  CHECK_NOTHROW(spectra::check_frequencies("f", 0, 100 + 1e-9, 6, f, 10));
  auto const e = test::thrown_by<parameter_error>([&] { spectra::check_frequencies("f", 0, 50, 6, f, 10); });
  CHECK(e.category() == "frequency_mismatch");
  CHECK(e.expected() == "6 frequencies from 0 Hz on, step 100 Hz");
}
