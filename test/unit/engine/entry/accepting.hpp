// SPDX-License-Identifier: BSD-3-Clause
/// The methods of the table that accept a problem.
#pragma once

#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/entry/choose.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace test {

/// Their numbers, in the order of the table.
template <class T>
std::vector<std::size_t> accepting_methods(convolt::engine::problem const& p) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < convolt::engine::method_table<T, convolt::engine::default_arch>.size(); ++i) {
    convolt::engine::verdict const v = convolt::engine::ask<T, convolt::engine::default_arch>(i, {.p = p});
    if (!v.declined()) { numbers.push_back(i); }
  }
  return numbers;
}

template <class T>
std::string name_of_method(std::size_t number) {
  return convolt::engine::method_table<T, convolt::engine::default_arch>.at(number).name;
}

}  // namespace test
