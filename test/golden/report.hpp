// SPDX-License-Identifier: BSD-3-Clause
/// Counts what passed, keeps what failed, and prints both.
#pragma once

#include <golden/runs.hpp>

#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace convolt::golden {

class report {
 public:
  /// One entry of the suite. `title` and `params` are printed if it failed.
  void add(std::string const& group, std::string const& title, std::string const& params, complaints const& found);

  /// A file that could not be used at all counts as one failure.
  void add_broken_file(std::string const& problem);

  /// How many entries of one kind ("cases") were run, of how many that the folders hold.
  void add_selected(std::string const& kind, std::size_t selected, std::size_t all);

  std::size_t passed() const noexcept { return passed_; }
  std::size_t failed() const noexcept { return failed_; }
  /// Something ran, and nothing failed.
  bool is_good() const noexcept { return failed_ == 0 && passed_ > 0; }

  /// The first failures in full, failures by group, what was selected; the last line is "N passed, M failed".
  void print(std::ostream& out, std::string const& selection) const;

 private:
  struct count {
    std::size_t good = 0;
    std::size_t bad = 0;
  };
  static constexpr std::size_t printed_in_full = 20;

  std::size_t passed_ = 0;
  std::size_t failed_ = 0;
  std::map<std::string, count> groups_;
  std::map<std::string, count> selected_;
  std::vector<std::string> failures_;
};

}  // namespace convolt::golden
