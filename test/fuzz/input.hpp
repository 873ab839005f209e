// SPDX-License-Identifier: BSD-3-Clause
/// The bytes that libFuzzer makes up, as choices and as files. Choices are taken from the end, so that a file which is
/// changed in its middle keeps them.
/// Layer: test support.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::test {

/// Complains of what no reader may do.
inline void must(bool right, char const* what) {
  if (!right) { throw std::logic_error(what); }
}

class fuzz_input {
 public:
  /// Between the files of an input that is several.
  static constexpr std::string_view mark = "\n%%%%\n";

  explicit fuzz_input(std::string_view bytes) : bytes_(bytes) {}

  /// A number below n, which is at most 256; 0 where no bytes are left.
  std::size_t below(std::size_t n) {
    if (bytes_.empty()) { return 0; }
    auto const last = static_cast<unsigned char>(bytes_.back());
    bytes_.remove_suffix(1);
    return last % n;
  }
  /// A number of the kind on which readers fail.
  double strange_number() {
    static constexpr std::array<double, 14> numbers{
        0.,  -1.,    1e-320, 1e308, -1e308, HUGE_VAL, std::numeric_limits<double>::quiet_NaN(),
        1e9, 30000., 1.,     -0.,   1e-9,   0.5,      1e19};
    return numbers[below(numbers.size())];
  }
  /// What no choice was made from.
  std::string_view rest() const { return bytes_; }
  /// The same as files, of which there are at least so many.
  std::vector<std::string_view> files(std::size_t least) const {
    std::vector<std::string_view> all;
    std::string_view left = bytes_;
    for (std::size_t end = left.find(mark); end != std::string_view::npos; end = left.find(mark)) {
      all.push_back(left.substr(0, end));
      left.remove_prefix(end + mark.size());
    }
    all.push_back(left);
    while (all.size() < least) { all.emplace_back(); }
    return all;
  }

 private:
  std::string_view bytes_;
};

}  // namespace convolt::test
