// SPDX-License-Identifier: BSD-3-Clause
/// golden_suite [--ops NAME,NAME...] DIR...: runs folders of golden data through the public functions. Ends with the
/// line "N passed, M failed"; the exit status is 0 only if something ran and nothing failed, 2 if the command line is
/// wrong.

#include <golden/run_folder.hpp>

#include <exception>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int usage_fault = 2;

struct command_line {
  convolt::golden::selection ops;
  std::vector<std::filesystem::path> folders;
};

command_line parse(std::vector<std::string_view> const& words) {
  command_line line;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--ops") {
      if (++i == words.size()) { throw std::invalid_argument("--ops needs a list of operations"); }
      line.ops = convolt::golden::selection(words[i]);
    } else if (words[i].substr(0, 2) == "--") {
      throw std::invalid_argument("unknown option " + std::string(words[i]));
    } else {
      line.folders.emplace_back(words[i]);
    }
  }
  if (line.folders.empty()) { throw std::invalid_argument("no folder given"); }
  return line;
}

}  // namespace

int main(int argc, char** argv) {
  command_line line;
  try {
    line = parse({argv + 1, argv + argc});
  } catch (std::exception const& e) {
    std::cerr << "golden_suite: " << e.what() << "\nusage: golden_suite [--ops all|lax|NAME,NAME...] DIR...\n";
    return usage_fault;
  }
  convolt::golden::report all;
  for (std::filesystem::path const& folder : line.folders) { run_folder(all, line.ops, folder); }
  all.print(std::cout, line.ops.text());
  return all.is_good() ? 0 : 1;
}
