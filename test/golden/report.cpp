// SPDX-License-Identifier: BSD-3-Clause
/// The text at the end of a run.

#include <golden/report.hpp>

#include <ostream>

namespace convolt::golden {

void report::add(std::string const& group, std::string const& title, std::string const& params,
                 complaints const& found) {
  count& in_group = groups_[group];
  if (found.empty()) {
    ++passed_;
    ++in_group.good;
    return;
  }
  ++failed_;
  ++in_group.bad;
  if (failures_.size() == printed_in_full) { return; }
  std::string text = "FAILED " + title + "\n    " + params;
  for (std::string const& complaint : found) { text += "\n  - " + complaint; }
  failures_.push_back(text);
}

void report::add_broken_file(std::string const& problem) { add("files", problem, "", {"nothing of it was run"}); }

void report::add_selected(std::string const& kind, std::size_t selected, std::size_t all) {
  count& c = selected_[kind];
  c.good += selected;
  c.bad += all - selected;
}

void report::print(std::ostream& out, std::string const& selection) const {
  for (std::string const& failure : failures_) { out << failure << '\n'; }
  if (failed_ > failures_.size()) { out << "... and " << failed_ - failures_.size() << " more\n"; }
  if (failed_ > 0) { out << "groups with failures:\n"; }
  for (auto const& [name, c] : groups_) {
    if (c.bad > 0) { out << "  " << name << ": " << c.bad << " of " << c.good + c.bad << " failed\n"; }
  }
  out << "selected (--ops " << selection << "):";
  char const* between = " ";
  for (auto const& [kind, c] : selected_) {
    out << between << c.good << " of " << c.good + c.bad << ' ' << kind;
    between = ", ";
  }
  out << '\n' << passed_ << " passed, " << failed_ << " failed\n";
}

}  // namespace convolt::golden
