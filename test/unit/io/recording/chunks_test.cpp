// SPDX-License-Identifier: BSD-3-Clause
/// Pieces with margins. test/unit/io/recording_test.cpp compares random cuts with the whole.
#include <convolt/io/recording/chunks.hpp>

#include <convolt/io/recording/raw.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <string>
#include <vector>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;

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
  CHECK_THROWS_AS(chunks[3], convolt::parameter_error);
  CHECK_THROWS_AS(chunks[-1], convolt::parameter_error);
  CHECK_THROWS_AS(r.chunks(0. * s), convolt::parameter_error);
}

TEST_CASE("only what was made of all samples loses its margin") {
  scratch_folder const folder;
  io::recording const r = io::open_raw(folder.put("a", std::string(2 * 100, 'x')), 1. * uV, 1. * kHz);
  auto const c = r.chunks(40, 5)[1];
  CHECK(c.drop_margin(c.load(uV)).axis<0>().start().as(ms).raw() == Approx(40.));
  CHECK_THROWS_WITH(c.drop_margin(c.core().load(uV)), Catch::Contains("expected 50 samples, got 40"));
}

}  // namespace
