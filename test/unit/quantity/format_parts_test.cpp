// SPDX-License-Identifier: BSD-3-Clause
/// The parts of formatters, with a library of three lines in the place of {fmt} and std::format.
#include <convolt/quantity/format_parts.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <iterator>
#include <string>

namespace {

using namespace convolt::units;

struct context {
  std::string* text;
  auto out() { return std::back_inserter(*text); }
  void advance_to(std::back_insert_iterator<std::string>) {}
};

/// Writes whole numbers, behind as many # as the format says.
struct whole_numbers {
  int marks = 0;
  char const* parse(char const*& format) {
    for (; *format == '#'; ++format) { ++marks; }
    return format;
  }
  auto format(double x, context& c) const {
    *c.text += std::string(static_cast<std::size_t>(marks), '#') + std::to_string(static_cast<int>(x));
    return c.out();
  }
};

template <class Q>
std::string formatted(char const* format, Q const& q) {
  convolt::format_parts::quantity_formatter<whole_numbers> f;
  static_cast<void>(f.parse(format));
  std::string text;
  context c{&text};
  f.format(q, c);
  return text;
}

TEST_CASE("each number is written by the library, then the unit") {
  CHECK(formatted("", 3. * mV) == "3 mV");
  CHECK(formatted("##", 3. * mV * mV) == "##3 mV^2");
  CHECK(formatted("", 3. * mV / mV) == "3");
  CHECK(formatted("#", xt::xtensor<double, 2>{{1.}, {2.}} * nS) == "{{#1}, {#2}} nS");
  CHECK(formatted("", xt::xtensor<double, 3>::from_shape({2, 0, 1}) * nS) == "{{}, {}} nS");
  CHECK(formatted("", xt::xarray<double>(5.) * nS) == "5 nS");
}

}  // namespace
