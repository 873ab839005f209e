// SPDX-License-Identifier: BSD-3-Clause
/// What a program made of a page of the documentation (tools/page_program) says, beside what the page says.
#pragma once

#include <cctype>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>

namespace test {

class page {
 public:
  explicit page(std::string name) : name_(std::move(name)) {}

  /// The value prints as the page says.
  template <class T>
  void says(int line, std::string const& expected, T const& value) {
    std::ostringstream os;
    os << std::boolalpha << value;
    compare(line, expected, os.str());
  }
  /// f throws an exception whose message contains the text.
  template <class F>
  void throws(int line, std::string const& expected, F const& f) {
    ++checked_;
    std::string message = "nothing is thrown";
    try {
      f();
    } catch (std::exception const& e) {
      message = e.what();
      if (squeezed(message).find(squeezed(expected)) != std::string::npos) { return; }
    }
    fault(line, expected, message);
  }

  /// The exit code: 0 when all was as the page says.
  [[nodiscard]] int report() const {
    std::cout << name_ << ": " << checked_ << " results compared, " << faults_ << " differ\n";
    return faults_ == 0 ? 0 : 1;
  }

 private:
  void compare(int line, std::string const& expected, std::string const& actual) {
    ++checked_;
    if (squeezed(expected) != squeezed(actual)) { fault(line, expected, actual); }
  }
  void fault(int line, std::string const& expected, std::string const& actual) {
    ++faults_;
    std::cerr << name_ << ':' << line << ": the page says\n  " << expected << "\nthe program\n  " << actual << '\n';
  }
  /// White space counts once, and not at all beside brackets and commas.
  static std::string squeezed(std::string const& text) {
    auto const is_space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    auto const stands_alone = [](char c) { return c == '{' || c == '}' || c == ',' || c == '[' || c == ']'; };
    std::string s;
    for (char const c : text) {
      if (is_space(c)) {
        if (!s.empty() && s.back() != ' ' && !stands_alone(s.back())) { s.push_back(' '); }
      } else {
        if (stands_alone(c) && !s.empty() && s.back() == ' ') { s.pop_back(); }
        s.push_back(c);
      }
    }
    if (!s.empty() && s.back() == ' ') { s.pop_back(); }
    return s;
  }

  std::string name_;
  int checked_ = 0;
  int faults_ = 0;
};

}  // namespace test
