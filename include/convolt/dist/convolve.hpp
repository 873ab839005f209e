// SPDX-License-Identifier: BSD-3-Clause
/// A whole call: the ranks agree that it is one call and what is whose, then each computes its slice of the result.
/// Layer: dist.
#pragma once

#include <convolt/dist/mpi.hpp>

#if defined(CONVOLT_HAS_MPI)

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided_copy.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dist/agreement.hpp>
#include <convolt/dist/parts.hpp>
#include <convolt/dist/ranks.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/halo.hpp>
#include <convolt/geometry/origin.hpp>
#include <convolt/geometry/shares.hpp>
#include <convolt/geometry/text.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/problem.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/any_unit.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace convolt::dist {

/// The parameters of a call; they must outlive the result.
inline geometry::conv_arguments arguments_of(steps const& strides, padding const& pad,
                                             lax::conv_general_dilated_options const& o) {
  return {.strides = strides,
          .pad = pad,
          .lhs_dilation = o.lhs_dilation,
          .rhs_dilation = o.rhs_dilation,
          .layout = o.dimension_numbers,
          .feature_group_count = o.feature_group_count.value,
          .batch_group_count = o.batch_group_count.value};
}
inline geometry::conv_arguments arguments_of(steps const& strides, padding const& pad,
                                             lax::conv_transpose_options const& o) {
  return {.strides = strides,
          .pad = pad,
          .rhs_dilation = o.rhs_dilation,
          .layout = o.dimension_numbers,
          .feature_group_count = o.feature_group_count.value,
          .batch_group_count = o.batch_group_count.value,
          .transpose_kernel = o.transpose_kernel,
          .output_padding = o.output_padding,
          .output_size = o.output_size};
}

/// What each rank tells the others of its call.
struct announcement {
  std::int64_t faulty = 0;     ///< it throws
  std::int64_t extent = 0;     ///< of its slice
  std::uint64_t call = 0;      ///< the fingerprint of all else
  double start = 0, step = 0;  ///< of its axis, if it has one
  std::int64_t has_axis = 0;
};

/// A call, but for its types: what the ranks agree about.
struct split_call {
  std::string_view where;
  ranks const& all;
  geometry::conv_arguments const& parameters;
  bool transposed = false;
  index_list lhs_shape = {}, rhs_shape = {};  ///< of this rank
  std::size_t axis = 0;                       ///< of lhs, the split one

  [[noreturn]] void throw_bad_axis(index given) const {
    geometry::throw_parameter_error({.where = where, .argument = "axis"},
                                    {.category = "bad_axis",
                                     .problem = "is no dimension of lhs that a window moves along",
                                     .actual = std::to_string(given)});
  }

  /// Which dimension is split: the first spatial one of the layout unless another one is given.
  void choose_axis(split const& s) {
    auto const rank = static_cast<index>(lhs_shape.size());
    bool const own = parameters.layout.given();
    index const batch = own ? static_cast<index>(parameters.layout.lhs_batch_axis()) : 0;
    index const channels = own ? static_cast<index>(parameters.layout.lhs_feature_axis()) : transposed ? rank - 1 : 1;
    index first = 0;
    while (first == batch || first == channels) { ++first; }
    index const given = !s.is_given ? first : s.axis < 0 ? s.axis + rank : s.axis;
    if (given < 0 || given >= rank || given == batch || given == channels) {
      throw_bad_axis(s.is_given ? s.axis : given);
    }
    axis = static_cast<std::size_t>(given);
  }

  /// What must be the same on all ranks.
  [[nodiscard]] fingerprint common_facts() const {
    fingerprint f;
    auto const add_list = [&f](auto const& list) {
      f.add(static_cast<index>(list.size()));
      for (index const n : list) { f.add(n); }
    };
    index_list others = lhs_shape;
    others[axis] = 0;
    add_list(others);
    add_list(rhs_shape);
    geometry::conv_arguments const& p = parameters;
    for (steps const* s : {&p.strides, &p.lhs_dilation, &p.rhs_dilation, &p.output_padding, &p.output_size}) {
      add_list(s->values());
    }
    f.add(static_cast<index>(p.pad.kind()));
    if (!p.pad.is_named()) {
      f.add(static_cast<index>(p.pad.pairs().size()));
      for (std::size_t i = 0; i < std::min(p.pad.pairs().size(), max_spatial_rank); ++i) {
        f.add(p.pad.pairs()[i].lo);
        f.add(p.pad.pairs()[i].hi);
      }
    }
    for (std::string_view const text : {p.layout.lhs(), p.layout.rhs(), p.layout.out(), where}) { f.add(text); }
    for (index const n : {static_cast<index>(axis), p.feature_group_count, p.batch_group_count,
                          static_cast<index>(p.transpose_kernel)}) {
      f.add(n);
    }
    return f;
  }

