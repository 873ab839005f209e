// SPDX-License-Identifier: BSD-3-Clause
/// Running something that may throw, and keeping what it said.
#pragma once

#include <golden/runs.hpp>

#include <convolt/core/error.hpp>

#include <exception>
#include <string>
#include <string_view>

namespace convolt::golden {

/// Calls `f`; an exception becomes a complaint that starts with the name of the form.
template <class F>
void attempt(complaints& all, std::string const& form, F&& f) {
  try {
    f();
  } catch (error const& e) {
    all.push_back(form + ": rejected as " + std::string(e.category()) + " (" + e.what() + ")");
  } catch (std::exception const& e) { all.push_back(form + ": " + e.what()); } catch (...) {
    all.push_back(form + ": an exception that is no std::exception");
  }
}

/// Calls `f`, which must throw convolt::error of that category; everything else is a complaint.
template <class F>
void expect_rejection(complaints& all, std::string const& form, std::string_view category, F&& f) {
  std::string const wanted = ", want category " + std::string(category);
  try {
    f();
    all.push_back(form + ": did not throw" + wanted);
  } catch (error const& e) {
    if (e.category() == category) { return; }
    all.push_back(form + ": threw category " + std::string(e.category()) + wanted + " (" + e.what() + ")");
  } catch (std::exception const& e) {
    all.push_back(form + ": threw another exception" + wanted + " (" + e.what() + ")");
  } catch (...) { all.push_back(form + ": threw something that is no std::exception" + wanted); }
}

}  // namespace convolt::golden
