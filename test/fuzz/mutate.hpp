// SPDX-License-Identifier: BSD-3-Clause
/// Bytes with a few random changes, as those of damaged or wrongly edited files.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace convolt::test {

class mutator {
 public:
  explicit mutator(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

  /// One to six changes.
  std::string operator()(std::string_view bytes) {
    std::string s(bytes);
    for (std::size_t n = 1 + below(6); n > 0; --n) { change(s); }
    return s;
  }

 private:
  void change(std::string& s) {
    static constexpr std::array<std::string_view, 18> words{"-1",
                                                            "0",
                                                            "99999999999999999999",
                                                            "1e309",
                                                            "nan",
                                                            "inf",
                                                            "9223372036854775807",
                                                            "2147483648",
                                                            "4294967296",
                                                            "",
                                                            "\"",
                                                            ",",
                                                            ":",
                                                            "=",
                                                            "\n",
                                                            "(",
                                                            "}",
                                                            "1.5"};
    std::size_t const at = below(s.size() + 1);
    std::size_t const some = std::min(below(12), s.size() - at);
    switch (below(7)) {
      case 0:
        if (at < s.size()) { s[at] = static_cast<char>(s[at] ^ (1 << below(8))); }
        return;
      case 1:
        if (at < s.size()) { s[at] = static_cast<char>(below(256)); }
        return;
      case 2:
        s.erase(at, some);
        return;
      case 3:
        s.insert(at, s.substr(below(s.size() + 1), below(40)));
        return;
      case 4:
        s.replace(at, some, words[below(words.size())]);
        return;
      case 5:
        replace_number(s, at);
        return;
      default:
        if (below(4) == 0) { s.resize(at); }
    }
  }

  /// The digits behind `at` become others.
  void replace_number(std::string& s, std::size_t at) {
    static constexpr std::array<std::string_view, 8> numbers{"0",   "1",       "3",    "-7",
                                                             "385", "1048577", "1e30", "18446744073709551616"};
    std::size_t const first = s.find_first_of("0123456789", at);
    if (first == std::string::npos) { return; }
    std::size_t const last = std::min(s.find_first_not_of("0123456789", first), s.size());
    s.replace(first, last - first, numbers[below(numbers.size())]);
  }

  std::mt19937 random_;
};

}  // namespace convolt::test
