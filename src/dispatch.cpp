// SPDX-License-Identifier: BSD-3-Clause
/// The functions that the headers call where CONVOLT_COMPILED is defined. The first call chooses an instruction set for
/// the rest of the program: the best one that the processor and the system permit, and none above that which the
/// environment variable CONVOLT_ISA names. A name that is unknown is as good as none, and convolt::isa() says so.
/// Layer: compiled library.
#include <loops.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/entry/isa.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/engine/lanes/blocks.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string_view>

// All else is hidden.
#if defined(CONVOLT_COMPILED_EXPORTS) && defined(CONVOLT_HAS_GNU_ASM)
#define CONVOLT_EXPORT __attribute__((visibility("default")))
#else
#define CONVOLT_EXPORT
#endif

namespace convolt::engine::compiled {

namespace {

struct level {
  std::string_view name;  // ends in a zero
  bool (*runs_here)();
  loops<float> const* for_float;
  loops<double> const* for_double;
};

// A constant, for it may be asked before main begins. __builtin_cpu_supports also asks the system whether it saves the
// registers.
constexpr level levels_upwards[] = {
#if defined(CONVOLT_HAS_SSE2_LOOPS)
    {"sse2", [] { return true; }, &convolt_loops_sse2_float, &convolt_loops_sse2_double},
#else
    {detail::name_of_features(target_arch::features), [] { return true; }, &convolt_loops_here_float,
     &convolt_loops_here_double},
#endif
#if defined(CONVOLT_HAS_AVX2_LOOPS)
    {"avx2", [] { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }, &convolt_loops_avx2_float,
     &convolt_loops_avx2_double},
#endif
#if defined(CONVOLT_HAS_AVX512_LOOPS)
    {"avx512",
     [] {
       return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx512f") &&
              __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512bw") &&
              __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
     },
     &convolt_loops_avx512_float, &convolt_loops_avx512_double},
#endif
};

/// What runs, and what isa() tells: the name of the level, or that and the name that is not known.
struct choice {
  level const* chosen = nullptr;
  std::array<char, 128> text{};
};

choice choose_level(char const* wanted) {
#if defined(CONVOLT_HAS_AVX2_LOOPS)
  __builtin_cpu_init();
#endif
  std::size_t best = std::size(levels_upwards) - 1;
  bool known = wanted == nullptr || *wanted == '\0';
  for (std::size_t i = 0; wanted != nullptr && i < std::size(levels_upwards); ++i) {
    if (levels_upwards[i].name == wanted) {
      best = i;
      known = true;
    }
  }
  while (best > 0 && !levels_upwards[best].runs_here()) { --best; }
  choice c{.chosen = &levels_upwards[best]};
  char const* const name = c.chosen->name.data();
  if (known) {
    std::snprintf(c.text.data(), c.text.size(), "%s", name);
  } else {
    std::snprintf(c.text.data(), c.text.size(), "%s (CONVOLT_ISA is '%.64s', which is not known)", name, wanted);
  }
  return c;
}

choice const& chosen() {
  static choice const c = choose_level(std::getenv("CONVOLT_ISA"));
  return c;
}
level const& chosen_level() { return *chosen().chosen; }

}  // namespace

CONVOLT_EXPORT std::shared_ptr<planned<float> const> make_plan(problem const& p, float const* weights,
                                                               precision_level precision, problem const* whole) {
  return chosen_level().for_float->make_plan(p, weights, precision, whole);
}

CONVOLT_EXPORT std::shared_ptr<planned<double> const> make_plan(problem const& p, double const* weights,
                                                                precision_level precision, problem const* whole) {
  return chosen_level().for_double->make_plan(p, weights, precision, whole);
}

CONVOLT_EXPORT void run_once(problem const& p, operands<float> const& x, precision_level precision,
                             executor_ref executor) {
  chosen_level().for_float->run_once(p, x, precision, executor);
}

CONVOLT_EXPORT void run_once(problem const& p, operands<double> const& x, precision_level precision,
                             executor_ref executor) {
  chosen_level().for_double->run_once(p, x, precision, executor);
}

CONVOLT_EXPORT void run_taps(tap_block<float> const& block) { chosen_level().for_float->run_taps(block); }
CONVOLT_EXPORT void run_taps(tap_block<double> const& block) { chosen_level().for_double->run_taps(block); }
CONVOLT_EXPORT void run_phases(phase_block<float> const& block) { chosen_level().for_float->run_phases(block); }
CONVOLT_EXPORT void run_phases(phase_block<double> const& block) { chosen_level().for_double->run_phases(block); }
CONVOLT_EXPORT void run_sections(section_block const& block) { chosen_level().for_double->run_sections(block); }

CONVOLT_EXPORT void make_transform(index size, fft::line_of kind, transform_pointer<float>& made) {
  made = chosen_level().for_float->make_transform(size, kind);
}

CONVOLT_EXPORT void make_transform(index size, fft::line_of kind, transform_pointer<double>& made) {
  made = chosen_level().for_double->make_transform(size, kind);
}

CONVOLT_EXPORT char const* chosen_isa() noexcept { return chosen().text.data(); }

}  // namespace convolt::engine::compiled
