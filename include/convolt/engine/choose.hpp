// SPDX-License-Identifier: BSD-3-Clause
/// The ordered table of methods, and the choice of one. To add a method: write
/// a struct with the members that `entry` below names, and put it into the
/// table. `judge` looks at a request and declines with a reason, or estimates
/// the cycles of a run; `prepare` is called if nobody estimated less, and
/// returns what `prepared` (method.hpp) asks for. A method may have a third
/// member, `run_once`, for callers who run it once. Methods are asked in the
/// order of the table, and of equal estimates the first counts. The reference
/// loops are last and never decline; what is beyond the others (limits.hpp) is
/// left to them. Layer: engine.
#pragma once

#include <convolt/engine/channels_first.hpp>
#include <convolt/engine/channels_first_lanes.hpp>
#include <convolt/engine/dense.hpp>
#include <convolt/engine/depthwise.hpp>
#include <convolt/engine/fft/method.hpp>
#include <convolt/engine/limits.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/phase_lanes.hpp>
#include <convolt/engine/reference_method.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tiny.hpp>
#include <convolt/engine/toeplitz.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace convolt::engine {

namespace detail {

template <class T, class Arch, class Method>
constexpr method<T, Arch> make_entry() {
  method<T, Arch> m{.name = Method::name, .judge = &Method::judge, .prepare = &Method::prepare};
  if constexpr (requires { &Method::run_once; }) { m.run_once = &Method::run_once; }
  return m;
}

template <class T, class Arch, class Method>
inline constexpr method<T, Arch> entry = make_entry<T, Arch, Method>();

template <class T, class Arch>
constexpr auto list_methods() {
  if constexpr (VectorElement<T>) {
    return std::array{entry<T, Arch, tiny_method<T, Arch>>,          entry<T, Arch, phase_lanes<T, Arch>>,
                      entry<T, Arch, dense_channels_last<T, Arch>>,  entry<T, Arch, dense_channels_first<T, Arch>>,
                      entry<T, Arch, dense_position_lanes<T, Arch>>, entry<T, Arch, depthwise_channels_last<T, Arch>>,
                      entry<T, Arch, toeplitz_lanes<T, Arch>>,       entry<T, Arch, overlap_save<T, Arch>>,
                      entry<T, Arch, reference_loops<T, Arch>>};
  } else {
    return std::array{entry<T, Arch, reference_loops<T, Arch>>};
  }
}

}  // namespace detail

/// All methods for an element type.
template <class T, class Arch>
inline constexpr auto methods = detail::list_methods<T, Arch>();

/// What every method answered, and which one is to be used.
struct choice {
  std::vector<verdict> verdicts;  ///< in the order of the table
  std::size_t chosen = 0;
};

/// Ask all methods.
template <class T, class Arch>
[[nodiscard]] choice choose(request<T> const& r) {
  choice result;
  double least = 0;
  bool found = false;
  char const* const beyond = beyond_methods(r.p);
  for (method<T, Arch> const& m : methods<T, Arch>) {
    bool const is_reference = &m == &methods<T, Arch>.back();
    result.verdicts.push_back(beyond == nullptr || is_reference ? m.judge(r) : verdict::decline(beyond));
    verdict const& v = result.verdicts.back();
    if (!v.declined() && (!found || v.cycles < least)) {
      found = true;
      least = v.cycles;
      result.chosen = result.verdicts.size() - 1;
    }
  }
  return result;
}

}  // namespace convolt::engine
