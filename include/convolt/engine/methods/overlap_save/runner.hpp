// SPDX-License-Identifier: BSD-3-Clause
/// Overlap-save: lines are cut into overlapping blocks, which are correlated with the kernel by fast Fourier
/// transforms; of the results of a block of N samples the first N - taps + 1 are outputs (Oppenheim and Schafer,
/// Discrete-Time Signal Processing, section on block convolution). Two neighbouring blocks of a line go together.
///
/// Rounding. The transforms are accurate in the 2-norm: each has the relative error log2(N) eta, with eta about 3.4 eps
/// (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., theorem 24.2). The spectrum of the kernel is
/// nowhere larger than sum|w|, so that for every output of a pair of blocks with the samples x
///   |error| <= c log2(N) eps ||x||_2 sum|w|,  c about 11.
/// The errors spread evenly over the outputs, which makes them about sqrt(2 N) times smaller than this worst case:
/// nothing above 2 log2(N) eps max|x| sum|w| is met in practice, and the tests demand it. Samples beyond the pair, or
/// in other lines, have no influence at all.
///
/// Infinities, NaN and overflow. A block that holds a sample which is not finite has no finite result, and a transform
/// that overflows shows in its results as well. So results are looked at, and where one is not finite the pair is
/// computed again with these samples set to zero, the others scaled down, and the products of the former added one by
/// one.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/block_transform.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/overlap_save/blocks.hpp>
#include <convolt/engine/methods/overlap_save/kernels.hpp>
#include <convolt/engine/methods/overlap_save/lines.hpp>
#include <convolt/engine/methods/overlap_save/plan.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/prefetch.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace convolt::engine::methods::overlap_save {

using fft::result_pair;
using fft::signal_pair;

/// A problem of lines with the spectra of its kernels.
template <VectorElement T, class Arch>
class prepared final : public planned<T> {
  using transform = block_transform<T, Arch>;
  static constexpr index vector_size = static_cast<index>(lanes<T, Arch>);

 public:
  /// The kernels are those of the problem.
  CONVOLT_COLD prepared(problem const& p, kernel_list<T, Arch> kernels, lane_use use, index samples)
      : planned<T>(p),
        lines_(list_lines(p)),
        kernels_(std::move(kernels)),
        lanes_(use),
        width_(use == lane_use::signals ? vector_size : 1),
        transform_(use, samples),
        plan_(plan_blocks(lines_.axis, samples, transform::samples_per_vector(lanes_))),
        next_(lanes_ == lane_use::signals ? width_ : 2 * plan_.outputs * lines_.axis.input_step),
        large_(lanes_ == lane_use::samples && can_store_past_caches && exceeds_caches(p, lines_)),
        groups_((p.out_channels + width_ - 1) / width_),
        zeros_(lanes<T, Arch>) {
    largest_ = static_cast<T>(std::numeric_limits<T>::max() / (T(4) * static_cast<T>(samples)) /
                              std::max(T(1), kernels_.largest_sum()));
    transform_kernels();
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    if (is_empty(problem_)) { return; }
    space.reserve(workspace_bytes());
    arrays now = take_arrays(space);
    index const items = groups_ * lines_.count * plan_.pairs;
    for (index item = part.first(items); item < part.end(items); ++item) {
      // Neighbours in memory come one after the other: pairs of blocks of a line, or groups of lines.
      index const group = lanes_ == lane_use::signals ? item % groups_ : item / (lines_.count * plan_.pairs);
      index const rest = lanes_ == lane_use::signals ? item / groups_ : item % (lines_.count * plan_.pairs);
      if (group != now.group) { begin_group(x, group, now); }
      index const pair = rest % plan_.pairs;
      index const line = rest / plan_.pairs;
      block<T> const first = block_of(x, group, line, 2 * pair);
      block<T> const second = block_of(x, group, line, 2 * pair + 1);
      if (!run_pair(x, first, second, now)) { repair_pair(x, first, second, now); }
    }
    if (large_) { finish_stores_past_caches(); }
  }

  std::size_t memory() const override {
    return (spectra_.size() + zeros_.size() + transform_.memory() + kernels_.size()) * sizeof(T);
  }

  std::size_t workspace_bytes() const override {
    return aligned_size(transform_.work_size() * sizeof(T)) + 2 * aligned_size(block_size() * sizeof(T)) +
           aligned_size(lanes<T, Arch> * sizeof(T));
  }

