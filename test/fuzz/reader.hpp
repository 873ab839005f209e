// SPDX-License-Identifier: BSD-3-Clause
/// What is fuzzed: functions that read, each with inputs that are right.
/// Layer: test support.
#pragma once

#include <fuzz/input.hpp>

#include <support/scratch_folder.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace convolt::test {

struct fuzz_reader {
  std::string_view name;
  /// Reads, with files in a folder. What is wrong with an input is a convolt::error; what is wrong with a reader is
  /// another exception, or a fault that a sanitizer finds.
  void (*read)(scratch_folder const&, fuzz_input);
  /// Right inputs, from which others are made.
  std::vector<std::string> (*seeds)();
};

/// Readers of recordings, of other files, and of HDF5, where it is there.
std::vector<fuzz_reader> recording_readers();
std::vector<fuzz_reader> file_readers();
std::vector<fuzz_reader> hdf5_readers();

}  // namespace convolt::test
