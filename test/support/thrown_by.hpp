// SPDX-License-Identifier: BSD-3-Clause
/// The exception that a call throws, for tests that read its category and its facts.
/// Layer: test support.
#pragma once

#include <convolt/core/error.hpp>

#include <stdexcept>
#include <string>

namespace convolt::test {

/// The exception of type E that f throws; anything else is an error of the test.
template <class E, class F>
E thrown_by(F const& f) {
  try {
    f();
  } catch (E const& e) { return e; }
  throw std::logic_error("the call did not throw");
}

/// The category of the exception of this library that f throws.
template <class F>
std::string category_of(F const& f) {
  try {
    f();
  } catch (error const& e) { return std::string(e.category()); }
  return "nothing thrown";
}

}  // namespace convolt::test
