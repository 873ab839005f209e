// SPDX-License-Identifier: BSD-3-Clause
/// Complex numbers through the loops for real ones. Their two parts are copied into planes, arrays of real numbers that
/// are twice as many batches; a convolution of these with the real parts of the weights and, where they are complex
/// too, with the imaginary parts as further output channels has all products in it:
///   re y = re x * re w - im x * im w,  im y = re x * im w + im x * re w.
/// These are the products of the reference loops, so that what is not finite reaches the outputs whose windows hold it
/// and no others; with real weights it stays in its own part. Large problems are cut into blocks whose planes stay in
/// the cache; blocks are also what threads share.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/dense_weights.hpp>
#include <convolt/engine/problem/blocks.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <complex>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace convolt::engine::planes {

/// A dimension of an array of the caller and of its planes, with the distances of neighbours in each.
struct walk {
  index extent = 1, array = 0, plane = 0;
};
using walks = inline_list<walk, max_spatial_rank + 3>;

/// Calls row(array, plane) for every line of the last walk, with the places where it begins.
template <class Arch, class Row>
void for_each_row(walks const& all, std::size_t d, index array, index plane, Row const& row) {
  if (d + 1 == all.size()) { return row(array, plane); }
  for (index i = 0; i < all[d].extent; ++i) {
    for_each_row<Arch>(all, d + 1, array + i * all[d].array, plane + i * all[d].plane, row);
  }
}

/// Neighbours in the planes go last.
inline void put_neighbours_last(walks& all) {
  auto const apart = [](walk const& w) { return w.extent < 2 ? farthest : w.plane; };
  std::stable_sort(all.begin(), all.end(), [&apart](walk const& a, walk const& b) { return apart(a) > apart(b); });
}

/// A dimension whose neighbours are so far apart in an array, and where their distance in its planes is to be written.
struct dimension {
  index extent, step;
  index* plane_step;
};

/// Lets a plane have the order of the array, without gaps. What repeats itself or has no neighbours is outside. Returns
/// the size of the plane.
inline index lay_out(std::vector<dimension> order) {
  auto const apart = [](dimension const& d) {
    return d.step == 0 || d.extent < 2 ? farthest : std::max(d.step, -d.step);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&apart](dimension const& a, dimension const& b) { return apart(a) < apart(b); });
  index size = 1;
  for (dimension const& d : order) {
    *d.plane_step = size;
    size *= d.extent;
  }
  return size;
}

/// The real problem on the planes of p: the parts of a batch follow each other, and so do in every run of channels
/// (groups.hpp) those with the real parts of the weights and those with the imaginary ones, if there are two `parts`. A
/// part of `like` has planes of the same order: an axis that has neighbours there has room for some here.
inline problem on_planes(problem const& p, index parts, problem const& like) {
  auto const room = [](index extent, index in_whole) { return std::max(extent, std::min<index>(in_whole, 2)); };
  problem q = p;
  q.batch = 2 * p.batch;
  q.out_channels = parts * p.out_channels;
  std::vector<dimension> input{{p.in_channels * p.feature_groups, p.input_channel_step, &q.input_channel_step}};
  std::vector<dimension> output{{q.out_channels, p.output_channel_step, &q.output_channel_step}};
  for (std::size_t d = 0; d < p.rank; ++d) {
    input.push_back({room(p.axes[d].input, like.axes[d].input), p.axes[d].input_step, &q.axes[d].input_step});
    output.push_back({room(p.axes[d].output, like.axes[d].output), p.axes[d].output_step, &q.axes[d].output_step});
  }
  q.input_batch_step = lay_out(std::move(input));
  q.output_batch_step = lay_out(std::move(output));
  problem const dense = on_dense_weights(q);
  for (std::size_t d = 0; d < p.rank; ++d) { q.axes[d].weights_step = dense.axes[d].weights_step; }
  q.weights_in_step = dense.weights_in_step;
  q.weights_out_step = dense.weights_out_step;
  q.weights_group_step = dense.weights_group_step;
  return q;
}

/// The weights of such a problem, from weights without gaps.
template <class R>
aligned_array<R> weights_on_planes(problem const&, aligned_array<R>&& weights) {
  return std::move(weights);
}
template <class R>
aligned_array<R> weights_on_planes(problem const& p, aligned_array<std::complex<R>>&& weights) {
  aligned_array<R> both(2 * weights.size());
  std::size_t const run = weights.size() / static_cast<std::size_t>(p.out_channels / channels_of_all_runs(p));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    R* const to = both.data() + (i + i / run * run);
    to[0] = weights.data()[i].real();
    to[run] = weights.data()[i].imag();
  }
  return both;
}

/// How problems are cut: so many batches at a time, so many outputs of the first axis.
struct cut {
  index batches = 1, rows = 1;
};

