// SPDX-License-Identifier: BSD-3-Clause
/// Calls of conv_general_dilated with drawn extents and parameters: small, and of every kind that is legal, with empty
/// axes, cropping paddings and windows that do not fit. Layouts are drawn apart.
/// Layer: test support.
#pragma once

#include <convolt/lax/options.hpp>
#include <support/convolution_oracle.hpp>

#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace convolt::test {

struct random_convolution {
  extents lhs, rhs;
  naive_parameters p;

  steps strides() const { return p.strides; }
  raw_padding padding() const {
    std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>> pairs;
    for (std::size_t d = 0; d < p.lo.size(); ++d) { pairs.emplace_back(p.lo[d], p.hi[d]); }
    return raw_padding(pairs);
  }
  lax::conv_general_dilated_options options() const {
    return {.lhs_dilation = p.lhs_dilation,
            .rhs_dilation = p.rhs_dilation,
            .feature_group_count = p.feature_groups,
            .batch_group_count = p.batch_groups};
  }

  friend std::ostream& operator<<(std::ostream& os, random_convolution const& c) {
    auto const list = [&os](char const* name, auto const& values) {
      os << ' ' << name;
      for (auto v : values) { os << ' ' << v; }
    };
    list("lhs", c.lhs);
    list("rhs", c.rhs);
    list("strides", c.p.strides);
    list("lo", c.p.lo);
    list("hi", c.p.hi);
    list("lhs_dilation", c.p.lhs_dilation);
    list("rhs_dilation", c.p.rhs_dilation);
    return os << " groups " << c.p.feature_groups << ' ' << c.p.batch_groups;
  }
};

inline random_convolution draw_convolution(dice& next, std::size_t rank) {
  random_convolution c{.lhs = {}, .rhs = {}, .p = plain_parameters(rank)};
  auto const drawn = [&next](std::ptrdiff_t low, std::ptrdiff_t high) {
    return static_cast<std::size_t>(next(low, high));
  };
  std::ptrdiff_t const kind = next(0, 2);
  if (kind == 1) { c.p.feature_groups = next(2, 3); }
  if (kind == 2) { c.p.batch_groups = next(2, 3); }
  auto const feature_groups = static_cast<std::size_t>(c.p.feature_groups);
  auto const batch_groups = static_cast<std::size_t>(c.p.batch_groups);
  std::size_t const in = drawn(next(0, 19) == 0 ? 0 : 1, 2);
  c.lhs = {batch_groups * drawn(1, 2), feature_groups * in};
  c.rhs = {feature_groups * batch_groups * drawn(1, 2), in};
  std::ptrdiff_t const largest = rank > 2 ? 3 : 6;
  for (std::size_t d = 0; d < rank; ++d) {
    std::ptrdiff_t const n = next(next(0, 9) == 0 ? 0 : 1, largest);
    c.lhs.push_back(static_cast<std::size_t>(n));
    c.rhs.push_back(drawn(1, rank > 2 ? 2 : 3));
    c.p.strides[d] = next(1, 3);
    c.p.lhs_dilation[d] = next(1, 3);
    c.p.rhs_dilation[d] = next(1, 3);
    std::ptrdiff_t const extent = dilated_extent(n, c.p.lhs_dilation[d]);
    c.p.lo[d] = next(-std::min<std::ptrdiff_t>(extent, 2), 3);
    c.p.hi[d] = next(-std::min<std::ptrdiff_t>(extent + c.p.lo[d], 2), 3);
  }
  return c;
}

/// Axes in a drawn order: element i says which axis of the canonical array comes i-th.
inline std::vector<std::size_t> draw_order(dice& next, std::size_t axes) {
  std::vector<std::size_t> order(axes);
  for (std::size_t i = 0; i < axes; ++i) { order[i] = i; }
  for (std::size_t i = axes; i > 1; --i) {
    std::swap(order[i - 1], order[static_cast<std::size_t>(next(0, static_cast<std::ptrdiff_t>(i) - 1))]);
  }
  return order;
}

/// The letters of an array whose axes come in this order, canonically `first` and `second` and then the spatial ones.
inline std::string letters_in_order(char first, char second, std::vector<std::size_t> const& order) {
  std::string const canonical = {first, second, 'p', 'q', 'r', 's', 't', 'u', 'v', 'w'};
  std::string text;
  for (std::size_t axis : order) { text += canonical[axis]; }
  return text;
}

/// The kernel's order with its spatial letters in the canonical order, so that window parameters need no reordering.
inline std::vector<std::size_t> with_spatial_axes_sorted(std::vector<std::size_t> order) {
  std::size_t spatial = 2;
  for (std::size_t& axis : order) {
    if (axis >= 2) { axis = spatial++; }
  }
  return order;
}

}  // namespace convolt::test
