// SPDX-License-Identifier: BSD-3-Clause
/// Small files for the readers of the benchmark.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace bench_test {

/// A file with this text, which goes away with the object.
class text_file {
 public:
  text_file(std::string const& name, std::string const& text)
      : path_(std::filesystem::temp_directory_path() / ("convolt_test_bench_" + name)) {
    std::ofstream(path_) << text;
  }
  text_file(text_file const&) = delete;
  text_file& operator=(text_file const&) = delete;
  ~text_file() { std::filesystem::remove(path_); }

  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string contents_of(std::filesystem::path const& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// What the work says as it throws, or an empty text.
template <class Work>
std::string message_of(Work const& work) {
  try {
    work();
  } catch (std::exception const& fault) { return fault.what(); }
  return {};
}

inline bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

inline std::string const shapes_header =
    "id\tkind\tnd\tbatch\tin_spatial\tcin\tcout\tkernel\tstride\tdilation\tpad_lo\tpad_hi\tgroups\tdtype\tfamily\tover"
    "\tseries\tnote\n";

}  // namespace bench_test
