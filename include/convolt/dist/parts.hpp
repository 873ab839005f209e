// SPDX-License-Identifier: BSD-3-Clause
/// The outputs of one rank: what it computes of its own samples alone while others travel, and what at the ends needs
/// some of these. Each part is planned as a part of the whole convolution (engine/entry/plan.hpp), so that it has the
/// bits that the whole has.
/// Layer: dist.
#pragma once

#include <convolt/dist/mpi.hpp>

#if defined(CONVOLT_HAS_MPI)

#include <convolt/array/strided_copy.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dist/exchange.hpp>
#include <convolt/dist/ranks.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/halo.hpp>
#include <convolt/geometry/shares.hpp>
#include <convolt/lax/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace convolt::dist {

/// A convolution that is split along an axis, as one rank sees it.
struct split_problem {
  geometry::resolved_conv whole;
  std::size_t axis = 0;  ///< number of the split one among the axes
  geometry::halo halo;
  index_list lhs_shape, out_shape;  ///< of what this rank has
  index_list rhs_strides;
  index bias_step = 0;

  [[nodiscard]] geometry::resolved_axis const& split_axis() const { return whole.axes[axis]; }
  [[nodiscard]] std::size_t lhs_axis() const { return static_cast<std::size_t>(split_axis().lhs_axis); }
  [[nodiscard]] std::size_t out_axis() const { return static_cast<std::size_t>(split_axis().out_axis); }

  /// The problem of the engine on row-major arrays of these extents along the axis, which may be longer than needed.
  [[nodiscard]] engine::problem on_arrays(geometry::resolved_conv const& r, index inputs, index outputs) const {
    index_list lhs = lhs_shape, out = out_shape;
    lhs[lhs_axis()] = inputs;
    out[out_axis()] = outputs;
    return lax::resolved::make_problem(r, arrays::row_major_strides(lhs), rhs_strides, arrays::row_major_strides(out),
                                       bias_step);
  }
  /// What one rank would compute of everything.
  [[nodiscard]] engine::problem on_one_rank() const {
    return on_arrays(whole, split_axis().input, split_axis().output);
  }
};

/// The numbers of a call. T: elements of signal and result, V: of the weights.
template <class T, class V>
struct split_operands {
  T const* lhs = nullptr;  ///< row-major
  V const* rhs = nullptr;
  T const* bias = nullptr;
  T* out = nullptr;  ///< row-major
  T output_scale = T(1), bias_scale = T(1);
};

/// Neighbouring outputs of a rank, from its own samples or from a copy that those of others come to.
template <class T, class V, class Arch>
class part {
 public:
  /// Plan it, and copy what this rank has of a copy. All memory is allocated here. Throws std::bad_alloc.
  part(split_problem const& s, geometry::slice outputs, split_operands<T, V> const& x,
       engine::precision_level precision)
      : outputs_(outputs), inputs_(geometry::needed_inputs(s.split_axis(), outputs)) {
    geometry::slice const own = s.halo.inputs;
    rows_ = rows_along(s.lhs_shape, s.lhs_axis(), sizeof(T));
    out_rows_ = rows_along(s.out_shape, s.out_axis(), sizeof(T));
    // An axis of one sample would let channels seem to be neighbours, and be for other methods.
    copies_ = !own.holds(inputs_) || own.size() < 2;
    if (copies_) {
      rows_ = rows_.with_extent(std::max<index>(inputs_.size(), 2));
      copy_ = engine::aligned_array<T>(static_cast<std::size_t>(rows_.size()) / sizeof(T));
      receive(x.lhs, own, rows_along(s.lhs_shape, s.lhs_axis(), sizeof(T)));
    }
    if (s.halo.outputs.size() < 2) {
      out_rows_ = out_rows_.with_extent(2);
      out_copy_ = engine::aligned_array<T>(static_cast<std::size_t>(out_rows_.size()) / sizeof(T));
    }
    geometry::resolved_conv r = s.whole;
    r.axes[s.axis] = geometry::part_of_axis(s.split_axis(), outputs, inputs_);
    problem_ = s.on_arrays(r, rows_.extent, out_rows_.extent);
    if (engine::has_products(problem_)) {
      engine::problem const whole = s.on_one_rank();
      plan_ = engine::backend<T, Arch>::make_plan(problem_, x.rhs, precision, &whole);
    }
  }

  [[nodiscard]] geometry::slice inputs() const { return inputs_; }

