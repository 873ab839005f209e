// SPDX-License-Identifier: BSD-3-Clause
/// Arrays from lists: their depth, their extents, their numbers in order.
#include <convolt/quantity/lists.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <array>
#include <complex>
#include <initializer_list>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::tensor;
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

// ---- quantities from lists ----

struct trace {
  tensor<mV, double, 1> v = {-65., -64.5};
};

double first(tensor<mV, double, 1> const& v) { return v.raw()(0); }

TEST_CASE("lists of numbers are arrays in the unit of the type") {
  tensor<mV, double, 1> const a{1., 2., 3.};
  CHECK((a.raw() == xt::xtensor<double, 1>{1., 2., 3.}));
  tensor<nS, float, 2> const b{{1.F, 2.F}, {3.F, 4.F}, {5.F, 6.F}};
  CHECK(b.shape(0) == 3);
  CHECK(b.shape(1) == 2);
  CHECK(b.raw()(2, 0) == 5.F);
  tensor<mV, double, 3> const c = {{{1., 2.}}, {{3., 4.}}};
  CHECK((c.raw() == xt::xtensor<double, 3>{{{1., 2.}}, {{3., 4.}}}));
  tensor<pA, int, 1> const n{1, 2};
  CHECK(n.raw()(1) == 2);
  tensor<mV, std::complex<double>, 1> const z{std::complex<double>(1., 2.)};
  CHECK(z.raw()(0).imag() == 2.);
  convolt::array<mV, double> const d{{1., 2.}, {3., 4.}};
  CHECK(d.dimension() == 2);
  CHECK(d.raw()(1, 0) == 3.);
}

TEST_CASE("integers stand for floating-point numbers where they cannot be extents") {
  tensor<mV, double, 2> const a{{1, 2}, {3, 4}};
  CHECK(a.raw()(1, 1) == 4.);
}

TEST_CASE("lists hold quantities too, which are converted") {
  tensor<mV, double, 1> const a{1. * V, 2. * V};
  CHECK((a.raw() == xt::xtensor<double, 1>{1000., 2000.}));
  tensor<mV, double, 2> const b{{1. * mV}, {-0.5 * mV}};
  CHECK(b.raw()(1, 0) == -0.5);
}

TEST_CASE("lists are members, arguments and right-hand sides") {
  CHECK(trace{}.v.size() == 2);
  CHECK(first({7., 8.}) == 7.);
  tensor<mV, double, 1> a;
  a = {1., 2.};
  CHECK(a.size() == 2);
  CHECK(tensor<mV, double, 1>{}.size() == 0);
}

TEST_CASE("braces around an array copy it, as before") {
  tensor<mV, double, 1> const a{1., 2.};
  tensor<mV, double, 1> const b{a};
  tensor<mV, double, 1> const c{a + a};
  tensor<mV, double, 1> const d{tensor<V, double, 1>{1.}};
  tensor<convolt::one, double, 1> const e{xt::xtensor<double, 1>{3., 4., 5.}};
  CHECK(b.size() == 2);
  CHECK(c.raw()(1) == 4.);
  CHECK(d.raw()(0) == 1000.);
  CHECK(e.size() == 3);
}

TEST_CASE("lists of different lengths are refused") {
  using ragged = tensor<mV, double, 2>;
  auto const refused = [](auto const& make, std::string const& expected, std::string const& actual) {
    auto const e = convolt::test::thrown_by<convolt::shape_error>(make);
    CHECK(e.category() == "ragged_list");
    CHECK(e.expected() == expected);
    CHECK(e.actual() == actual);
  };
  refused([] { ragged{{1., 2.}, {3.}}; }, "2", "1");
  refused([] { ragged{{1. * mV}, {2. * mV, 3. * V, 4. * uV}}; }, "1", "3");
  refused([] { tensor<mV, double, 3>{{{1.}, {2.}}, {{3.}}}; }, "2", "1");
}

template <class Q, class X>
concept MadeFrom = std::is_constructible_v<Q, X>;
static_assert(!MadeFrom<tensor<mV, double, 2>, std::vector<int>> &&
              !MadeFrom<tensor<mV, double, 2>, std::array<int, 2>>);
static_assert(!std::is_constructible_v<tensor<mV, double, 2>, int, int>);
static_assert(std::is_constructible_v<tensor<mV, double, 1>, std::initializer_list<double>>);
static_assert(!std::is_constructible_v<tensor<mV, double, 1>, std::initializer_list<int>>);
static_assert(!std::is_constructible_v<tensor<mV, int, 1>, std::initializer_list<double>>);
static_assert(!std::is_constructible_v<tensor<mV, double, 2>, std::initializer_list<double>>);
static_assert(!std::is_constructible_v<convolt::scalar<mV>, std::initializer_list<double>>);

TEST_CASE("iterators over quantities make an array of one axis") {
  std::vector<convolt::scalar<mV>> const found{1. * mV, 2. * mV, 3. * mV};
  convolt::tensor<uV, float, 1> const some(found.begin() + 1, found.end());
  CHECK((some.raw() == xt::xtensor<float, 1>{2000.F, 3000.F}));
  convolt::array<mV, double> const all(some.begin(), some.end());
  CHECK(all.dimension() == 1);
  CHECK(all(1).raw() == Approx(3.));
  CHECK(convolt::tensor<mV, double, 1>(found.end(), found.end()).size() == 0);
  using numbers = std::vector<double>::const_iterator;
  STATIC_REQUIRE(!std::is_constructible_v<convolt::tensor<mV, double, 1>, numbers, numbers>);
  using currents = std::vector<convolt::scalar<pA>>::iterator;
  STATIC_REQUIRE(!std::is_constructible_v<convolt::tensor<mV, double, 1>, currents, currents>);
  STATIC_REQUIRE(!std::is_constructible_v<convolt::tensor<mV, double, 2>, decltype(all.begin()), decltype(all.end())>);
  convolt::tensor<mV, double, 1> const two{found[0], found[1]};
  CHECK(two.size() == 2);
}

}  // namespace

TEST_CASE("containers of quantities are arrays, converted") {
  std::vector<convolt::scalar<ms>> const spikes{1. * ms, 3. * ms, 7. * ms};
  convolt::tensor<ms, double, 1> const times = spikes;
  CHECK((times.in(ms) == xt::xtensor<double, 1>{1., 3., 7.}));
  convolt::tensor<us, float, 1> const converted(spikes);
  CHECK((converted.in(us) == xt::xtensor<float, 1>{1000.F, 3000.F, 7000.F}));
  convolt::array<ms, double> const any(std::array<convolt::scalar<ms>, 2>{1. * ms, 2. * ms});
  CHECK(any.dimension() == 1);
  CHECK(any(1).in(ms) == 2);
  CHECK(convolt::tensor<ms, double, 1>(std::vector<convolt::scalar<ms>>{}).size() == 0);
  STATIC_REQUIRE(!std::is_convertible_v<std::vector<convolt::scalar<mV>>, convolt::tensor<ms, double, 1>>);
  STATIC_REQUIRE(!std::is_constructible_v<convolt::tensor<ms, double, 1>, std::vector<double>>);
}
