// SPDX-License-Identifier: BSD-3-Clause
/// Arrays as text: the same letters as xtensor's own printing.
#include <convolt/quantity/array_text.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/print.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <support/xio.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <random>
#include <sstream>
#include <string>

namespace {

template <class E>
std::string ours(E const& e, int precision = 6) {
  std::ostringstream os;
  os.precision(precision);
  os << xt::printed_array(e);
  return os.str();
}
template <class E>
std::string theirs(E const& e, int precision = 6) {
  std::ostringstream os;
  os.precision(precision);
  os << e;
  return os.str();
}
template <class E>
void compare(E const& e) {
  CHECK(ours(e) == theirs(e));
  CHECK(ours(e, 3) == theirs(e, 3));
}

TEST_CASE("numbers print in the format that all of them need") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  CHECK(ours(xt::xtensor<double, 1>{1., 2.5}) == "{ 1. ,  2.5}");
  CHECK(ours(xt::xtensor<int, 1>{-1, 20}) == "{ -1,  20}");
  CHECK(ours(xt::xtensor<bool, 1>{true, false}) == "{ true, false}");
  CHECK(ours(xt::xarray<double>(3.)) == " 3.");
  compare(xt::xtensor<double, 1>{0., -0.});
  compare(xt::xtensor<double, 1>{1., nan, -inf, 2.25});
  compare(xt::xtensor<double, 1>{nan});
  compare(xt::xtensor<double, 1>{1e-5, 123.});
  compare(xt::xtensor<double, 1>{1e7, 1.});
  compare(xt::xtensor<double, 1>{1e300, -1e-300, 5e-324, 0.});
  compare(xt::xtensor<double, 1>{1. / 3., 200000.});
  compare(xt::xtensor<float, 1>{0.1F, -65.F});
  compare(xt::xtensor<std::int8_t, 1>{-128, 127});
  compare(xt::xtensor<std::uint8_t, 1>{0, 200});
  compare(xt::xtensor<std::int64_t, 1>{std::numeric_limits<std::int64_t>::max(), 1});
  compare(xt::xtensor<std::complex<double>, 1>{{1., -2.5}, {-0.25, 0.}});
  compare(xt::xtensor<bool, 2>{{true, false}, {false, true}});
}

TEST_CASE("arrays of every rank are laid out as xtensor does, long lines and large ones too") {
  compare(xt::xtensor<double, 1>::from_shape({0}));
  compare(xt::xtensor<double, 3>(std::array<std::size_t, 3>{2, 0, 3}, 1.));
  compare(xt::xtensor<int, 3>{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}});
  compare(xt::xtensor<double, 2>(xt::reshape_view(xt::arange(0., 120.), {3, 40})));
  compare(xt::xtensor<double, 1>(xt::arange(0., 1001.)));
  compare(xt::xtensor<int, 1>(xt::arange(0, 1000)));
  compare(xt::xtensor<double, 3>(xt::reshape_view(xt::arange(0., 1280.), {2, 8, 80})));
  compare(xt::xtensor<double, 3>(xt::reshape_view(xt::arange(0., 1280.), {80, 16, 1})));
  compare(xt::xtensor<std::complex<double>, 2>(xt::reshape_view(xt::arange(0., 24.), {2, 12})));
}

TEST_CASE("random arrays print alike") {
  std::mt19937 chance(20260101);
  for (int i = 0; i < 300; ++i) {
    auto const below = [&chance](unsigned n) { return static_cast<std::size_t>(chance() % n); };
    std::array<std::size_t, 2> const shape = {1 + below(4), 1 + below(60)};
    xt::xtensor<double, 2> a(shape);
    int const scale = static_cast<int>(below(20)) - 10;
    for (double& x : a) {
      x = std::round((static_cast<double>(chance()) / 2147483648. - 1.) * 1000.) * std::pow(10., scale);
    }
    INFO("array " << i);
    compare(a);
  }
}

TEST_CASE("the settings of the stream stay as they were") {
  std::ostringstream os;
  os.precision(3);
  os << xt::printed_array(xt::xtensor<double, 1>{1e10, 1.}) << ' ' << 0.12345;
  CHECK(os.str() == "{ 1.000e+10,  1.000e+00} 0.123");
}

TEST_CASE("where xtensor's printing is included it is taken, with its options") {
  std::ostringstream os;
  os << xt::print_options::precision(2) << xt::xtensor<double, 1>{1. / 3.} * convolt::units::mV;
  CHECK(os.str() == "{ 0.33} mV");
}

}  // namespace
