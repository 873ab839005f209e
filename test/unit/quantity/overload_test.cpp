// SPDX-License-Identifier: BSD-3-Clause
/// Our functions are chosen over the unconstrained ones of xtensor, for every kind of reference, found without a
/// namespace.
#include <convolt/quantity/overload.hpp>

#include <convolt/quantity/reduce.hpp>
#include <convolt/quantity/view.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <utility>

namespace {

using namespace convolt::units;
using voltage = convolt::tensor<mV, double, 2>;

template <class Q>
void all_names_give_quantities() {
  static_assert(convolt::AnyQuantity<decltype(sum(std::declval<Q>()))>);
  static_assert(convolt::AnyQuantity<decltype(mean(std::declval<Q>(), {0}))>);
  static_assert(convolt::AnyQuantity<decltype(amax(std::declval<Q>(), 1))>);
  static_assert(convolt::AnyQuantity<decltype(variance(std::declval<Q>(), {0}, convolt::ddof{1}))>);
  static_assert(convolt::AnyQuantity<decltype(eval(std::declval<Q>()))>);
  static_assert(convolt::AnyQuantity<decltype(square(std::declval<Q>()))>);
  static_assert(convolt::AnyQuantity<decltype(pow<2>(std::declval<Q>()))>);
  static_assert(convolt::AnyQuantity<decltype(view(std::declval<Q>(), 0, 1))>);
  static_assert(convolt::AnyQuantity<decltype(transpose(std::declval<Q>(), {1, 0}))>);
  static_assert(convolt::AnyQuantity<decltype(reshape_view(std::declval<Q>(), {2, 2}))>);
  static_assert(convolt::AnyQuantity<decltype(broadcast(std::declval<Q>(), {2, 2, 2}))>);
}

TEST_CASE("named, constant and temporary quantities call ours") {
  all_names_give_quantities<voltage&>();
  all_names_give_quantities<voltage const&>();
  all_names_give_quantities<voltage>();
  voltage q(xt::xtensor<double, 2>{{1., 2.}, {3., 4.}} * mV);
  CHECK(sum(q).in(mV) == 10.);
  CHECK(sum(std::as_const(q)).in(mV) == 10.);
  CHECK(sum(std::move(q)).in(mV) == 10.);
}

}  // namespace