/// The planes of a piece stay in the cache, but windows do not overlap so much that many samples are copied twice.
[[nodiscard]] constexpr cut cut_into_blocks(problem const& p) noexcept {
  constexpr double numbers_in_cache = 1 << 15;
  constexpr index windows_per_block = 16;
  cut pieces{.batches = p.batch, .rows = p.rank == 0 ? 1 : p.axes[0].output};
  if (p.batch_groups != 1) { return pieces; }
  double const numbers = (input_numbers(p) + output_numbers(p)) / static_cast<double>(p.batch);
  pieces.batches = static_cast<index>(std::clamp(numbers_in_cache / numbers, 1., static_cast<double>(p.batch)));
  if (p.rank == 0 || numbers <= numbers_in_cache) { return pieces; }
  axis_problem const& a = p.axes[0];
  index const window = (a.weights - 1) * a.weights_dilation / a.stride + 1;
  auto const fitting = static_cast<index>(static_cast<double>(a.output) * numbers_in_cache / numbers) + 1;
  index const rows = ceil_divide(std::max(fitting, windows_per_block * window), phase_count(a)) * phase_count(a);
  index const blocks = ceil_divide(a.output, rows);
  pieces.rows = std::min(a.output, ceil_divide(ceil_divide(a.output, blocks), phase_count(a)) * phase_count(a));
  return pieces;
}

/// Memory of a thread for the planes, beside that of the method that computes with them.
[[nodiscard]] inline workspace& planes_workspace() {
  thread_local workspace space;
  return space;
}

/// A complex problem by plans for its planes. Reals: the engine for real numbers.
template <class R, class Arch, class Reals>
class prepared final : public planned<std::complex<R>> {
  using T = std::complex<R>;
  using plan = std::shared_ptr<planned<R> const>;

 public:
  /// `weights` are real or complex. The problem has products and is not beyond the methods. It is a part of `whole`, if
  /// that is given: then its blocks are parts of the whole on planes.
  template <class W>
  CONVOLT_COLD prepared(problem const& p, W const* weights, precision_level precision, problem const* whole = nullptr)
      : planned<T>(p), parts_(static_cast<index>(sizeof(W) / sizeof(R))), cut_(cut_into_blocks(p)) {
    problem const whole_on_planes = whole == nullptr ? problem{} : on_planes(*whole, parts_, *whole);
    manner const how{
        .precision = precision, .whole = whole, .on_planes = whole == nullptr ? nullptr : &whole_on_planes};
    problem const dense = on_dense_weights(p);
    aligned_array<R> const w = weights_on_planes(p, dense_weights(request<W>{.p = p, .weights = weights}, dense));
    index const rows = p.rank == 0 ? 1 : p.axes[0].output;
    for (index first = 0; first < rows; first += cut_.rows) {
      gradient_part const part =
          p.rank == 0 ? gradient_part{.p = p} : block_of(p, 0, first, std::min(cut_.rows, rows - first));
      blocks_.push_back({.part = part,
                         .whole = plan_for(part.p, cut_.batches, w.data(), how),
                         .rest = plan_for(part.p, p.batch % cut_.batches, w.data(), how)});
    }
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    index const pieces = ceil_divide(problem_.batch, cut_.batches);
    index const items = pieces * static_cast<index>(blocks_.size());
    for (index item = part.first(items); item < part.end(items); ++item) {
      block const& b = blocks_[static_cast<std::size_t>(item % static_cast<index>(blocks_.size()))];
      index const first = item / static_cast<index>(blocks_.size()) * cut_.batches;
      compute(x, first, b, problem_.batch - first < cut_.batches ? *b.rest : *b.whole, space);
    }
  }

  std::size_t memory() const override {
    std::size_t bytes = 0;
    for (plan const& own : made_) { bytes += own->memory(); }
    return bytes;
  }
  std::size_t workspace_bytes() const override {
    std::size_t most = 0;
    for (plan const& own : made_) { most = std::max(most, own->workspace_bytes()); }
    return most;
  }
  std::string details() const override {
    text out;
    out << "  " << blocks_.size() << " blocks of up to " << cut_.rows << " outputs, " << cut_.batches
        << " batches at a time; one of them: " << blocks_[blocks_.size() / 2].whole->explain();
    return out.str();
  }

 private:
  /// Outputs of the first axis, and the plans for their planes: with all batches of a piece, and with those left over.
  struct block {
    gradient_part part;
    plan whole, rest;
  };

  /// What the real plans are asked.
  struct manner {
    precision_level precision;
    problem const* whole;  ///< or null
    problem const* on_planes;
  };

  /// The plan for so many batches of a block; the same one for blocks that are alike.
  CONVOLT_COLD plan plan_for(problem p, index batches, R const* weights, manner how) {
    if (batches == 0) { return nullptr; }
    p.batch = batches;
    problem const q = on_planes(p, parts_, how.whole == nullptr ? p : *how.whole);
    auto const same = std::find_if(made_.begin(), made_.end(), [&q](plan const& own) { return own->what() == q; });
    if (same != made_.end()) { return *same; }
    made_.push_back(Reals::make_plan(q, weights, how.precision, how.on_planes));
    return made_.back();
  }

