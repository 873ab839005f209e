// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/averages.hpp.

#include <convolt/dsp/spectra/averages.hpp>

#include <convolt/core/threads.hpp>
#include <support/catch.hpp>

#include <complex>
#include <mutex>
#include <set>
#include <utility>

using namespace convolt;
namespace spectra = convolt::dsp::detail;

TEST_CASE("every line is in one group, on any number of threads") {
  threads const four(4);
  for (detail::dimension_block const block : {detail::dimension_block{3, 5, 11}, {1, 5, 1}, {2, 1, 8}, {0, 5, 3}}) {
    for (bool const serial_too : {true, false}) {
      std::mutex lock;
      std::multiset<std::pair<convolt::index, convolt::index>> lines;
      spectra::each_group(block, serial_too ? executor_ref() : executor_ref(four), [&] {
        return [&](spectra::line_group const& g) {
          std::lock_guard const held(lock);
          for (convolt::index l = 0; l < g.lines; ++l) { lines.insert({g.outer, g.first + l}); }
        };
      });
      CHECK(static_cast<convolt::index>(lines.size()) == block.outer * block.inner);
      CHECK(std::set<std::pair<convolt::index, convolt::index>>(lines.begin(), lines.end()).size() == lines.size());
    }
  }
}

TEST_CASE("the bias of a median is SciPy's, for even and for odd numbers of segments") {
  CHECK(spectra::median_bias(1) == 1);
  CHECK(spectra::median_bias(2) == 1);
  CHECK(spectra::median_bias(3) == Approx(5. / 6));
  CHECK(spectra::median_bias(4) == Approx(5. / 6));
  CHECK(spectra::median_bias(5) == Approx(47. / 60));
  CHECK(spectra::median_bias(100001) == Approx(0.69314718).epsilon(1e-4));  // log 2
}

TEST_CASE("frequencies of real signals stand for two, but for the first one and half the rate") {
  CHECK(spectra::sides_of<double>(0, 8) == 1);
  CHECK(spectra::sides_of<double>(1, 8) == 2);
  CHECK(spectra::sides_of<double>(4, 8) == 1);
  CHECK(spectra::sides_of<double>(4, 9) == 2);
  CHECK(spectra::sides_of<std::complex<double>>(3, 8) == 1);
}
