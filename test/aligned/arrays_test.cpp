// SPDX-License-Identifier: BSD-3-Clause
/// What users call with arrays of another allocator than xtensor's, whose namespace the compiler then searches too.
#if !defined(XTENSOR_USE_XSIMD)
#include <xsimd/xsimd.hpp>
#define XTENSOR_DEFAULT_ALLOCATOR(T) xsimd::aligned_allocator<T, 64>
#endif
#include <convolt/convolt.hpp>
#include <convolt/dsp.hpp>
#include <convolt/statistics.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <sstream>
#include <string>
#include <type_traits>

namespace {

using namespace convolt::units;
namespace lax = convolt::lax;
namespace nn = convolt::nn;

using numbers = xt::xtensor<double, 1>;
using standard_numbers = xt::xtensor<double, 3, xt::layout_type::row_major, std::allocator<double>>;

#if defined(XTENSOR_USE_XSIMD)
constexpr std::size_t promised = xsimd::default_arch::alignment();
#else
constexpr std::size_t promised = 64;
#endif

bool is_aligned(void const* data) { return reinterpret_cast<std::uintptr_t>(data) % promised == 0; }

template <class Q>
std::string shown(Q const& q) {
  std::ostringstream text;
  text << q;
  return text.str();
}

}  // namespace

TEST_CASE("aligned arrays: results have the allocator of the program, and begin where it says") {
  xt::xtensor<float, 3> const x = xt::ones<float>({1, 3, 50}), w = xt::ones<float>({2, 3, 5});
  for (int i = 0; i < 20; ++i) {
    auto const y = lax::conv(x * mV, w * nS, {1}, convolt::same);
    REQUIRE(y.shape(2) == 50);
    using results = std::remove_cvref_t<decltype(y.raw())>;
    STATIC_REQUIRE(std::is_same_v<results::allocator_type, xt::xtensor<float, 3>::allocator_type>);
    STATIC_REQUIRE(!std::is_same_v<xt::xtensor<float, 3>::allocator_type, std::allocator<float>>);
    CHECK(is_aligned(&y.raw()(0, 0, 0)));
    CHECK(y(0, 1, 0).in(pA) == 9);
    CHECK(y(0, 1, 25).in(pA) == 15);
  }
}

TEST_CASE("aligned arrays: operands with other allocators are taken, and written into") {
  standard_numbers const x{{{1, 2, 3, 4}}};
  xt::xtensor<double, 3> const w{{{10, 1}}};
  xt::xtensor<double, 3> const y = lax::conv(x, w, {1}, convolt::valid);
  CHECK((y == xt::xtensor<double, 3>{{{12, 23, 34}}}));
  standard_numbers out = xt::zeros<double>({1, 1, 3});
  lax::conv_into(out, x, w, {1}, convolt::valid);
  CHECK((out == y));
}

TEST_CASE("aligned arrays: functions are found by the name alone") {
  convolt::tensor<mV, double, 1> const v{1., -2., 3., 4., -5.};
  CHECK(shown(abs(v)) == "{ 1.,  2.,  3.,  4.,  5.} mV");
  CHECK(shown(clip(v, 0. * mV, 3. * mV)) == "{ 1.,  0.,  3.,  3.,  0.} mV");
  CHECK(shown(sqrt(square(v))) == "{ 1.,  2.,  3.,  4.,  5.} mV");
  CHECK(shown(maximum(v, -v)) == "{ 1.,  2.,  3.,  4.,  5.} mV");
  CHECK(shown(where(v > 0. * mV, v, 0. * mV)) == "{ 1.,  0.,  3.,  4.,  0.} mV");
  CHECK(shown(fmod(v, 2. * mV)) == "{ 1., -0.,  1.,  0., -1.} mV");
  CHECK(shown(cumsum(v)) == "{ 1., -1.,  2.,  6.,  1.} mV");
  CHECK((sign(v)(1) == -1));
  CHECK(exp(v / (1. * mV))(0) == Approx(2.718281828459045));
  CHECK(hypot(v, v)(3).in(mV) == Approx(5.656854249492381));
  CHECK(sum(v).in(mV) == 1);
  CHECK(amax(v).in(mV) == 4);
  CHECK(median(v).in(mV) == 1);
  CHECK(rms(v).in(mV) == Approx(3.3166247903554));
  numbers const plain{1., -2., 3.};
  CHECK((convolt::clip(plain, 0., 2.) == numbers{1., 0., 2.}));
  CHECK((convolt::abs(plain) == numbers{1., 2., 3.}));
}

TEST_CASE("aligned arrays: compound assignment, and complex numbers") {
  convolt::tensor<mV, double, 1> v{1., 2., 3., 4., 5.};
  v += 1000. * uV;
  v *= 2.;
  CHECK(shown(v) == "{  4.,   6.,   8.,  10.,  12.} mV");
  xt::xtensor<std::complex<double>, 1> const z{{3, 4}, {0, -1}};
  auto const q = convolt::eval(z * mV);
  CHECK(shown(abs(q)) == "{ 5.,  1.} mV");
  CHECK(shown(imag(conj(q))) == "{-4.,  1.} mV");
}

TEST_CASE("aligned arrays: traces, filters and layers") {
  auto const trace = convolt::sampled(numbers{1., 2., 4., 8.} * mV, convolt::axis(0. * ms, 0.5 * ms, 4));
  CHECK((trace - trace.mean()).mean().in(mV) == 0);
  CHECK(trace.axis<0>()(3).in(ms) == 1.5);
  xt::xtensor<float, 3> const x = xt::ones<float>({1, 9, 2});
  nn::Conv1d<nS, pA> const layer({.in_size = {9, 2}, .out_channels = 4, .kernel_size = 3});
  auto const y = layer(x * mV);
  CHECK(y.shape(2) == 4);
  CHECK(is_aligned(&y.raw()(0, 0, 0)));
}
