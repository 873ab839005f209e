// SPDX-License-Identifier: BSD-3-Clause
/// How exceptions make their sentence of the facts.
/// Layer: core.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/shared.hpp>

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace convolt {

namespace detail {

CONVOLT_SHARED_BODY std::string joined(std::initializer_list<std::string_view> parts) {
  std::string s;
  for (std::string_view const part : parts) { s.append(part); }
  return s;
}

inline std::string sentence(error_facts const& f) {
  std::string s = joined({"convolt::", f.where, ":"});
  auto const add = [&s](std::string_view before, std::string_view fact, std::string_view behind = {}) {
    if (!fact.empty()) { s += joined({before, fact, behind}); }
  };
  add(" ", f.argument);
  add(" (axis ", f.axis, ")");
  add(" ", f.problem);
  add("; expected ", f.expected);
  add(f.expected.empty() ? "; got " : ", got ", f.actual);
  add("; ", f.advice);
  return s;
}

}  // namespace detail

CONVOLT_SHARED_BODY error::error(error_facts facts)
    : std::runtime_error(detail::sentence(facts)), facts_(std::move(facts)) {}

}  // namespace convolt
