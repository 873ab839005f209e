// SPDX-License-Identifier: BSD-3-Clause
/// Arrays from lists: their depth, their extents, their numbers in order.
#include <convolt/quantity/lists.hpp>

#include <support/catch.hpp>

#include <array>
#include <initializer_list>
#include <span>
#include <vector>

namespace {

using convolt::detail::from_list;
using convolt::detail::list_depth;
using convolt::detail::NumberList;

static_assert(list_depth<double> == 0 && list_depth<std::vector<double>> == 1 && list_depth<double const[2][3]> == 2);
static_assert(list_depth<std::initializer_list<std::initializer_list<int>>> == 2);
static_assert(list_depth<std::array<std::vector<std::span<float const>>, 2>> == 3);
static_assert(NumberList<std::vector<double>> && NumberList<std::span<int const, 3>> && NumberList<double (&)[2]>);
static_assert(!NumberList<double> && !NumberList<std::vector<bool>> && !NumberList<std::vector<char const*>>);

TEST_CASE("a list becomes an array row by row") {
  auto const twice = [](double x) { return 2. * x; };
  using matrix = xt::xtensor<double, 2>;
  std::vector<std::array<double, 2>> const rows = {{1., 2.}, {3., 4.}, {5., 6.}};
  CHECK((from_list<matrix>(rows, twice) == matrix{{2., 4.}, {6., 8.}, {10., 12.}}));
  using columns = xt::xtensor<double, 2, xt::layout_type::column_major>;
  CHECK((from_list<columns>(rows, twice) == matrix{{2., 4.}, {6., 8.}, {10., 12.}}));
  CHECK(from_list<xt::xarray<double>>(rows, twice).dimension() == 2);
}

TEST_CASE("lists that are no box are refused with both lengths") {
  auto const same = [](double x) { return x; };
  std::vector<std::vector<double>> const ragged = {{1., 2.}, {3.}};
  CHECK_THROWS_WITH((from_list<xt::xtensor<double, 2>>(ragged, same)),
                    "convolt::quantity: the lists in a list must have one length; expected 2, got 1");
  std::vector<std::vector<std::vector<double>>> const deep = {{{1.}, {2.}}, {{3.}, {}}};
  CHECK_THROWS_AS((from_list<xt::xtensor<double, 3>>(deep, same)), convolt::shape_error);
  std::vector<std::vector<double>> const empty(3);
  CHECK(from_list<xt::xtensor<double, 2>>(empty, same).size() == 0);
}

}  // namespace
