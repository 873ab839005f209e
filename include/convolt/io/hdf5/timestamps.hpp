// SPDX-License-Identifier: BSD-3-Clause
/// The rate of samples whose times are listed one by one, if they are regular.
/// Layer: io.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/io/error.hpp>
#include <convolt/quantity/coordinate.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace convolt::io::detail {

/// Times that follow each other, seen piece after piece, beside the regular ones between the first and the last.
class regular_times {
 public:
  /// `tolerance` is the part of a step by which a time may lie beside its place.
  regular_times(double first, double last, index count, double tolerance)
      : first_(first), step_((last - first) / static_cast<double>(count - 1)), tolerance_(tolerance) {}

  double step() const { return step_; }
  bool regular() const { return !misplaced_; }

  void look_at(std::span<double const> times) {
    for (double const t : times) {
      double const place = first_ + static_cast<double>(seen_) * step_;
      bool const right = std::abs(t - place) <= tolerance_ * step_;
      if (!right && !misplaced_) { misplaced_ = seen_; }
      if (seen_ == 1) { first_interval_ = t - before_; }
      if (seen_ > 1 && !unlike_ && !(std::abs(t - before_ - first_interval_) <= tolerance_ * first_interval_)) {
        unlike_ = seen_;
        unlike_interval_ = t - before_;
      }
      if (misplaced_ == seen_) { misplaced_interval_ = seen_ > 0 ? t - before_ : 0.; }
      before_ = t;
      ++seen_;
    }
  }

  /// Throws io_error "irregular_times" with the first sample that comes after another interval than those before it.
  [[noreturn]] void refuse(std::filesystem::path const& file, std::string_view where) const {
    using quantities::number_text;
    bool const jump = unlike_.has_value();
    throw_io_error(file, {.category = "irregular_times",
                          .where = where,
                          .problem = "has timestamps that are not regular, first at sample " +
                                     std::to_string(jump ? *unlike_ : misplaced_.value_or(0)),
                          .expected = "an interval of " + number_text(jump ? first_interval_ : step_) + " s",
                          .actual = number_text(jump ? unlike_interval_ : misplaced_interval_) + " s",
                          .advice = "cut the recording there, or give a larger tolerance"});
  }

 private:
  double first_;
  double step_;
  double tolerance_;
  index seen_ = 0;
  double before_ = 0.;
  double first_interval_ = 0.;
  double unlike_interval_ = 0.;
  double misplaced_interval_ = 0.;
  std::optional<index> misplaced_;  ///< the first sample that is not at its place
  std::optional<index> unlike_;     ///< the first sample after an interval that is not the first one
};

}  // namespace convolt::io::detail
