// SPDX-License-Identifier: BSD-3-Clause
/// The signal of a change of rate: its numbers row by row, and the dimension that it goes along, which need not be time
/// where a caller gives its number.
/// Layer: dsp.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/dsp/convolution/call.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/dsp/time/along.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/quantity/along.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace convolt::dsp::detail {

/// Throws as convolve does for arrays, and parameter_error "axis_not_given", "bad_axis".
template <class T, class X>
class rate_signal {
 public:
  rate_signal(std::string_view where, X const& x, axis_choice const& given)
      : where_(where),
        numbers_(where, "signal", arrays::without_axes(x)),
        axes_(axes_of_signal(x, numbers_.shape().size())),
        dimension_(find_time(where, axes_, given)),
        block_(quantities::block_along(numbers_.shape(), dimension_)) {}

  T const* data() const { return numbers_.data(); }
  std::size_t dimension() const { return dimension_; }
  plain_axis const& axis() const { return axes_[dimension_]; }
  quantities::dimension_block const& block() const { return block_; }
  index count() const { return block_.count; }

  /// An array of the shape of the signal with so many samples along the dimension, not initialised.
  template <class Out>
  auto allocate(index samples) const {
    index_list shape = numbers_.shape();
    shape[dimension_] = samples;
    geometry::check_extents(where_, "result", {shape.begin(), shape.size()}, static_cast<index>(sizeof(Out)));
    return arrays::allocate<Out, arrays::static_rank<arrays::bare_t<X>>>(shape);
  }

 private:
  std::string_view where_;
  row_major<T, arrays::bare_t<X>> numbers_;
  std::vector<plain_axis> axes_;
  std::size_t dimension_;
  quantities::dimension_block block_;
};

}  // namespace convolt::dsp::detail
