// SPDX-License-Identifier: BSD-3-Clause
/// The algebra of unit types: commutative, associative, with inverses and roots, as types and not only as values.

#include <convolt/units/product.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace convolt;
using namespace convolt::units;

template <class A, class B>
constexpr bool same_type(A, B) {
  return std::is_same_v<A, B>;
}

static_assert(same_type(mV * nS, nS* mV));
static_assert(!same_type(mV * nS, pA) && mV * nS == pA);
static_assert(!(mV * nS == nA) && mV != V && mV != ms);
static_assert(same_type(mV * one, mV) && same_type(one * mV, mV) && same_type(mV / one, mV));
static_assert(same_type(mV / mV, one) && same_type(one / one, one));
static_assert(same_type(mV * mV, pow<2>(mV)) && same_type(cm * cm * cm, pow<3>(cm)));
static_assert(same_type(one / (mV * ms), one / mV / ms));
static_assert(same_type(uF / cm / cm, uF / (cm * cm)));
static_assert(same_type(pow<0>(mV), one) && same_type(pow<1>(mV), mV) && same_type(pow<2, 2>(mV), mV));
static_assert(same_type(sqrt(mV * mV), mV) && same_type(pow<2>(sqrt(Hz)), Hz));
static_assert(same_type(sqrt(Hz) * sqrt(Hz), Hz));
static_assert(same_type(V / sqrt(Hz) * sqrt(Hz), V), "a noise density times the root of a bandwidth");
static_assert(same_type(pow<1, 3>(L) * pow<2, 3>(L), L) && same_type(pow<2, 4>(s), pow<1, 2>(s)));
static_assert(same_type(pow<6, 4>(mV), pow<3, 2>(mV)));
static_assert(same_type(pow<2>(mV / ms), mV* mV / (ms * ms)));

static_assert(uF / (cm * cm) * mV / ms == uA / (cm * cm));
static_assert(pA * ms / pF == mV && nA * MOhm == mV && one / ms == kHz);
static_assert(magnitude_of<decltype(Hz * ms)> == mag(1) / mag(1000));
static_assert(SameDimension<decltype(Hz * ms), dimensionless>);

// Units with one symbol are told apart by their types.
struct my_volt : base_unit<"V"> {};
static_assert(same_type(my_volt{} * V, V* my_volt{}) && !same_type(my_volt{} * V, V* V));
static_assert(SameDimension<decltype(my_volt{} * V / V), my_volt>);

template <int N, int D>
concept can_raise_volt = requires { typename unit_power_t<volt, N, D>; };
static_assert(can_raise_volt<1, 12> && can_raise_volt<-5, 6> && !can_raise_volt<1, 5> && !can_raise_volt<1, 0>);

// Every pair and triple of a list of units, products and powers.
template <class... U>
struct unit_list {};
using sample =
    unit_list<dimensionless, volt, milli<volt>, nano<siemens>, unit_power_t<second, -1>, unit_power_t<hertz, 1, 2>,
              unit_quotient_t<micro<farad>, unit_power_t<centi<metre>, 2>>, degree_unit>;

template <class U, class V, class W>
constexpr bool laws_hold =
    std::is_same_v<unit_product_t<U, V>, unit_product_t<V, U>> &&
    std::is_same_v<unit_product_t<unit_product_t<U, V>, W>, unit_product_t<U, unit_product_t<V, W>>> &&
    std::is_same_v<unit_quotient_t<unit_product_t<U, V>, V>, U> &&
    std::is_same_v<unit_power_t<unit_product_t<U, V>, 3, 2>,
                   unit_product_t<unit_power_t<U, 3, 2>, unit_power_t<V, 3, 2>>> &&
    dimension_of<unit_product_t<U, V>> == dimension_of<U> * dimension_of<V> &&
    magnitude_of<unit_quotient_t<U, W>> == magnitude_of<U> / magnitude_of<W>;
template <class U, class V, class... W>
constexpr bool laws_hold_for_third(unit_list<W...>) {
  return (laws_hold<U, V, W> && ...);
}
template <class U, class... V>
constexpr bool laws_hold_for_second(unit_list<V...> list) {
  return (laws_hold_for_third<U, V>(list) && ...);
}
template <class... U>
constexpr bool laws_hold_for(unit_list<U...> list) {
  return (laws_hold_for_second<U>(list) && ...);
}
static_assert(laws_hold_for(sample{}));

}  // namespace

TEST_CASE("products of units are empty objects") {
  CHECK(std::is_empty_v<decltype(mV * nS / ms)>);
  CHECK(std::is_trivially_copyable_v<decltype(mV * nS / ms)>);
}