  std::string details() const override {
    text out;
    out << "  blocks of " << plan_.samples << " samples and " << plan_.outputs << " outputs, two at a time, "
        << plan_.pairs << " pairs per line, " << lines_.count * problem_.out_channels << " lines; lanes are "
        << (lanes_ == lane_use::signals ? "lines" : "samples") << ", " << transform_.passes() << " passes\n";
    return out.str();
  }

 private:
  /// The arrays of a run, and the channels it is at.
  struct arrays {
    T* work;
    std::array<T*, 2> copies;  ///< of the samples of two blocks, and then of their outputs
    T* bias;                   ///< one vector, scaled
    index group;
  };

  static bool exceeds_caches(problem const& p, line_list const& lines) {
    double const numbers =
        static_cast<double>(lines.count * p.out_channels) * static_cast<double>(lines.axis.input + lines.axis.output);
    return numbers * sizeof(T) > static_cast<double>(costs::last_level_cache);
  }

  std::size_t block_size() const { return static_cast<std::size_t>(plan_.samples * width_); }
  block_shape shape() const { return {.samples = plan_.samples, .width = width_}; }

  arrays take_arrays(workspace& space) const {
    arrays now{};
    now.work = space.take<T>(transform_.work_size());
    for (T*& copy : now.copies) { copy = space.take<T>(block_size()); }
    now.bias = space.take<T>(lanes<T, Arch>);
    now.group = -1;
    return now;
  }

  void begin_group(operands<T> const& x, index group, arrays& now) const {
    now.group = group;
    for (index lane = 0; lane < vector_size; ++lane) {
      index const channel = std::min(group * width_ + lane % width_, problem_.out_channels - 1);
      now.bias[lane] = bias_of_channel(problem_, x, channel);
    }
  }

  /// The spectrum for a group of channels.
  T* spectrum(index group) { return spectra_.data() + spectrum_offset(group); }
  T const* spectrum(index group) const { return spectra_.data() + spectrum_offset(group); }
  std::size_t spectrum_offset(index group) const {
    return kernels_.count() == 1 ? 0 : static_cast<std::size_t>(group) * transform_.work_size();
  }

  CONVOLT_COLD void transform_kernels() {
    index const spectra = kernels_.count() == 1 ? 1 : groups_;
    spectra_ = aligned_array<T>(static_cast<std::size_t>(spectra) * transform_.work_size());
    aligned_array<T> copy(block_size());
    for (index group = 0; group < spectra; ++group) {
      for (index lane = 0; lane < width_; ++lane) {
        T const* const kernel = kernels_.of_channel(std::min(group * width_ + lane, problem_.out_channels - 1));
        for (index q = 0; q < lines_.axis.weights; ++q) { copy.data()[q * width_ + lane] = kernel[q]; }
      }
      signal_pair<T> const from{copy.data(), zeros_.data(), vector_size, 0};
      transform_.transform_kernel(from, T(1), spectrum(group));
    }
  }

  block<T> block_of(operands<T> const& x, index group, index line, index number) const {
    axis_problem const& a = lines_.axis;
    line_place const place = place_of_line(problem_, lines_, group * width_, line);
    index const first = number * plan_.outputs;
    return {.input = x.input + place.input,
            .output = x.output + place.output,
            .first_sample = first - a.pad_lo,
            .first_output = first,
            .outputs = std::clamp<index>(a.output - first, 0, plan_.outputs),
            .lines = std::min(width_, problem_.out_channels - group * width_)};
  }

  /// Whether the transform may read the block where it lies.
  bool is_readable(block<T> const& b) const {
    axis_problem const& a = lines_.axis;
    bool const in_order = width_ == 1 ? a.input_step == 1 : b.lines == width_;
    return in_order && b.first_sample >= 0 && b.first_sample + plan_.samples <= a.input;
  }
  static bool is_aligned(T const* p, index step) {
    return reinterpret_cast<std::uintptr_t>(p) % memory_alignment == 0 &&
           step * static_cast<index>(sizeof(T)) % static_cast<index>(memory_alignment) == 0;
  }
  bool is_writable(block<T> const& b) const {
    return b.outputs == plan_.outputs && lines_.axis.stride == 1 &&
           (width_ == 1 ? lines_.axis.output_step == 1 : b.lines == width_);
  }

