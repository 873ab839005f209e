// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/core/large_pages.hpp.

#include <convolt/core/large_pages.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include <sys/mman.h>

using namespace convolt;

namespace {

/// What the system says of the pages at this address: the flags of its mapping in /proc/self/smaps, "" for none.
std::string page_flags_at(void const* where) {
  auto const address = reinterpret_cast<std::uintptr_t>(where);
  std::ifstream maps("/proc/self/smaps");
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    std::uintptr_t begin = 0, end = 0;
    char dash = 0;
    if (words >> std::hex >> begin >> dash >> end && dash == '-') {
      inside = begin <= address && address < end;
    } else if (inside && line.starts_with("VmFlags:")) {
      return line + " ";
    }
  }
  return "";
}

/// Whether memory asked for without convolt shows that it asked: not where large pages are switched off, nor under an
/// emulator, which keeps the wish to itself.
bool a_wish_shows_here() {
  std::size_t const bytes = std::size_t{4} << 21;
  void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) { return false; }
  bool const shows =
      madvise(memory, bytes, MADV_HUGEPAGE) == 0 && page_flags_at(memory).find(" hg ") != std::string::npos;
  munmap(memory, bytes);
  return shows;
}

}  // namespace

TEST_CASE("large memory gets large pages where the system gives them, and small memory does not ask") {
  std::size_t const page = std::size_t{1} << 21, bytes = 5 * page + 12345;
  std::unique_ptr<char[]> const memory(new char[bytes]);
  prefer_large_pages(memory.get(), bytes);
  bool const asked = page_flags_at(memory.get() + bytes / 2).find(" hg ") != std::string::npos;
  CHECK(asked == a_wish_shows_here());
  std::unique_ptr<char[]> const small(new char[least_bytes_for_large_pages - 1]);
  prefer_large_pages(small.get(), least_bytes_for_large_pages - 1);
  CHECK(page_flags_at(small.get() + least_bytes_for_large_pages / 2).find(" hg ") == std::string::npos);
  for (std::size_t i = 0; i < bytes; i += 1000) { memory[i] = static_cast<char>(i % 100); }
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < bytes; i += 1000) { wrong += memory[i] != static_cast<char>(i % 100) ? 1U : 0U; }
  CHECK(wrong == 0);
}

TEST_CASE("a wish for large pages may begin anywhere and be of any size") {
  std::size_t const bytes = std::size_t{3} << 21;
  std::unique_ptr<char[]> const memory(new char[bytes + 64]);
  memory[0] = memory[bytes] = 7;
  prefer_large_pages(nullptr, 0);
  prefer_large_pages(memory.get() + 1, 0);
  prefer_large_pages(memory.get() + 1, 1);
  for (std::size_t const shift : {0U, 1U, 16U, 63U}) { prefer_large_pages(memory.get() + shift, bytes); }
  CHECK(memory[0] == 7);
  CHECK(memory[bytes] == 7);
}
