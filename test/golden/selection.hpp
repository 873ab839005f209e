// SPDX-License-Identifier: BSD-3-Clause
/// Which operations a run of the suite takes: all, or those named on the command line, by name or by group.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace convolt::golden {

/// Whether the operation is a function of lax (its name in the suite, gradients included).
bool is_lax_operation(std::string_view op);

class selection {
 public:
  /// Everything, also operations that nobody has heard of: they fail.
  selection() = default;

  /// From "conv_transpose,conv_local". `all` is everything, `lax` the six operations of lax. Throws
  /// std::invalid_argument for a name that is not in the suite's README.
  explicit selection(std::string_view names);

  bool contains(std::string const& op) const { return everything_ || names_.count(op) != 0; }
  std::string const& text() const { return text_; }

 private:
  void add(std::string const& name);

  bool everything_ = true;
  std::set<std::string> names_;
  std::string text_ = "all";
};

}  // namespace convolt::golden