  /// One block of so many batches as the plan is for, from batch `first` on.
  void compute(operands<T> const& x, index first, block const& b, planned<R> const& own, workspace& space) const {
    problem const& q = own.what();
    problem p = b.part.p;
    p.batch = q.batch / 2;
    workspace& memory = planes_workspace();
    auto const input_size = static_cast<std::size_t>(q.batch * q.input_batch_step);
    auto const output_size = static_cast<std::size_t>(output_batch(q) * q.output_batch_step);
    memory.reserve(aligned_size(input_size * sizeof(R)) + aligned_size(output_size * sizeof(R)));
    R* const input = memory.take<R>(input_size);
    R* const output = memory.take<R>(output_size);
    if (input_size > 0) {
      T const* const from = x.input + (first * p.input_batch_step + b.part.input_offset);
      split(p, q, reinterpret_cast<R const*>(from), input);  // complex numbers are arrays of their parts, [complex]
    }
    bool const real_scale = x.output_scale.imag() == 0;
    own.run({.input = input, .output = output, .output_scale = real_scale ? x.output_scale.real() : R(1)}, space, {});
    operands<T> rest = x;
    rest.output = x.output + (first * p.output_batch_step + b.part.output_offset);
    join(p, q, output, rest);
    if (x.bias != nullptr || !real_scale) { finish(p, rest, real_scale ? T(1) : x.output_scale); }
  }

  /// Copies the parts of the input to their planes.
  static void split(problem const& p, problem const& q, R const* input, R* planes) {
    walks all;
    all.push_back({.extent = p.batch, .array = 2 * p.input_batch_step, .plane = 2 * q.input_batch_step});
    all.push_back(
        {.extent = p.in_channels * p.feature_groups, .array = 2 * p.input_channel_step, .plane = q.input_channel_step});
    for (std::size_t d = 0; d < p.rank; ++d) {
      all.push_back({.extent = p.axes[d].input, .array = 2 * p.axes[d].input_step, .plane = q.axes[d].input_step});
    }
    put_neighbours_last(all);
    walk const last = all[all.size() - 1];
    for_each_row<Arch>(all, 0, 0, 0, [&](index array, index plane) {
      R const* const x = input + array;
      R* const re = planes + plane;
      R* const im = re + q.input_batch_step;
      if (last.array == 2 && last.plane == 1) {
        for (index i = 0; i < last.extent; ++i) {
          re[i] = x[2 * i];
          im[i] = x[2 * i + 1];
        }
        return;
      }
      for (index i = 0; i < last.extent; ++i) {
        re[i * last.plane] = x[i * last.array];
        im[i * last.plane] = x[i * last.array + 1];
      }
    });
  }

  /// Puts the planes of sums together.
  void join(problem const& p, problem const& q, R const* planes, operands<T> const& x) const {
    index const run = channels_of_all_runs(p);
    walks all;
    all.push_back({.extent = output_batch(p), .array = p.output_batch_step, .plane = 2 * q.output_batch_step});
    all.push_back({.extent = p.out_channels / run,
                   .array = run * p.output_channel_step,
                   .plane = parts_ * run * q.output_channel_step});
    all.push_back({.extent = run, .array = p.output_channel_step, .plane = q.output_channel_step});
    for (std::size_t d = 0; d < p.rank; ++d) {
      all.push_back({.extent = p.axes[d].output, .array = p.axes[d].output_step, .plane = q.axes[d].output_step});
    }
    put_neighbours_last(all);
    walk const last = all[all.size() - 1];
    index const by_imaginary = run * q.output_channel_step;  // from sums with re w to those with im w
    for_each_row<Arch>(all, 0, 0, 0, [&](index array, index plane) {
      R const* const re = planes + plane;
      R const* const im = re + q.output_batch_step;
      T* const out = x.output + array;
      for (index i = 0; i < last.extent; ++i) {
        index const k = i * last.plane;
        out[i * last.array] =
            parts_ == 1 ? T(re[k], im[k]) : T(re[k] - im[k + by_imaginary], re[k + by_imaginary] + im[k]);
      }
    });
  }

  /// What the real problem does not do: a scale that is not real, and the bias.
  static void finish(problem const& p, operands<T> const& x, T factor) {
    walks all;
    all.push_back({.extent = output_batch(p), .array = p.output_batch_step});
    for (std::size_t d = 0; d < p.rank; ++d) {
      all.push_back({.extent = p.axes[d].output, .array = p.axes[d].output_step});
    }
    walk const last = all[all.size() - 1];
    for (index o = 0; o < p.out_channels; ++o) {
      T const bias = x.bias == nullptr ? T{} : scale(x.bias[o * p.bias_step], x.bias_scale);
      for_each_row<Arch>(all, 0, o * p.output_channel_step, 0, [&](index array, index) {
        for (index i = 0; i < last.extent; ++i) {
          T& y = x.output[array + i * last.array];
          y = scale(y, factor);
          if (x.bias != nullptr) { y = add(y, bias); }
        }
      });
    }
  }

  using planned<T>::problem_;
  index parts_;  ///< of the weights
  cut cut_;
  std::vector<block> blocks_;
  std::vector<plan> made_;
};

}  // namespace convolt::engine::planes
