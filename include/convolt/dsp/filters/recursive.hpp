// SPDX-License-Identifier: BSD-3-Clause
/// What recursive filters have in common: a design says what is wanted, a rate makes sections of it.
/// Layer: dsp.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/section.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace convolt::dsp {

/// A recursive filter as it is wanted, without a rate: made by butterworth, bessel and notch.
class recursive_design {
 public:
  enum class family { butterworth, bessel, notch };

  recursive_design(family f, int order, dsp::band const& b, double q = 0)
      : family_(f), order_(order), band_(b), q_(q) {}

  /// The sections at a rate in Hz. Throws parameter_error: see dsp::sections.
  [[nodiscard]] CONVOLT_SHARED std::vector<section> sections_at(double rate) const;
  friend bool operator==(recursive_design const&, recursive_design const&) = default;

 private:
  std::string_view where() const {
    return family_ == family::butterworth ? "dsp::butterworth"
           : family_ == family::bessel    ? "dsp::bessel"
                                          : "dsp::notch";
  }
  std::vector<section> notch_at(double rate) const;

  family family_;
  int order_;  ///< that of the prototype
  dsp::band band_;
  double q_;
};

namespace detail {

/// The order of a prototype. Throws parameter_error "bad_order".
inline int checked_order(std::string_view where, index order, int most) {
  if (order >= 1 && order <= most) { return static_cast<int>(order); }
  throw parameter_error({.category = "bad_order",
                         .where = std::string(where),
                         .argument = "order",
                         .problem = "is out of range",
                         .expected = "1 to " + std::to_string(most),
                         .actual = std::to_string(order)});
}

}  // namespace detail

}  // namespace convolt::dsp

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/dsp/filters/bodies/recursive.hpp>
#endif
