// SPDX-License-Identifier: BSD-3-Clause
/// Functions of whole lines: which samples a line has, along which axis, and what becomes of the unit.
#include <convolt/quantity/lines.hpp>

#include <convolt/quantity/view.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <complex>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::index;
using convolt::detail::changed_lines;
using convolt::detail::each_line;
using convolt::detail::line_number;
using convolt::detail::line_statistic;
using convolt::quantities::block_along;

static_assert(std::is_same_v<line_number<float>, double> && std::is_same_v<line_number<short>, double>);
static_assert(std::is_same_v<line_number<std::complex<float>>, std::complex<double>>);

auto const last = [](auto& x) { return x.back(); };
auto const reversed = [](auto& x) { x = std::remove_cvref_t<decltype(x)>(x.rbegin(), x.rend()); };
xt::xtensor<float, 2> const x{{1, 2, 3}, {4, 5, 6}};

TEST_CASE("each line is seen once, in order") {
  std::vector<std::vector<double>> seen;
  each_line(x.data(), block_along(x.shape(), 0), [&](auto const& line, index o, index i) {
    CHECK(o == 0);
    CHECK(i == static_cast<index>(seen.size()));
    seen.push_back(line);
  });
  CHECK(seen == std::vector<std::vector<double>>{{1, 4}, {2, 5}, {3, 6}});
}

TEST_CASE("a statistic drops the axis and raises the unit") {
  auto const q = x * mV;
  CHECK(line_statistic<1>(last, "last", q).raw() == 6.f);
  CHECK((line_statistic<2>(last, "last", q).unit() == mV * mV));
  CHECK((line_statistic<1>(last, "last", q, 0).raw() == xt::xtensor<float, 1>{4, 5, 6}));
  CHECK((line_statistic<1>(last, "last", q, -1).raw() == xt::xtensor<float, 1>{3, 6}));
  auto const turned = convolt::transpose(q);
  CHECK((line_statistic<1>(last, "last", turned, 0).raw() == xt::xtensor<float, 1>{3, 6}));
  CHECK(line_statistic<1>(last, "last", convolt::row(q, 1), 0).raw() == 6.f);
}

TEST_CASE("lines are changed where they are") {
  CHECK((changed_lines(reversed, "reversed", x * mV, 1).raw() == xt::xtensor<float, 2>{{3, 2, 1}, {6, 5, 4}}));
  CHECK((changed_lines(reversed, "reversed", x * mV, -2).raw() == xt::xtensor<float, 2>{{4, 5, 6}, {1, 2, 3}}));
}

}  // namespace
