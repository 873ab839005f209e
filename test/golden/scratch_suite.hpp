// SPDX-License-Identifier: BSD-3-Clause
/// A folder of golden data made by a test and removed with it: a convolution of four numbers that can be checked by
/// hand, and whatever the test does to spoil it.
#pragma once

#include <support/json.hpp>
#include <support/npy.hpp>

#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <vector>

namespace convolt::golden {

class scratch_suite {
 public:
  scratch_suite() {
    static int number = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("convolt_golden_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
    std::filesystem::create_directories(folder_);
  }
  scratch_suite(scratch_suite const&) = delete;
  scratch_suite& operator=(scratch_suite const&) = delete;
  ~scratch_suite() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::filesystem::path const& folder() const { return folder_; }

  void write(std::string const& name, std::string const& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  template <class T>
  void write_array(std::string const& name, std::initializer_list<std::size_t> shape,
                   std::vector<T> const& values) const {
    std::string header = "{'descr': '" + test::npy_element_type<T>() + "', 'fortran_order': False, 'shape': (";
    for (std::size_t const extent : shape) { header += std::to_string(extent) + ", "; }
    header += ")}\n";
    std::string text = "\x93NUMPY\x01";
    text += '\0';
    text += static_cast<char>(header.size() & 0xFF);
    text += static_cast<char>(header.size() >> 8);
    text.append(header).append(reinterpret_cast<char const*>(values.data()), values.size() * sizeof(T));
    write(name, text);
  }

  /// lhs = 1 2 3 4, rhs = 1 10, no padding: 21 32 43; with the cotangent 1 0 2, d_lhs = 1 10 2 20 and d_rhs = 7 10.
  void write_arrays() const {
    write_array<float>("lhs.npy", {1, 1, 4}, {1, 2, 3, 4});
    write_array<float>("rhs.npy", {1, 1, 2}, {1, 10});
    write_array<float>("out.npy", {1, 1, 3}, {21, 32, 43});
    write_array<float>("cotangent.npy", {1, 1, 3}, {1, 0, 2});
    write_array<float>("d_lhs.npy", {1, 1, 4}, {1, 10, 2, 20});
    write_array<float>("d_rhs.npy", {1, 1, 2}, {7, 10});
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace convolt::golden
