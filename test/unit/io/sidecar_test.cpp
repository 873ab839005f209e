// SPDX-License-Identifier: BSD-3-Clause
/// The description of a folder: as text and back, and refused with file and line where it is wrong.
#include <convolt/io/sidecar.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <string>

namespace {

namespace io = convolt::io;
using convolt::test::scratch_folder;

io::sidecar sample() {
  io::sidecar s;
  s.configuration = {{"layer", "Conv1d(\"x\")\n"}, {"", ""}};
  s.arrays = {{.name = "weight", .type = "<f4", .shape = {5, 0, 16}, .unit = "nS", .checksum = 0xFEDCBA9876543210U},
              {.name = "lfp-1.x", .type = "<i2", .shape = {2, 3}, .unit = "uV", .checksum = 0}};
  s.arrays[1].axes = {std::nullopt, io::axis_entry{-0.5, 0.1, "ms"}};
  return s;
}

TEST_CASE("a sidecar survives as text") {
  scratch_folder const folder;
  folder.put("arrays.json", io::to_text(sample()));
  io::sidecar const s = io::read_sidecar(folder.path());
  CHECK(s.configuration == sample().configuration);
  REQUIRE(s.arrays.size() == 2);
  CHECK(s.arrays[0].name == "weight");
  CHECK(s.arrays[0].type == "<f4");
  CHECK(s.arrays[0].shape == std::vector<std::size_t>{5, 0, 16});
  CHECK(s.arrays[0].unit == "nS");
  CHECK(s.arrays[0].checksum == 0xFEDCBA9876543210U);
  CHECK(s.arrays[0].axes.empty());
  REQUIRE(s.arrays[1].axes.size() == 2);
  CHECK_FALSE(s.arrays[1].axes[0]);
  CHECK(s.arrays[1].axes[1]->start == -0.5);
  CHECK(s.arrays[1].axes[1]->step == 0.1);
  CHECK(s.arrays[1].axes[1]->unit == "ms");
}

TEST_CASE("names of arrays cannot lead out of the folder") {
  for (char const* good : {"weight", "a", "encoder.0-bias", "_x_", "A9"}) { CHECK(io::detail::is_array_name(good)); }
  for (char const* bad :
       {"", ".", "..", "../x", "/x", "a/b", "a\\b", ".hidden", "a.", "-x", "a b", "a\n", "c:x", "\xC3\xA4"}) {
    INFO(bad);
    CHECK_FALSE(io::detail::is_array_name(bad));
  }
  CHECK_FALSE(io::detail::is_array_name(std::string(101, 'a')));
  CHECK(io::detail::is_same_file_name("Weight", "wEIGHT"));
  CHECK_FALSE(io::detail::is_same_file_name("weight", "weights"));
}

void check_refused(std::string text, std::string const& from, std::string const& to, std::string const& reason) {
  INFO(from << " -> " << to);
  std::size_t const at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  scratch_folder const folder;
  folder.put("arrays.json", text);
  try {
    io::read_sidecar(folder.path());
    FAIL("nothing was thrown");
  } catch (io::io_error const& e) {
    CHECK(e.category() == "bad_sidecar");
    CHECK(e.argument() == (folder / "arrays.json").string() + ":");
    CHECK(e.actual() == reason);
  }
}

TEST_CASE("a sidecar that is damaged is refused with its line") {
  std::string const good = io::to_text(sample());
  check_refused(good, "convolt arrays", "something", "line 2: expected the format 'convolt arrays'");
  check_refused(good, "\"version\": 1", "\"version\": 2",
                "line 3: expected version 1; the folder was saved by a newer library");
  check_refused(good, "\"nS\"", "7", "line 9: expected a string, found an integer");
  check_refused(good, "\"name\": \"weight\"", "\"name\": \"../weight\"",
                "line 9: the name of an array cannot be that of a file");
  check_refused(good, "lfp-1.x", "WEIGHT", "line 10: array 'WEIGHT' stands twice");
  check_refused(good, "[5, 0", "[-5, 0", "line 9: an extent is negative");
  check_refused(good, "[5, 0", "[5.5, 0", "line 9: expected an integer, found a number");
  check_refused(good, "[null, ", "[", "line 10: expected one axis per extent");
  check_refused(good, "fedcba9876543210", "xyz", "line 9: expected a checksum of hexadecimal digits");
  check_refused(good, "\"step\"", "\"stop\"", "line 10: member 'step' is missing");
  check_refused(good, "\"unit\": \"nS\", ", "", "line 9: member 'unit' is missing");
  check_refused(good, "16]", "16", "text:9: expected ']' at the end of the array, found ':'");
}

TEST_CASE("a folder without sidecar is refused by name") {
  scratch_folder const folder;
  CHECK_THROWS_WITH(io::read_sidecar(folder.path()), Catch::Matchers::Contains("arrays.json: cannot be read"));
}

TEST_CASE("checksums are FNV-1a") {
  CHECK(io::detail::checksum_of("") == 0xCBF29CE484222325U);
  CHECK(io::detail::checksum_of("foobar") == 0x85944171F73967E8U);
  CHECK(io::detail::hex_text(0) == "0");
}

}  // namespace