  /// A block as the transform reads it: its address and the distance of vectors.
  std::pair<T const*, index> source(block<T> const& b, T* copy) const {
    axis_problem const& a = lines_.axis;
    if (b.outputs == 0) { return {zeros_.data(), 0}; }
    if (is_readable(b)) { return {b.input + b.first_sample * a.input_step, width_ == 1 ? vector_size : a.input_step}; }
    copy_input<Arch>(b, a, shape(), copy);
    return {copy, vector_size};
  }
  std::pair<T*, index> target(block<T> const& b, T* copy) const {
    axis_problem const& a = lines_.axis;
    if (!is_writable(b)) { return {copy, vector_size}; }
    return {b.output + b.first_output * a.output_step, width_ == 1 ? vector_size : a.output_step};
  }

  /// Returns whether all results are finite.
  bool run_pair(operands<T> const& x, block<T> const& first, block<T> const& second, arrays const& now) const {
    auto const [from_first, from_first_step] = source(first, now.copies[0]);
    auto const [from_second, from_second_step] = source(second, now.copies[1]);
    auto const [to_first, to_first_step] = target(first, now.copies[0]);
    auto const [to_second, to_second_step] = target(second, now.copies[1]);
    result_pair<T> const to{
        .first = to_first,
        .second = to_second,
        .first_step = to_first_step,
        .second_step = to_second_step,
        .count = plan_.outputs / transform::samples_per_vector(lanes_),
        .scale = x.output_scale,
        .bias = now.bias,
        .past_caches = large_ && is_aligned(to_first, to_first_step) && is_aligned(to_second, to_second_step)};
    bool const finite = transform_.correlate({from_first, from_second, from_first_step, from_second_step, next_},
                                             spectrum(now.group), now.work, to);
    if (!finite) { return false; }
    if (!is_writable(first)) { copy_output<Arch>(first, lines_.axis, shape(), now.copies[0]); }
    if (!is_writable(second)) { copy_output<Arch>(second, lines_.axis, shape(), now.copies[1]); }
    return true;
  }

  CONVOLT_COLD void repair_pair(operands<T> const& x, block<T> const& first, block<T> const& second,
                                arrays const& now) const {
    std::array<block<T> const*, 2> const blocks{&first, &second};
    std::array<std::array<int, lanes<T, Arch>>, 2> exponents{};
    for (std::size_t i = 0; i < 2; ++i) {
      copy_input<Arch>(*blocks[i], lines_.axis, shape(), now.copies[i]);
      for (index line = 0; line < blocks[i]->lines; ++line) {
        exponents[i][static_cast<std::size_t>(line)] = tame<Arch>(now.copies[i] + line, shape(), largest_);
      }
    }
    result_pair<T> const to{.first = now.copies[0],
                            .second = now.copies[1],
                            .first_step = vector_size,
                            .second_step = vector_size,
                            .count = plan_.outputs / transform::samples_per_vector(lanes_),
                            .scale = T(1),
                            .bias = zeros_.data()};
    transform_.correlate({now.copies[0], now.copies[1], vector_size, vector_size}, spectrum(now.group), now.work, to);
    for (std::size_t i = 0; i < 2; ++i) {
      for (index line = 0; line < blocks[i]->lines; ++line) {
        int const exponent = exponents[i][static_cast<std::size_t>(line)];
        finish_line(x, *blocks[i], line, exponent, now.copies[i] + line, now);
      }
      copy_output<Arch>(*blocks[i], lines_.axis, shape(), now.copies[i]);
    }
  }

  /// Undo what `tame` did to a line, and complete its outputs.
  void finish_line(operands<T> const& x, block<T> const& b, index line, int exponent, T* sums,
                   arrays const& now) const {
    if (exponent != 0) {
      for (index t = 0; t < b.outputs; ++t) { sums[t * width_] = std::ldexp(sums[t * width_], exponent); }
    }
    T const* const kernel = kernels_.of_channel(now.group * width_ + line);
    add_not_finite<Arch>(b, lines_.axis, line, kernel, plan_.samples, sums, width_);
    for (index t = 0; t < b.outputs; ++t) {
      sums[t * width_] = scale(sums[t * width_], x.output_scale) + now.bias[line];
    }
  }

  using planned<T>::problem_;
  line_list lines_;
  kernel_list<T, Arch> kernels_;
  lane_use lanes_;
  index width_;  ///< lines per vector
  transform transform_;
  block_plan plan_;
  index next_;    ///< from a block to that which is read after it, in elements
  bool large_;    ///< input and output together, for the caches; outputs are stored past them where that helps
  index groups_;  ///< of output channels, as many as a vector has lines
  aligned_array<T> zeros_, spectra_;
  T largest_;  ///< sample for which no transform overflows
};

}  // namespace convolt::engine::methods::overlap_save
