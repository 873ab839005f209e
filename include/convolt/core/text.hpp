// SPDX-License-Identifier: BSD-3-Clause
/// Sentences put together piece by piece. Each piece is a call and no more: sentences are rare, and code for them would
/// be compiled by everyone.
/// Layer: core.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt {

/// Puts text together as a stream does, without the cost of including one.
class text {
 public:
  CONVOLT_COLD text& operator<<(std::string_view words) {
    written_ += words;
    return *this;
  }
  CONVOLT_COLD text& operator<<(index number) {
    written_ += std::to_string(number);
    return *this;
  }
  text& operator<<(std::size_t number) { return *this << static_cast<index>(number); }

  [[nodiscard]] std::string const& str() const noexcept { return written_; }

 private:
  std::string written_;
};

}  // namespace convolt
