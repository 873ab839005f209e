// SPDX-License-Identifier: BSD-3-Clause
/// What quantities look like in a stream.
#include <convolt/quantity/print.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstdint>
#include <iomanip>
#include <sstream>
#include <string>

namespace {

using namespace convolt::units;
using convolt::any_unit;

std::string text(auto const& x) {
  std::ostringstream os;
  os << x;
  return os.str();
}

TEST_CASE("scalars print their number, a space and the symbol") {
  CHECK(text(3. * mV) == "3 mV");
  CHECK(text(2.5f * uF / (cm * cm)) == "2.5 uF/cm^2");
  CHECK(text(3. * mV * nS) == "3 pA");
  CHECK(text(-7 * ms) == "-7 ms");
  CHECK(text(std::int8_t(65) * mV) == "65 mV");
  CHECK(text(std::complex<double>(1, -2) * mV) == "(1,-2) mV");
  CHECK(text(tag(3., any_unit(pA))) == "3 pA");
}

TEST_CASE("the plain 1 is not printed, other numbers' units are") {
  CHECK(text(0.5 * convolt::one) == "0.5");
  CHECK(text(1. * mV / (2. * mV)) == "0.5");
  CHECK(text(tag(0.5, any_unit())) == "0.5");
  CHECK(text(50. * percent) == "50 %");
}

TEST_CASE("stream settings hold for the number and are left as they were") {
  std::ostringstream os;
  os << std::setprecision(3) << 3.14159 * mV << ' ' << std::setw(6) << 2 * ms << ' ' << 2.71828;
  CHECK(os.str() == "3.14 mV      2 ms 2.72");
}

TEST_CASE("arrays print as xtensor prints them, then the unit, in every form") {
  test::for_each_form([](auto& m) { CHECK(text(tag_ref(m, mV)) == text(xt::xtensor<double, 2>(m)) + " mV"); });
  CHECK(text(xt::xtensor<double, 1>{1., 2.5} * mV) == "{ 1. ,  2.5} mV");
  CHECK(text(xt::xtensor<int, 1>{1, 2} * pA) == "{1, 2} pA");
  CHECK(text(xt::xtensor<double, 1>::from_shape({0}) * mV) == "{} mV");
  CHECK(text(xt::xarray<double>(3.) * mV) == " 3. mV");
  CHECK(text(tag(xt::xarray<int>{1, 2}, any_unit(mV))) == "{1, 2} mV");
}

}  // namespace
