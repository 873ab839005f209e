// SPDX-License-Identifier: BSD-3-Clause
/// Which arrays own their numbers and which look at others', over every form that xtensor has.
#include <convolt/quantity/container.hpp>

#include <support/catch.hpp>

#include <type_traits>
#include <utility>
#include <vector>

namespace {

using convolt::detail::LooksAtNumbers;
using convolt::detail::OwnsNumbers;
using convolt::quantities::owning_t;

using matrix = xt::xtensor<double, 2>;
using columns_first = xt::xtensor<float, 2, xt::layout_type::column_major>;
using any_rank = xt::xarray<double>;
using fixed = xt::xtensor_fixed<double, xt::xshape<2, 3>>;
static_assert(OwnsNumbers<matrix> && OwnsNumbers<any_rank> && OwnsNumbers<fixed> && OwnsNumbers<columns_first>);
static_assert(OwnsNumbers<double> && !OwnsNumbers<matrix&> && !LooksAtNumbers<double> && !LooksAtNumbers<matrix&>);

using adaptor = decltype(xt::adapt(std::declval<std::vector<double>&>()));
using pointer_adaptor = decltype(xt::adapt(std::declval<double*>(), 2, xt::no_ownership(), std::vector<std::size_t>{}));
using own_adaptor = decltype(xt::adapt(std::declval<std::vector<double>>(), std::vector<std::size_t>{}));
using view = decltype(xt::view(std::declval<matrix&>(), 0));
using view_of_constant = decltype(xt::view(std::declval<matrix const&>(), 0));
using transposed = decltype(xt::transpose(std::declval<any_rank&>()));
using broadcast = decltype(xt::broadcast(std::declval<matrix&>(), {2, 2, 3}));
static_assert(LooksAtNumbers<adaptor> && LooksAtNumbers<pointer_adaptor> && LooksAtNumbers<own_adaptor const&>);
static_assert(LooksAtNumbers<view> && LooksAtNumbers<view_of_constant> && LooksAtNumbers<transposed>);
static_assert(!OwnsNumbers<adaptor> && !OwnsNumbers<view> && !OwnsNumbers<transposed>);

using lazy = decltype(std::declval<matrix&>() * 2. + std::declval<any_rank&>());
static_assert(!LooksAtNumbers<lazy> && !OwnsNumbers<lazy>, "expressions are neither");
static_assert(!LooksAtNumbers<decltype(xt::view(std::declval<lazy&>(), 0))>);

static_assert(std::is_same_v<owning_t<adaptor>, xt::xtensor<double, 1>>);
static_assert(std::is_same_v<owning_t<view_of_constant>, xt::xtensor<double, 1>>);
static_assert(std::is_same_v<owning_t<columns_first>, xt::xtensor<float, 2>>);
static_assert(std::is_same_v<owning_t<matrix, bool>, xt::xtensor<bool, 2>>);

TEST_CASE("the container of the values of an adaptor or view is another piece of memory") {
  std::vector<double> numbers{1., 2.};
  auto const a = xt::adapt(numbers);
  owning_t<decltype(a)> copy(a);
  copy(0) = 3.;
  CHECK(numbers[0] == 1.);
  CHECK(copy(1) == 2.);
}

}  // namespace
