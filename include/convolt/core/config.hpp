// SPDX-License-Identifier: BSD-3-Clause
/// Compiler detection and work-arounds. No other file of the library asks which compiler it runs on.
/// Layer: core.
#pragma once

#if __cplusplus < 202002L
#error "convolt needs C++20: compile with -std=c++20 or a later standard"
#endif

/// Defined where the compiler takes GNU extended assembly and the __builtin_ functions.
#if defined(__GNUC__) || defined(__clang__)
#define CONVOLT_HAS_GNU_ASM 1
#endif

/// CONVOLT_NOINLINE is for functions with loops, which begin at cache lines: at multiples of 16 bytes, which compilers
/// choose, the same loop took up to a fifth longer for where the code before it happened to end.
#if defined(__GNUC__) || defined(__clang__)
#define CONVOLT_ALWAYS_INLINE inline __attribute__((always_inline))
#define CONVOLT_NOINLINE __attribute__((noinline, aligned(64)))
#define CONVOLT_COLD __attribute__((noinline, cold))
#define CONVOLT_RARE __attribute__((cold))
#define CONVOLT_WEAK __attribute__((weak))
#define CONVOLT_USED __attribute__((used))
#define CONVOLT_INLINE_LAMBDA __attribute__((always_inline))
#else
#define CONVOLT_ALWAYS_INLINE inline
#define CONVOLT_NOINLINE
#define CONVOLT_COLD
#define CONVOLT_RARE
#define CONVOLT_WEAK
#define CONVOLT_USED
#define CONVOLT_INLINE_LAMBDA
#endif

/// Defined where a file has other containers or strings than a library beside it, by definitions of its own:
/// -D_GLIBCXX_DEBUG makes containers larger, -D_GLIBCXX_USE_CXX11_ABI=0 takes the strings of before.
#if defined(_GLIBCXX_DEBUG) || (defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI)
#define CONVOLT_HAS_OTHER_CONTAINERS 1
#endif

/// Defined where the compiler says that it does not optimise.
#if (defined(__GNUC__) || defined(__clang__)) && !defined(__OPTIMIZE__)
#define CONVOLT_IS_UNOPTIMISED 1
#endif

/// The signature of the enclosing function with its template arguments: a name for a type that has no better one.
#if defined(__GNUC__) || defined(__clang__)
#define CONVOLT_FUNCTION_SIGNATURE __PRETTY_FUNCTION__
#else
#define CONVOLT_FUNCTION_SIGNATURE __FUNCSIG__
#endif

/// In the place of `= delete`, with the sentence that the compiler shows: a function that is chosen only to be refused.
/// clang would list all other candidates for a deleted operator, which are hundreds of lines. For what it shows instead
/// it needs no more than six, and it too takes the call for ill-formed where templates ask.
#if defined(__clang__)
#define CONVOLT_REFUSED(sentence)                                                            \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")      \
      __attribute__((diagnose_if(true, sentence, "error"))) _Pragma("clang diagnostic pop")
#else
#define CONVOLT_REFUSED(sentence) = delete
#endif

/// Check of an internal promise, in debug builds only. Errors of users are exceptions, thrown before any loop starts.
#if defined(NDEBUG)
#define CONVOLT_ASSERT(condition) static_cast<void>(0)
#else
#include <cassert>
#define CONVOLT_ASSERT(condition) assert(condition)
#endif
