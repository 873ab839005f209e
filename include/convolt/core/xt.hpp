// SPDX-License-Identifier: BSD-3-Clause
/// The only file that names xtensor headers. It knows both layouts of the library (flat up to 0.25, grouped since 0.26)
/// and repairs one defect of the old one.
/// Layer: core.
#pragma once

#include <convolt/core/config.hpp>

#if __has_include(<xtensor/xexpression.hpp>)
#include <xtensor/xtensor_config.hpp>
// xtensor up to 0.24 with g++ in C++20 (P0522 template argument matching) takes the shape of an xarray for a fixed-rank
// shape, so that the temporaries it makes for itself have rank 4 and garbage extents. A full specialisation, seen
// before the first use, puts it right.
#include <xtensor/xexpression_traits.hpp>
#if defined(__GNUC__) && !defined(__clang__) && XTENSOR_VERSION_MAJOR == 0 && XTENSOR_VERSION_MINOR < 25
namespace xt::detail {
template <>
struct xtype_for_shape<xt::svector<std::size_t, 4, std::allocator<std::size_t>, true>> {
  template <class T, layout_type L>
  using type = xarray<T, L>;
};
}  // namespace xt::detail
#endif
#include <xtensor/xadapt.hpp>
#include <xtensor/xarray.hpp>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xexpression.hpp>
#include <xtensor/xfixed.hpp>
#include <xtensor/xmanipulation.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xstrided_view.hpp>
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>
#else
#include <xtensor/containers/xadapt.hpp>
#include <xtensor/containers/xarray.hpp>
#include <xtensor/containers/xfixed.hpp>
#include <xtensor/containers/xtensor.hpp>
#include <xtensor/core/xexpression.hpp>
#include <xtensor/core/xmath.hpp>
#include <xtensor/core/xnoalias.hpp>
#include <xtensor/generators/xbuilder.hpp>
#include <xtensor/misc/xmanipulation.hpp>
#include <xtensor/views/xstrided_view.hpp>
#include <xtensor/views/xview.hpp>
#endif
