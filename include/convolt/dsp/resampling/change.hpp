// SPDX-License-Identifier: BSD-3-Clause
/// A change of rate of the numbers of a signal: background, boundary, complex parts, and the loop.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/numbers.hpp>
#include <convolt/dsp/resampling/background.hpp>
#include <convolt/dsp/resampling/design.hpp>
#include <convolt/dsp/resampling/lanes.hpp>
#include <convolt/dsp/resampling/phases.hpp>
#include <convolt/dsp/resampling/polyphase.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/quantity/along.hpp>

#include <complex>
#include <cstddef>
#include <vector>

namespace convolt::dsp::detail {

/// [outer][results][inner] from [outer][count][inner], real numbers.
template <class R, class Arch>
CONVOLT_NOINLINE void change_rate_of_reals(quantities::dimension_block const& b, rate_filter const& f, R const* x,
                                           beyond_ends<R> const& outside, background level, index results, R* out) {
  std::vector<R> const taps(f.taps.begin(), f.taps.end());
  phase_table<R> const table(taps.data(), static_cast<index>(taps.size()), f.ratio.up, f.ratio.down, f.offset);
  polyphase<R, Arch> const filter(table);
  signal_block<R> const y{out, b.outer, results, b.inner};
  engine::workspace& space = engine::thread_workspace();
  if (level == background::none) {
    filter({x, b.outer, b.count, b.inner}, outside, 0, y, space);
    return;
  }
  std::vector<R> copy(x, x + b.outer * b.count * b.inner);
  std::vector<R> const levels = take_background<R>(level, {copy.data(), b.outer, b.count, b.inner});
  filter({copy.data(), b.outer, b.count, b.inner}, outside, 0, y, space);
  put_background_back<R>(levels, y);
}

template <class Arch, class R>
void change_rate(quantities::dimension_block const& b, rate_filter const& f, R const* x, surroundings<R> const& around,
                 background level, index results, R* out) {
  change_rate_of_reals<R, Arch>(b, f, x, {around.kind, around.value}, level, results, out);
}
/// Complex numbers are two signals side by side. Beyond the ends both parts may have values of their own.
template <class Arch, class R>
void change_rate(quantities::dimension_block b, rate_filter const& f, std::complex<R> const* x,
                 surroundings<std::complex<R>> const& around, background level, index results, std::complex<R>* out) {
  b.inner *= 2;
  R const* const parts = reinterpret_cast<R const*>(x);
  R* const results_of_parts = reinterpret_cast<R*>(out);
  change_rate_of_reals<R, Arch>(b, f, parts, {around.kind, around.value.real()}, level, results, results_of_parts);
  if (around.value.real() == around.value.imag()) { return; }
  std::vector<R> other(static_cast<std::size_t>(b.outer * results * b.inner));
  change_rate_of_reals<R, Arch>(b, f, parts, {around.kind, around.value.imag()}, level, results, other.data());
  for (std::size_t i = 1; i < other.size(); i += 2) { results_of_parts[i] = other[i]; }
}

}  // namespace convolt::dsp::detail
