// SPDX-License-Identifier: BSD-3-Clause
/// Pairs of units that are frequent in golden data and in models. Cases with these units run once more with the units
/// as types.
#pragma once

#include <convolt/convolt.hpp>

#include <string_view>
#include <tuple>

namespace convolt::golden {

/// Texts as they stand in the suite, and the units they name.
template <class L, class R>
struct unit_pair {
  std::string_view lhs_text;
  std::string_view rhs_text;
  L lhs;
  R rhs;
};
template <class L, class R>
unit_pair(char const*, char const*, L, R) -> unit_pair<L, R>;

inline constexpr std::tuple static_unit_pairs{unit_pair{"mV", "nS", units::mV, units::nS},
                                              unit_pair{"V", "nS", units::V, units::nS},
                                              unit_pair{"pA", "MOhm", units::pA, units::Mohm},
                                              unit_pair{"ms", "Hz", units::ms, units::Hz},
                                              unit_pair{"mV", "1", units::mV, one},
                                              unit_pair{"1", "nS", one, units::nS},
                                              unit_pair{"m", "m", units::m, units::m},
                                              unit_pair{"1", "1", one, one},
                                              unit_pair{"nA", "ms", units::nA, units::ms},
                                              unit_pair{"mV", "1/ms", units::mV, one / units::ms},
                                              unit_pair{"nA", "MOhm", units::nA, units::Mohm},
                                              unit_pair{"pA", "1/ms", units::pA, one / units::ms}};

/// For gradients: the units of lhs and rhs are mV and nS, that of the cotangent one of these.
template <class U>
struct named_unit {
  std::string_view text;
  U unit;
};
template <class U>
named_unit(char const*, U) -> named_unit<U>;

inline constexpr std::tuple static_cotangents{named_unit{"1", one}, named_unit{"pA", units::pA},
                                              named_unit{"mV", units::mV}};

}  // namespace convolt::golden
