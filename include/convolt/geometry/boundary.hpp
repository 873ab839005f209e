// SPDX-License-Identifier: BSD-3-Clause
/// What a signal is taken to be beyond its ends: one enumeration for dsp, lax and nn, with the meanings of numpy.pad.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/text.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace convolt {

/// Of the samples a b c d:
///
///     zero       0 0 0 | a b c d | 0 0 0
///     replicate  a a a | a b c d | d d d    the first and the last one again
///     reflect    d c b | a b c d | c b a    a mirror at the first and at the last one
///     symmetric  c b a | a b c d | d c b    a mirror beyond them, half a step outside
///     circular   b c d | a b c d | a b c    round and round
enum class boundary { zero, replicate, reflect, symmetric, circular };

/// The name of a boundary as it is written here: "reflect".
constexpr std::string_view name_of(boundary b) {
  constexpr std::array<std::string_view, 5> names{"zero", "replicate", "reflect", "symmetric", "circular"};
  return names[static_cast<std::size_t>(b)];
}

namespace geometry {

/// A word for a boundary, ours or another library's.
struct boundary_word {
  std::string_view word;
  boundary meaning;
};
/// NumPy's and PyTorch's words. (SciPy's ndimage says "reflect" where NumPy says "symmetric", and "mirror" where NumPy
/// says "reflect": its words are not among them.)
inline constexpr std::array<boundary_word, 9> boundary_words{{{"zero", boundary::zero},
                                                              {"zeros", boundary::zero},
                                                              {"constant", boundary::zero},
                                                              {"replicate", boundary::replicate},
                                                              {"edge", boundary::replicate},
                                                              {"reflect", boundary::reflect},
                                                              {"symmetric", boundary::symmetric},
                                                              {"circular", boundary::circular},
                                                              {"wrap", boundary::circular}}};

/// The boundary with this name, in exact case. Throws parameter_error "bad_padding_mode".
constexpr boundary boundary_named(std::string_view name, std::string_view where, std::string_view argument) {
  for (boundary_word const& known : boundary_words) {
    if (name == known.word) { return known.meaning; }
  }
  throw_parameter_error({.where = where, .argument = argument},
                        {.category = "bad_padding_mode",
                         .problem = "is not known",
                         .expected = "'zeros', 'replicate', 'reflect', 'symmetric' or 'circular'",
                         .actual = quoted(name)});
}

/// i modulo n, never negative; n > 0.
constexpr index positive_remainder(index i, index n) {
  index const rest = i % n;
  return rest < 0 ? rest + n : rest;
}

/// Which of n samples stands at position i, which may be outside of [0, n); -1 where there is nothing but zeros.
/// Surroundings longer than the signal go round, or back and forth, again.
constexpr index source_of(boundary b, index i, index n) {
  if (i >= 0 && i < n) { return i; }
  if (n == 0 || b == boundary::zero) { return -1; }
  if (b == boundary::circular) { return positive_remainder(i, n); }
  if (b == boundary::replicate) { return i < 0 ? 0 : n - 1; }
  bool const border_twice = b == boundary::symmetric;
  if (n == 1) { return 0; }
  index const period = border_twice ? 2 * n : 2 * (n - 1);
  index const there_and_back = positive_remainder(i, period);
  if (there_and_back < n) { return there_and_back; }
  return (border_twice ? period - 1 : period) - there_and_back;
}

}  // namespace geometry
}  // namespace convolt