  /// Everybody hears of everybody. Throws parameter_error "fault_on_rank" on all ranks where one of them cannot go on,
  /// is called in another way than rank 0, or has samples that do not follow those of the ranks before it.
  [[nodiscard]] geometry::shares agree(announcement const& mine, std::string&& complaint) const {
    std::vector<announcement> told(static_cast<std::size_t>(all.count()));
    all.gather(mine, told.data());
    std::vector<index> extents;
    for (std::size_t r = 0; r < told.size(); ++r) {
      if (told[r].faulty != 0) { throw_together(all, where, static_cast<index>(r), std::move(complaint)); }
    }
    for (std::size_t r = 0; r < told.size(); ++r) {
      if (told[r].call != told[0].call) {
        throw_fault_on_rank(
            where, static_cast<index>(r),
            "is called with other extents, weights, parameters or units than rank 0; only the extent of "
            "the split dimension may differ");
      }
      extents.push_back(static_cast<index>(told[r].extent));
    }
    geometry::shares const shares(extents);
    check_axes_follow(told, shares);
    return shares;
  }

  /// The axes of all slices are one axis.
  void check_axes_follow(std::vector<announcement> const& told, geometry::shares const& slices) const {
    announcement const* first = nullptr;
    index first_rank = 0;
    for (index r = 0; r < slices.ranks(); ++r) {
      announcement const& a = told[static_cast<std::size_t>(r)];
      if (a.has_axis == 0 || a.extent == 0) { continue; }
      if (first == nullptr) {
        first = &a;
        first_rank = r;
        continue;
      }
      double const between = static_cast<double>(slices[r].first - slices[first_rank].first);
      double const expected = first->start + between * first->step;
      double const tolerance = sample_tolerance * std::abs(first->step);
      bool const follows = std::abs(a.start - expected) <= tolerance &&
                           std::abs(a.step - first->step) * static_cast<double>(slices.extent()) <= tolerance;
      if (!follows) {
        throw_fault_on_rank(where, r,
                            "the axis of its slice does not go on where that of the ranks before it ends: it "
                            "begins at " +
                                std::to_string(a.start) + " and not at " + std::to_string(expected));
      }
    }
  }

  /// The convolution as one rank would resolve it, with the halo of this rank. All ranks throw the same.
  [[nodiscard]] split_problem resolve(geometry::shares const& inputs, geometry::result_axes& axes) const {
    split_problem s;
    s.lhs_shape = lhs_shape;
    index_list lhs = lhs_shape;
    lhs[axis] = inputs.extent();
    geometry::extents const l{lhs.begin(), lhs.size()}, r{rhs_shape.begin(), rhs_shape.size()};
    s.whole = transposed ? geometry::resolve_conv_transpose(where, l, r, parameters)
                         : geometry::resolve_conv(where, l, r, parameters);
    while (s.axis < s.whole.axes.size() && s.whole.axes[s.axis].lhs_axis != static_cast<index>(axis)) { ++s.axis; }
    if (s.axis == s.whole.axes.size()) { throw_bad_axis(static_cast<index>(axis)); }
    axes = geometry::axes_of_result(s.whole, parameters, transposed);
    geometry::sample_origin& origin = axes[s.out_axis()].origin;
    geometry::shares const outputs = geometry::shares_of_outputs(inputs, s.split_axis().output, origin);
    s.halo = geometry::halo_of(s.split_axis(), inputs, outputs, all.rank());
    s.out_shape = s.whole.out_shape;
    s.out_shape[s.out_axis()] = s.halo.outputs.size();
    // Where outputs lie among the samples of this rank.
    origin.pad_lo += s.halo.inputs.first * origin.divisor - s.halo.outputs.first * origin.stride;
    return s;
  }
};

namespace detail {

/// What there is to be said of the axis of a dimension, if that has one.
template <class A>
void announce_axis([[maybe_unused]] A const& own, [[maybe_unused]] bool is_split, [[maybe_unused]] announcement& mine,
                   [[maybe_unused]] fingerprint& facts) {
  if constexpr (quantities::is_axis<A>) {
    facts.add(std::string_view(to_string(own.unit())));
    if (!is_split) { return; }
    mine.has_axis = 1;
    mine.start = static_cast<double>(own.start().raw());
    mine.step = static_cast<double>(own.step().raw());
  }
}
template <class Axes, std::size_t... D>
void announce_axes([[maybe_unused]] Axes const& axes, [[maybe_unused]] std::size_t split,
                   [[maybe_unused]] announcement& mine, [[maybe_unused]] fingerprint& facts,
                   std::index_sequence<D...>) {
  (announce_axis(std::get<D>(axes), D == split, mine, facts), ...);
}

/// Row-major numbers: where they lie, or a copy.
template <class T>
T const* row_major(arrays::seen<T const> const& x, engine::aligned_array<T>& copy) {
  index_list const strides = arrays::row_major_strides(x.shape);
  if (x.empty() || arrays::same_layout(x.shape, x.strides, strides)) { return x.data; }
  index size = 1;
  for (index const n : x.shape) { size *= n; }
  copy = engine::aligned_array<T>(static_cast<std::size_t>(size));
  arrays::copy_strided<T, T>(arrays::strided<T const>(x),
                             arrays::strided<T>{.data = copy.data(), .shape = x.shape, .strides = strides});
  return copy.data();
}

/// The operands of a call on this rank, from their look to the result. B may be no bias.
template <class Arch, class L, class R, class B>
class local_call {
 public:
  using T = element_t<L>;
  using V = element_t<R>;

