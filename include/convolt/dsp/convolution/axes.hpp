// SPDX-License-Identifier: BSD-3-Clause
/// Along which axes a call goes, and what that makes of the shape of a signal.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/convolution/summation.hpp>
#include <convolt/quantity/axes.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace convolt::dsp::detail {

[[noreturn]] CONVOLT_COLD inline void throw_kernel_rank(std::string_view where, std::size_t signal,
                                                        std::size_t kernel) {
  throw shape_error({.category = "rank_mismatch",
                     .where = std::string(where),
                     .argument = "kernel",
                     .problem = "has more axes than the signal",
                     .expected = "at most " + std::to_string(signal),
                     .actual = std::to_string(kernel)});
}
[[noreturn]] CONVOLT_COLD inline void throw_axis_not_given(std::string_view where, std::size_t signal,
                                                           std::size_t kernel) {
  throw parameter_error({.category = "axis_not_given",
                         .where = std::string(where),
                         .argument = "axis",
                         .problem = "must say which of " + std::to_string(signal) +
                                    " axes the kernel goes along: no one is the only one it can mean",
                         .expected = std::to_string(kernel) + (kernel == 1 ? " axis" : " axes"),
                         .advice = "give .axis = n"});
}
[[noreturn]] CONVOLT_COLD inline void throw_bad_axes(std::string_view where, char const* problem, std::size_t expected,
                                                     std::size_t actual) {
  throw parameter_error({.category = "bad_axis",
                         .where = std::string(where),
                         .argument = "axis",
                         .problem = problem,
                         .expected = std::to_string(expected),
                         .actual = std::to_string(actual)});
}

using dimensions = inline_list<std::size_t, index_list::capacity()>;

/// One dimension of the signal for each of the kernel, in ascending order. Throws parameter_error, shape_error.
inline dimensions chosen_dimensions(std::string_view where, axis_choice const& given, dimension_list const& usual,
                                    std::size_t rank, std::size_t kernel_rank) {
  if (kernel_rank > rank) { throw_kernel_rank(where, rank, kernel_rank); }
  dimensions chosen;
  if (given.is_given()) {
    if (given.size() != kernel_rank) {
      throw_bad_axes(where, "needs one number for each axis of the kernel", kernel_rank, given.size());
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
      chosen.push_back(quantities::normal_axis(given[i], rank, std::string(where).c_str()));
      if (i > 0 && chosen[i] <= chosen[i - 1]) {
        throw_bad_axes(where, "must be in ascending order, none twice", chosen[i - 1] + 1, chosen[i]);
      }
    }
  } else if (usual.count == kernel_rank) {
    for (std::size_t i = 0; i < usual.count; ++i) { chosen.push_back(usual.at[i]); }
  } else if (rank == kernel_rank) {
    for (std::size_t d = 0; d < rank; ++d) { chosen.push_back(d); }
  } else {
    throw_axis_not_given(where, rank, kernel_rank);
  }
  return chosen;
}

/// The sums along the chosen dimensions of an array of this shape: those before and behind are carried along as batch
/// and channels, those between as axes with one tap.
inline summation summation_along(std::string_view where, index_list const& shape, dimensions const& chosen,
                                 std::vector<placement> const& places, std::vector<kernel_axis> const& kernel) {
  summation s;
  std::size_t const first = chosen.empty() ? shape.size() : chosen[0];
  std::size_t const last = chosen.empty() ? 0 : chosen[chosen.size() - 1];
  if (last + 1 > first + max_spatial_rank) { throw_kernel_rank(where, max_spatial_rank, last + 1 - first); }
  std::size_t k = 0;
  for (std::size_t d = 0; d < shape.size(); ++d) {
    if (d < first) {
      s.batch *= shape[d];
    } else if (d > last) {
      s.channels *= shape[d];
    } else if (k < chosen.size() && d == chosen[k]) {
      s.axes.push_back({.samples = shape[d], .taps = kernel[k].taps, .kept = places[k].kept});
      ++k;
    } else {
      s.axes.push_back({.samples = shape[d], .taps = 1, .kept = {0, shape[d]}});
    }
  }
  return s;
}

/// An axis of a result, so many steps after that of the signal.
template <class A>
A moved(A const& a, placement const& to) {
  if constexpr (quantities::is_axis<A>) {
    using T = typename A::element_type;
    if (to.shift == 0 && to.kept.count == a.count()) { return a; }
    double const start = static_cast<double>(a.start().raw()) + to.shift * static_cast<double>(a.step().raw());
    return A(tag(static_cast<T>(start), a.unit()), a.step(), to.kept.count);
  } else {
    return a;
  }
}

template <class... A>
std::tuple<A...> moved_along(std::tuple<A...> const& axes, dimensions const& chosen,
                             std::vector<placement> const& places) {
  auto const one = [&](auto const& a, std::size_t d) {
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      if (chosen[k] == d) { return moved(a, places[k]); }
    }
    return a;
  };
  return [&]<std::size_t... D>(std::index_sequence<D...>) {
    return std::tuple<A...>(one(std::get<D>(axes), D)...);
  }(std::index_sequence_for<A...>{});
}

}  // namespace convolt::dsp::detail
