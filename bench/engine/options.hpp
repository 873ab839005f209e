// SPDX-License-Identifier: BSD-3-Clause
/// The command line.
/// Layer: bench.
#pragma once

#include <engine/workload.hpp>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace convolt::bench {

struct options {
  std::filesystem::path shapes = "bench/shapes.tsv";
  std::filesystem::path pairs = "bench/pairs.tsv";
  std::filesystem::path table_file;  // empty: none
  std::filesystem::path charts;      // folder of the charts of families; empty: none
  std::filesystem::path chart_file = "build/bench.svg";
  std::vector<std::string> rows;      // empty: all
  std::vector<std::string> families;  // empty: all
  std::string peer = "best";          // best, onednn, fftw or none
  std::vector<table_kind> tables{table_kind::nhwc, table_kind::nchw, table_kind::pack};
  int threads = 1;
  int rounds = 9;
  double sample_seconds = 0.02;
  std::uint32_t seed = 1;
  bool all_implementations = false;
  bool processor_time = false;
  bool regret = false;     // of the library's choice among its own methods, in place of the peers
  bool estimates = false;  // with it the cycles that the library estimates
  bool verbose = false;
  bool help = false;
};

/// A command line that cannot be understood.
struct usage_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[nodiscard]] options read_options(std::vector<std::string> const& arguments);
[[nodiscard]] char const* usage();
[[nodiscard]] char const* name_of(table_kind table);
/// The file of one table where several are made: the first has the name itself, the others "name-nchw.tsv".
[[nodiscard]] std::filesystem::path file_of(std::filesystem::path const& file, table_kind table, options const& o);

}  // namespace convolt::bench