  local_call(std::string_view where, L const& lhs, R const& rhs, B const& bias)
      : where_(where), bias_(bias), lhs_(where, "lhs", lhs), rhs_(where, "rhs", rhs) {}

  index_list const& lhs_shape() const { return lhs_.shape(); }
  index_list const& rhs_shape() const { return rhs_.shape(); }
  auto unit() const { return arrays::result_unit<T>(lhs_.unit() * rhs_.unit()); }
  void add_units(fingerprint& f) const {
    f.add(static_cast<index>(sizeof(T)));
    f.add(std::string_view(to_string(lhs_.unit())));
    f.add(std::string_view(to_string(rhs_.unit())));
  }

  /// Evaluate what is lazy, and check what this rank can check alone. Throws unit_error, shape_error.
  void settle() {
    lhs_.settle(where_);
    rhs_.settle(where_);
    x_.lhs = row_major(lhs_.view(), copy_);
    x_.output_scale = arrays::unit_factor<T>(where_, "out", lhs_.unit() * rhs_.unit(), unit());
    x_.bias_scale = lax::resolved::bias_numbers<T, B>::factor(where_, bias_, unit());
    numbers_of_bias_.emplace(where_, bias_);
  }
  /// The part of the result that is this rank's. All ranks are asked before messages begin to travel.
  template <class Options>
  auto run(ranks const& all, split_problem& s, Options const& options) {
    std::optional<arrays::owning_t<T, arrays::common_rank<L, R>>> out;
    std::optional<split_run<T, V, Arch>> run;
    all_or_none(all, where_, [&] {
      if constexpr (!std::same_as<B, lax::no_bias_t>) {
        lax::resolved::check_bias_shape(where_, bias_, s.whole.out_channels);
      }
      geometry::check_allocatable(where_, "out", {s.out_shape.begin(), s.out_shape.size()}, sizeof(T));
      out.emplace(arrays::allocate<T, arrays::common_rank<L, R>>(s.out_shape));
      arrays::seen<V const> const& w = rhs_.view();
      s.rhs_strides = w.strides;
      s.bias_step = numbers_of_bias_->step();
      x_.rhs = w.empty() ? nullptr : w.data + lax::resolved::flip_offset(s.whole, w.strides);
      x_.bias = numbers_of_bias_->view().data;
      x_.out = out->data();
      run.emplace(all, s, x_, options.precision.level());
    });
    run->run(options.executor);
    return arrays::with_unit(*std::move(out), unit());
  }

 private:
  std::string_view where_;
  B const& bias_;
  arrays::call_operand<T, L> lhs_;
  arrays::call_operand<V, R> rhs_;
  engine::aligned_array<T> copy_;
  std::optional<lax::resolved::bias_numbers<T, B>> numbers_of_bias_;
  split_operands<T, V> x_;
};

}  // namespace detail

/// The call of this rank. `Channels` is where the channels of lhs are, for functions that have one layout.
template <class Arch, std::size_t Channels = arrays::any_dimension, class L, class R, class Options, class B>
auto convolve(std::string_view where, split const& over, L const& lhs, R const& rhs, steps const& strides,
              padding const& pad, Options const& options, B const& bias) {
  using call_of_types =
      detail::local_call<Arch, arrays::bare_t<L>, arrays::bare_t<R>, std::remove_cvref_t<arrays::bare_t<B>>>;
  geometry::conv_arguments parameters = arguments_of(strides, pad, options);
  parameters.element_size = static_cast<index>(sizeof(typename call_of_types::T));
  split_call call{.where = where,
                  .all = *over.all,
                  .parameters = parameters,
                  .transposed = std::same_as<Options, lax::conv_transpose_options>};
  std::optional<call_of_types> local;
  announcement mine;
  auto const axes = arrays::axes_of(lhs);
  std::string complaint = complaint_of([&] {
    local.emplace(where, arrays::without_axes(lhs), arrays::without_axes(rhs), arrays::without_axes(bias));
    call.lhs_shape = local->lhs_shape();
    call.rhs_shape = local->rhs_shape();
    call.choose_axis(over);
    local->settle();
    fingerprint facts = call.common_facts();
    local->add_units(facts);
    constexpr auto dimensions = std::tuple_size_v<arrays::axes_of_t<L>>;
    detail::announce_axes(axes, call.axis, mine, facts, std::make_index_sequence<dimensions>{});
    facts.add(static_cast<index>(options.precision.level()));
    mine.extent = call.lhs_shape[call.axis];
    mine.call = facts.value();
  });
  mine.faulty = complaint.empty() ? 0 : 1;
  geometry::shares const inputs = call.agree(mine, std::move(complaint));
  geometry::result_axes made;
  split_problem s = call.resolve(inputs, made);
  return arrays::with_carried_axes<Channels>(where, lhs, arrays::axes_of(rhs), local->run(*over.all, s, options),
                                             [&] { return made; });
}

}  // namespace convolt::dist

#endif