  /// Samples that lie in an array of such rows, if they are among those of the copy.
  void receive(void const* from, geometry::slice samples, block_rows const& rows) {
    if (!copies_) { return; }
    geometry::slice const met = geometry::common(samples, inputs_);
    copy_blocks(from, rows, {met.first - samples.first, met.end - samples.first}, copy_.data(), rows_,
                met.first - inputs_.first);
  }

  /// Compute its outputs, and put them where they belong among those of the rank.
  void run(split_problem const& s, split_operands<T, V> const& x, executor_ref executor) {
    bool const in_place = out_copy_.size() == 0;
    index const first = outputs_.first - s.halo.outputs.first;
    engine::operands<T> own{.input = copies_ ? copy_.data() : at(x.lhs, rows_, inputs_.first - s.halo.inputs.first),
                            .bias = x.bias,
                            .output = in_place ? at(x.out, out_rows_, first) : out_copy_.data(),
                            .output_scale = x.output_scale,
                            .bias_scale = x.bias_scale};
    if (plan_ == nullptr) {
      engine::run_reference<T, Arch>(problem_, own);
    } else {
      engine::run<T>(*plan_, own, executor);
    }
    if (!in_place) {
      block_rows const rows = rows_along(s.out_shape, s.out_axis(), sizeof(T));
      copy_blocks(out_copy_.data(), out_rows_, {0, outputs_.size()}, x.out, rows, first);
    }
  }

 private:
  template <class E>
  static E* at(E* first, block_rows const& rows, index number) {
    return first == nullptr ? nullptr : first + number * rows.bytes / static_cast<index>(sizeof(E));
  }

  geometry::slice outputs_, inputs_;
  block_rows rows_, out_rows_;
  bool copies_ = false;
  engine::aligned_array<T> copy_, out_copy_;
  engine::problem problem_;
  std::shared_ptr<engine::planned<T> const> plan_;  ///< null: there is nothing to multiply
};

/// What one rank does: sends and receives, and its parts.
template <class T, class V, class Arch>
class split_run {
 public:
  /// All memory is allocated here, so that nothing is begun that could fail later. Throws std::bad_alloc.
  split_run(ranks const& all, split_problem const& s, split_operands<T, V> const& x, engine::precision_level precision)
      : problem_(s), x_(x), messages_(all), own_rows_(rows_along(s.lhs_shape, s.lhs_axis(), sizeof(T))) {
    geometry::halo const& h = s.halo;
    for (geometry::transfer const& t : h.sent) { sent_.push_back(make_message(t)); }
    for (geometry::transfer const& t : h.received) { received_.push_back(make_message(t)); }
    for (message& m : sent_) {
      geometry::slice const samples{m.what.samples.first - h.inputs.first, m.what.samples.end - h.inputs.first};
      copy_blocks(x.lhs, own_rows_, samples, m.numbers.data(), own_rows_.with_extent(samples.size()), 0);
    }
    add_part(inside_, h.inside, precision);
    add_part(ends_, {h.outputs.first, h.inside.first}, precision);
    add_part(ends_, {h.inside.end, h.outputs.end}, precision);
  }

  void run(executor_ref executor) {
    for (message& m : received_) { messages_.receive(m.what.rank, m.numbers.data(), bytes_of(m)); }
    for (message& m : sent_) { messages_.send(m.what.rank, m.numbers.data(), bytes_of(m)); }
    for (part<T, V, Arch>& p : inside_) { p.run(problem_, x_, executor); }
    messages_.finish();
    for (part<T, V, Arch>& p : ends_) {
      for (message const& m : received_) {
        p.receive(m.numbers.data(), m.what.samples, own_rows_.with_extent(m.what.samples.size()));
      }
      p.run(problem_, x_, executor);
    }
  }

 private:
  struct message {
    geometry::transfer what;
    engine::aligned_array<T> numbers;
  };

  [[nodiscard]] index bytes_of(message const& m) const { return own_rows_.with_extent(m.what.samples.size()).size(); }
  message make_message(geometry::transfer const& t) {
    message m{.what = t, .numbers = {}};
    m.numbers = engine::aligned_array<T>(static_cast<std::size_t>(bytes_of(m)) / sizeof(T));
    messages_.expect(bytes_of(m));
    return m;
  }
  void add_part(std::vector<part<T, V, Arch>>& to, geometry::slice outputs, engine::precision_level precision) {
    if (!outputs.empty()) { to.emplace_back(problem_, outputs, x_, precision); }
  }

  split_problem const& problem_;
  split_operands<T, V> x_;
  std::vector<message> sent_, received_;
  exchange messages_;  // gone before the memory of its messages
  block_rows own_rows_;
  std::vector<part<T, V, Arch>> inside_, ends_;
};

}  // namespace convolt::dist

#endif
