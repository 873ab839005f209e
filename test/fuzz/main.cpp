// SPDX-License-Identifier: BSD-3-Clause
// Makes up files for one reader at a time. Each must be refused by an error of the library, or read as it is.
//
// usage: fuzz_readers list
//        fuzz_readers READER SECONDS FOLDER [SEED]   for so many seconds of processor time; inputs that led to new
//                                                    lines of code are kept in FOLDER/READER, the one that failed in
//                                                    FOLDER/READER-...
//        fuzz_readers READER FILE                    one input again
//
// The engine is libFuzzer, and there is no other. It sees which lines an input reaches, and so finds in minutes what
// changes at random do not find in hours: the gain of one kind of probe behind six right lines of a .meta file. It
// comes with clang's sanitizers, without which this program is worth little, so no place that runs it lacks the engine.
#include <fuzz/reader.hpp>

#include <convolt/core/error.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace convolt::test;

std::vector<fuzz_reader> all_readers() {
  std::vector<fuzz_reader> all = recording_readers();
  for (auto const& more : {file_readers(), hdf5_readers()}) { all.insert(all.end(), more.begin(), more.end()); }
  return all;
}

/// What this process does.
struct session {
  fuzz_reader reader;
  std::optional<double> seconds = {};
  std::string seed = {};
  long accepted = 0;
  long refused = 0;

  void print() const {
    std::cout << reader.name << ": " << accepted + refused << " inputs, " << accepted << " accepted, " << refused
              << " refused, seed " << seed << std::endl;
  }
};
session* now = nullptr;

double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec) * 1e-6;
}

[[noreturn]] void stop(std::string const& why) {
  std::cerr << why << '\n';
  std::_Exit(2);
}

fuzz_reader reader_of(std::string_view name) {
  std::vector<fuzz_reader> const all = all_readers();
  auto const found = std::find_if(all.begin(), all.end(), [&](fuzz_reader const& r) { return r.name == name; });
  if (found == all.end()) { stop("there is no reader '" + std::string(name) + "'; 'fuzz_readers list' names them"); }
  return *found;
}

/// The arguments of libFuzzer.
std::vector<std::string> arguments_of(std::vector<std::string> const& given) {
  if (given.size() == 2) { return {"-rss_limit_mb=2048", "-malloc_limit_mb=512", given[1]}; }
  std::filesystem::path const folder = given[2], corpus = folder / given[0];
  std::filesystem::create_directories(corpus);
  std::size_t number = 0;
  for (std::string const& input : now->reader.seeds()) {
    std::ofstream(corpus / ("right-" + std::to_string(number++)), std::ios::binary) << input;
  }
  now->seconds = std::atof(given[1].c_str());
  now->seed = given.size() > 3 ? given[3] : std::to_string(1 + std::random_device{}() % 1'000'000'000);
  return {"-seed=" + now->seed,   "-max_len=4096",
          "-timeout=30",          "-rss_limit_mb=2048",
          "-malloc_limit_mb=512", "-dict=" CONVOLT_FUZZ_WORDS,
          "-print_funcs=0",       "-artifact_prefix=" + (folder / (given[0] + "-")).string(),
          corpus.string()};
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  std::vector<std::string> const given(*arguments + 1, *arguments + *count);
  if (given.size() == 1 && given[0] == "list") {
    for (fuzz_reader const& r : all_readers()) { std::cout << r.name << '\n'; }
    std::cout.flush();
    std::_Exit(0);
  }
  if (given.size() < 2 || given.size() > 4) { stop("usage: fuzz_readers READER SECONDS FOLDER [SEED]"); }
  static session one{.reader = reader_of(given[0])};
  now = &one;
  static std::vector<std::string> texts = arguments_of(given);
  static std::vector<char*> pointers{(*arguments)[0]};
  for (std::string& text : texts) { pointers.push_back(text.data()); }
  *count = static_cast<int>(pointers.size());
  pointers.push_back(nullptr);
  *arguments = pointers.data();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static scratch_folder const folder;
  try {
    now->reader.read(folder, fuzz_input(std::string_view(reinterpret_cast<char const*>(data), size)));
    ++now->accepted;
  } catch (convolt::error const&) { ++now->refused; } catch (std::exception const& e) {
    std::cerr << now->reader.name << ": " << e.what() << std::endl;
    std::abort();  // libFuzzer keeps the input
  }
  bool const look = (now->accepted + now->refused) % 64 == 0;
  if (now->seconds && look && processor_seconds() >= *now->seconds) {
    now->print();
    std::error_code ignored;
    std::filesystem::remove_all(folder.path(), ignored);
    std::_Exit(0);  // every input that is to be kept was written when it was found
  }
  return 0;
}
