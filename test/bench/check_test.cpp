// SPDX-License-Identifier: BSD-3-Clause
/// Tests of bench/engine/check.hpp and of the numbers of bench/engine/workload.hpp.

#include <engine/check.hpp>

#include <engine/workload.hpp>

#include <bench/files.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstdint>
#include <limits>
#include <string>

namespace {

using namespace convolt::bench;
using bench_test::contains;
using complex = std::complex<float>;

shape small_row() {
  shape s;
  s.in_channels = s.out_channels = 2;
  s.groups = 2;
  s.input = {7};
  s.kernel = {3};
  s.stride = s.dilation = {1};
  s.pad_lo = s.pad_hi = {1};
  return s;
}

}  // namespace

TEST_CASE("results of the benchmark agree to 16 epsilon of their yardstick") {
  buffer<float> const a{1, 2, 3}, yardstick{1, 1, 1};
  buffer<float> near = a, far = a, missing = a;
  near[1] += 8 * std::numeric_limits<float>::epsilon();
  far[1] += 64 * std::numeric_limits<float>::epsilon();
  missing[2] = std::numeric_limits<float>::quiet_NaN();
  CHECK(difference(a, a, yardstick).empty());
  CHECK(difference(a, near, yardstick).empty());
  CHECK(contains(difference(a, far, yardstick), "1 of 3 outputs differ, the first at element 1"));
  CHECK(contains(difference(a, missing, yardstick), "element 2"));
  CHECK(contains(difference(a, buffer<float>{1, 2}, yardstick), "3 outputs against 2"));
  CHECK(difference(buffer<float>{}, buffer<float>{}, buffer<float>{}).empty());
}

TEST_CASE("complex results of the benchmark agree in both parts") {
  buffer<complex> const a{{1, 2}, {3, 4}}, yardstick{{1, 0}, {1, 0}};
  buffer<complex> wrong = a;
  wrong[1] = {3, 4.001F};
  CHECK(difference(a, a, yardstick).empty());
  CHECK(contains(difference(a, wrong, yardstick), "element 1"));
}

TEST_CASE("integer results of the benchmark are equal or they differ") {
  buffer<std::int8_t> const a{1, -128, 127}, b{1, -128, 126};
  CHECK(difference(a, a, {}).empty());
  CHECK(contains(difference(a, b, {}), "element 2: 127 and 126"));
}

TEST_CASE("a workload of the benchmark has arrays of its types and the same numbers for the same seed") {
  auto const w = make_workload<complex, float>(small_row(), table_kind::nhwc, 3);
  CHECK(w.input.size() == 14);
  CHECK(w.weights.size() == 6);
  CHECK(w.output_size == 14);
  CHECK(w.cotangent.empty());
  CHECK(w.input == make_workload<complex, float>(small_row(), table_kind::nchw, 3).input);
  CHECK(w.input != make_workload<complex, float>(small_row(), table_kind::nhwc, 4).input);
  auto counts = make_workload<std::int32_t, std::int16_t, std::int16_t>(small_row(), table_kind::nhwc, 3);
  add_cotangent(counts, 3);
  CHECK(counts.cotangent.size() == counts.output_size);
}

TEST_CASE("gradients of the benchmark channels first have that layout") {
  auto const first = make_workload<float>(small_row(), table_kind::gradients_nchw, 1).problem;
  CHECK(first == make_workload<float>(small_row(), table_kind::nchw, 1).problem);
  auto const last = make_workload<float>(small_row(), table_kind::gradients, 1).problem;
  CHECK(last == make_workload<float>(small_row(), table_kind::nhwc, 1).problem);
  CHECK_FALSE(first == last);
}

TEST_CASE("magnitudes of a workload of the benchmark bound its products") {
  auto w = make_workload<complex>(small_row(), table_kind::nhwc, 1);
  add_cotangent(w, 1);
  auto const positive = magnitudes(w);
  for (std::size_t i = 0; i < w.input.size(); ++i) {
    CHECK(positive.input[i].imag() == 0);
    CHECK(positive.input[i].real() >= std::abs(w.input[i]));
  }
  for (std::size_t i = 0; i < w.output_size; ++i) { CHECK(positive.cotangent[i].real() >= std::abs(w.cotangent[i])); }
}
