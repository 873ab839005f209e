// SPDX-License-Identifier: BSD-3-Clause
/// How far a program is, and a number that it watches: one line that is rewritten on a terminal, six lines in a file.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>

namespace support {

class progress_bar {
 public:
  progress_bar(std::string title, int steps, std::string watched = "loss")
      : title_(std::move(title)), watched_(std::move(watched)), steps_(steps) {}

  /// After step 1 .. steps. The number prints with its unit.
  template <class Number>
  void show(int step, Number const& number) {
    bool const last = step == steps_;
    if (!terminal_ && step != 1 && !last && step % std::max(1, steps_ / 5) != 0) { return; }
    std::ostringstream line;
    line << title_ << " [" << bar(step) << "] " << std::setw(width_of_count()) << step << '/' << steps_ << "  "
         << watched_ << ' ' << std::setprecision(4) << number;
    std::string text = line.str();
    std::size_t const length = text.size();
    if (terminal_) { text = '\r' + text + std::string(longest_ > length ? longest_ - length : 0, ' '); }
    longest_ = std::max(longest_, length);
    std::cout << text << (terminal_ && !last ? "" : "\n") << std::flush;
  }

 private:
  std::string bar(int step) const {
    std::size_t const full = width * static_cast<std::size_t>(step) / static_cast<std::size_t>(std::max(1, steps_));
    return std::string(full, '#') + std::string(width - full, '.');
  }
  int width_of_count() const { return static_cast<int>(std::to_string(steps_).size()); }

  static constexpr std::size_t width = 30;
  std::string title_, watched_;
  int steps_;
  bool terminal_ = isatty(STDOUT_FILENO) != 0;
  std::size_t longest_ = 0;
};

}  // namespace support
