// SPDX-License-Identifier: BSD-3-Clause
/// What every deconvolution begins with: the sums and where they lie, the kernel, the samples that are asked for.
/// Layer: dsp.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dsp/convolution/axes.hpp>
#include <convolt/dsp/convolution/call.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/dsp/deconvolution/inverse.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/quantity/along.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

[[noreturn]] CONVOLT_COLD inline void throw_kernel_along_several(std::string_view where, std::size_t rank) {
  throw shape_error({.category = "rank_mismatch",
                     .where = std::string(where),
                     .argument = "kernel",
                     .problem = "must have one axis: a signal is deconvolved along one",
                     .expected = "1",
                     .actual = std::to_string(rank)});
}

/// Y: the type of y, which is taken for the convolution of the samples with a kernel of type H along one dimension.
/// Throws as convolve does for axes and steps, and shape_error "rank_mismatch", "empty_kernel", "signal_too_short";
/// parameter_error "bad_taps", "singular" for a kernel of zeros.
template <class Y, class H>
class known_sums {
  using types = elements<Y, H>;
  using bare = arrays::bare_t<Y>;

 public:
  template <class M>
  known_sums(std::string_view where, Y const& y, H const& h, M const& measure, dsp::mode mode, axis_choice const& axis)
      : sums_(where, "signal", arrays::without_axes(y)),
        axes_(axes_of_signal(y, sums_.shape().size())),
        chosen_(one_dimension(where, h, axis)),
        kernel_(kernel_for<typename types::taps>({.where = where}, h, measure, {.mode = mode, .axis = axis},
                                                 sums_.shape(), axes_, chosen_)),
        samples_(samples_of_sums(where, mode.kind(), sums_.shape()[dimension()], kernel_.axes[0].taps)),
        lies_(place(where, mode.kind(), samples_, kernel_.axes[0], false, axes_[dimension()])),
        rows_(where, kernel_.taps) {}

  typename types::signal const* data() const { return sums_.data(); }
  std::vector<plain_axis> const& axes() const { return axes_; }
  dimensions const& chosen() const { return chosen_; }
  std::size_t dimension() const { return chosen_[0]; }
  std::vector<typename types::taps> const& taps() const { return kernel_.taps; }
  kernel_rows const& rows() const { return rows_; }
  index samples() const { return samples_; }

  /// In real numbers: complex sums of real taps are pairs of lines.
  inverse_problem problem() const {
    inverse_problem p{
        .sums = quantities::block_along(sums_.shape(), dimension()), .samples = samples_, .first = lies_.kept.first};
    constexpr bool pairs = quantities::is_complex<typename types::signal>;
    if (pairs && rows_.parts() == 1) { p.sums.inner *= 2; }
    if (pairs && rows_.parts() == 2) { p.parts = 2; }
    return p;
  }

  /// An array for the samples. Throws shape_error where memory cannot hold it.
  auto room(std::string_view where) const {
    index_list shape = sums_.shape();
    shape[dimension()] = samples_;
    geometry::check_extents(where, "result", {shape.begin(), shape.size()}, sizeof(typename types::result));
    return arrays::allocate<typename types::result, arrays::static_rank<bare>>(shape);
  }
  /// The samples, where they lie on the axes of y.
  template <class E, class U>
  auto placed(Y const& y, E&& samples, U const& unit) const {
    return placed_result(y, std::forward<E>(samples), unit, chosen_, {{{0, samples_}, -lies_.shift}});
  }

 private:
  dimensions one_dimension(std::string_view where, H const& h, axis_choice const& given) const {
    std::size_t const rank = rank_of_kernel(h);
    if (rank != 1) { throw_kernel_along_several(where, rank); }
    return chosen_dimensions(where, given, usual_dimensions<Y, H>(), sums_.shape().size(), rank);
  }

  row_major<typename types::signal, bare> sums_;
  std::vector<plain_axis> axes_;
  dimensions chosen_;
  placed_kernel<typename types::taps> kernel_;
  index samples_;
  placement lies_;
  kernel_rows rows_;
};

}  // namespace convolt::dsp::detail
