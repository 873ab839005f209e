// SPDX-License-Identifier: BSD-3-Clause
/// Where everything above the engine gets its Fourier transforms: from the headers, compiled for the flags of this
/// translation unit; from the compiled library, which chooses the instruction set when the program runs; or from
/// another translation unit with the same flags. In the latter two cases no vector type is included here.
/// Layer: engine.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/flags.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/fft/reference.hpp>
#include <convolt/engine/fft/transform.hpp>

#if !defined(CONVOLT_COMPILED) && !defined(CONVOLT_LOOPS_ELSEWHERE)
#include <convolt/engine/fft/line_transform.hpp>
#endif

#include <concepts>
#include <cstddef>
#include <memory>

namespace convolt::engine {

template <class T>
using transform_pointer = std::shared_ptr<fft::transform<T> const>;

namespace compiled {

// Functions of the compiled library.
void make_transform(index size, fft::line_of kind, transform_pointer<float>& made);
void make_transform(index size, fft::line_of kind, transform_pointer<double>& made);

}  // namespace compiled

namespace detail {

template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD transform_pointer<T> make_new_transform(index size, fft::line_of kind) {
  constexpr bool has_loops = std::same_as<T, float> || std::same_as<T, double>;
  if constexpr (has_loops && Arch::loops == loops_from::compiled) {
    transform_pointer<T> made;
    compiled::make_transform(size, kind, made);
    return made;
  } else if constexpr (has_loops && Arch::loops == loops_from::elsewhere) {
    return compile_one_file_with_convolt_loops_hpp_and_these<T, flags_of<Arch>>::make_transform(size, kind);
#if !defined(CONVOLT_COMPILED) && !defined(CONVOLT_LOOPS_ELSEWHERE)
  } else if constexpr (has_loops) {
    return fft::make_line_transform<T, vectors_of<Arch>>(size, kind);
#endif
  } else {
    return std::make_shared<fft::reference_transform<T, Arch> const>(size, kind);
  }
}

}  // namespace detail

/// Transforms whose tables are no larger are kept for the next one of their kind in the thread: they take longer to
/// plan than to run. Tables of lengths with small primes are, up to many millions of samples; with large ones, of some
/// tens of thousands.
inline constexpr std::size_t most_bytes_of_kept_tables = 1 << 20;

/// The transform of lines of `size` numbers, at least 1, that are `kind`. Throws std::bad_alloc. Complexity: size
/// log(size) for any size, here and in every run.
template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD transform_pointer<T> make_transform(index size, fft::line_of kind) {
  CONVOLT_ASSERT(size > 0);
  thread_local transform_pointer<T> kept;
  if (kept != nullptr && kept->size() == size && kept->kind() == kind) { return kept; }
  transform_pointer<T> made = detail::make_new_transform<T, Arch>(size, kind);
  if (made->table_bytes() <= most_bytes_of_kept_tables) { kept = made; }
  return made;
}

}  // namespace convolt::engine
