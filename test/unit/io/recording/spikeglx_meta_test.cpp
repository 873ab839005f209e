// SPDX-License-Identifier: BSD-3-Clause
/// Entries of .meta files, and complaints about them.
#include <convolt/io/recording/spikeglx_meta.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace {

namespace io = convolt::io;
using convolt::test::scratch_folder;
using list = std::vector<std::int64_t>;

TEST_CASE("entries are numbers, lists, ranges and brackets") {
  scratch_folder const folder;
  io::spikeglx_meta const m(folder.put(
      "a.meta", "typeThis=imec\r\nrate=30000.25\nsns=4,0,1\nsub=0:2,7:7,9\nmore=all\n~tbl=(0,2)(0 0 0 500)\n"));
  CHECK(m.text("typeThis") == "imec");
  CHECK(m.number("rate") == 30000.25);
  CHECK(m.counts("sns") == list{4, 0, 1});
  CHECK(m.subset("sub", 5) == list{0, 1, 2, 7, 9});
  CHECK(m.subset("more", 3) == list{0, 1, 2});
  CHECK(m.brackets("tbl").size() == 2);
  CHECK(m.number_in("tbl", m.brackets("tbl")[1], ' ', 3) == 500.);
  CHECK(m.has("tbl"));
  CHECK(!m.has("~tbl"));
}

TEST_CASE("what is missing or wrong is named") {
  scratch_folder const folder;
  auto const path = folder.put("a.meta", "rate=30k\nsns=4,-1\nsub=0:9999999999\nback=3:1\ntbl=0,2)\nnan=nan\nneg=-1\n");
  io::spikeglx_meta const m(path);
  auto const start = "convolt::io::open_spikeglx: " + path.string() + ": ";
  CHECK_THROWS_WITH(m.text("imSampRate"), start + "lacks a key; expected imSampRate, got no such line");
  CHECK_THROWS_WITH(m.number("rate"), start + "has a wrong value of rate; expected a number, got '30k'");
  CHECK_THROWS_WITH(m.counts("sns"), start + "has a wrong value of sns; expected 0 or more, got '-1'");
  CHECK_THROWS_WITH(m.subset("sub", 385), Catch::Contains("expected 385 channels, as nSavedChans says"));
  CHECK_THROWS_AS(m.subset("back", 3), io::io_error);
  CHECK_THROWS_AS(m.brackets("tbl"), io::io_error);
  CHECK_THROWS_AS(m.number("nan"), io::io_error);
  CHECK_THROWS_AS(m.positive("neg"), io::io_error);
  CHECK_THROWS_AS(m.number_in("tbl", "0 1", ' ', 2), io::io_error);
}

TEST_CASE("files of other kinds are refused with the line") {
  scratch_folder const folder;
  CHECK_THROWS_WITH(io::spikeglx_meta(folder.put("a.meta", "a=1\nb\n")),
                    Catch::Contains("line 2; expected key=value, got 'b'"));
  CHECK_THROWS_WITH(io::spikeglx_meta(folder.put("a.meta", "a=1\n~a=2")), Catch::Contains("has a key twice, line 2"));
  CHECK_THROWS_AS(io::spikeglx_meta(folder / "none.meta"), io::io_error);
  CHECK(!io::spikeglx_meta(folder.put("a.meta", "")).has("a"));
}

}  // namespace
