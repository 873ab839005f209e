// SPDX-License-Identifier: BSD-3-Clause
/// Pieces with margins. test/unit/io/recording_test.cpp compares random cuts with the whole.
#include <convolt/io/recording/chunks.hpp>

#include <convolt/io/recording/raw.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/thrown_by.hpp>

#include <limits>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;
using convolt::test::thrown_by;

TEST_CASE("chunks are cut by times, and have as much margin as there is") {
  scratch_folder const folder;
  io::recording const r = io::open_raw(folder.put("a", std::string(2 * 2500, 'x')), 1. * uV, 1. * kHz);
  io::recording_chunks const chunks = r.chunks(1. * s, 20. * ms);
  CHECK(chunks.size() == 3);
  CHECK(chunks.length() == 1000);
  CHECK(chunks.margin() == 20);
  std::vector<convolt::index> lengths;
  for (auto const& c : chunks) {
    lengths.push_back(c.core().samples());
    lengths.push_back(c.with_margin().samples());
  }
  CHECK(lengths == std::vector<convolt::index>{1000, 1020, 1000, 1040, 500, 520});
  CHECK(chunks[2].core().time().start().as(s).raw() == Approx(2.));
  CHECK(chunks[1].margin_before() == 20);
  CHECK(chunks[1].load<double>(uV).shape(0) == 1040);
  CHECK(chunks[1].load_counts().shape()[0] == 1040);
  CHECK(chunks[1].load().unit() == uV);
  CHECK(r.chunks(10'000)[0].core().samples() == 2500);
}

TEST_CASE("a chunk that is not there is refused, with how many there are") {
  scratch_folder const folder;
  io::recording const r = io::open_raw(folder.put("a", std::string(2 * 2500, 'x')), 1. * uV, 1. * kHz);
  io::recording_chunks const chunks = r.chunks(1. * s);
  for (convolt::index const number : {3, -1}) {
    auto const e = thrown_by<convolt::parameter_error>([&] { static_cast<void>(chunks[number]); });
    CHECK(e.category() == "chunk_out_of_range");
    CHECK(e.expected() == "a number below 3");
    CHECK(e.actual() == std::to_string(number));
  }
}

TEST_CASE("lengths and margins that cut nothing are refused, and said as they were given") {
  scratch_folder const folder;
  io::recording const r = io::open_raw(folder.put("a", std::string(2 * 100, 'x')), 1. * uV, 1. * kHz);
  auto const refused = [&](auto const& length, auto const& margin, std::string const& argument,
                           std::string const& actual) {
    auto const e = thrown_by<convolt::parameter_error>([&] { static_cast<void>(r.chunks(length, margin)); });
    CHECK(e.category() == "bad_chunks");
    CHECK(e.argument() == argument);
    CHECK(e.actual() == actual);
  };
  refused(0, 0, "length", "0");
  refused(0.4 * ms, 0, "length", "0.4 ms, less than half a sample");
  refused(-2. * s, 0, "length", "-2 s");
  refused(std::numeric_limits<double>::quiet_NaN() * s, 0, "length", "nan s");
  refused(10, -5. * ms, "margin", "-5 ms");
  CHECK(r.chunks(0.6 * ms).length() == 1);
}

TEST_CASE("only what was made of all samples loses its margin") {
  scratch_folder const folder;
  io::recording const r = io::open_raw(folder.put("a", std::string(2 * 100, 'x')), 1. * uV, 1. * kHz);
  auto const c = r.chunks(40, 5)[1];
  CHECK(c.drop_margin(c.load(uV)).axis<0>().start().as(ms).raw() == Approx(40.));
  auto const e = thrown_by<convolt::shape_error>([&] { c.drop_margin(c.core().load(uV)); });
  CHECK(e.category() == "chunk_length");
  CHECK(e.expected() == "50 samples");
  CHECK(e.actual() == "40");
}

}  // namespace
