// SPDX-License-Identifier: BSD-3-Clause
/// The flags of a translation unit as a list of types that are named as the compiler's flags are. A linker that misses
/// a function with such an argument shows the list: so a newcomer learns which flags they are.
/// Layer: core.
#pragma once

#include <convolt/core/arch.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt {

/// A set of flags of the compiler, as a type that shows in the names of functions.
template <class... Flag>
struct flags {};

/// Without the dash.
namespace flag {

struct msse2;
struct msse3;
struct mssse3;
struct msse4_1;
struct msse4_2;
struct mavx;
struct mfma;
struct mavx2;
struct mavx512f;
struct mavx512cd;
struct mavx512dq;
struct mavx512bw;
struct mfma4;
struct mxop;
struct neon;
struct sve;
struct DCONVOLT_COMPACT_GRID;

}  // namespace flag

namespace detail {

/// In the order of the bits of `arch::features`.
using flags_by_bit = flags<flag::msse2, flag::msse3, flag::mssse3, flag::msse4_1, flag::msse4_2, flag::mavx, flag::mfma,
                           flag::mavx2, flag::mavx512f, flag::mavx512cd, flag::mavx512dq, flag::mavx512bw, flag::mfma4,
                           flag::mxop, flag::neon, flag::sve>;

template <bool Kept, class Flag>
using flags_if = std::conditional_t<Kept, flags<Flag>, flags<>>;

template <class... Lists>
struct join_flags {
  using type = flags<>;
};
template <class... Flag>
struct join_flags<flags<Flag...>> {
  using type = flags<Flag...>;
};
template <class... A, class... B, class... Rest>
struct join_flags<flags<A...>, flags<B...>, Rest...> : join_flags<flags<A..., B...>, Rest...> {};

template <class Arch, class Named, class Bits>
struct flags_of;
template <class Arch, class... Flag, std::size_t... Bit>
struct flags_of<Arch, flags<Flag...>, std::index_sequence<Bit...>> {
  static_assert((Arch::features >> sizeof...(Flag)) == 0, "a feature has no name in the list of flags");
  using type = typename join_flags<flags_if<(Arch::features >> Bit & 1U) != 0, Flag>...,
                                   flags_if<Arch::grid == kernel_grid::compact, flag::DCONVOLT_COMPACT_GRID>>::type;
};

template <class Arch, class... Flag>
flags_of<Arch, flags<Flag...>, std::index_sequence_for<Flag...>> name_flags(flags<Flag...>);

}  // namespace detail

/// The flags that tell apart translation units whose loops are elsewhere.
template <class Arch>
using flags_of = typename decltype(detail::name_flags<Arch>(detail::flags_by_bit{}))::type;

}  // namespace convolt
