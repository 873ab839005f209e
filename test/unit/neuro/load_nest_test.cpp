// SPDX-License-Identifier: BSD-3-Clause
/// Files as NEST writes them, and files that are something else.
#include <convolt/neuro/load_nest.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::io::io_error;
using convolt::neuro::load_nest;

char const* const nest_3 =
    "# NEST version: 3.6.0\n"
    "# RecordingBackendASCII version: 2\n"
    "sender\ttime_ms\n"
    "12\t5.100\n"
    "3\t7.300\n"
    "12\t0.200\n";

/// What the error about a file says behind the name of the file.
std::string refused(std::filesystem::path const& path, double resolution = 0.) {
  try {
    static_cast<void>(resolution > 0 ? load_nest(path, resolution * ms) : load_nest(path));
  } catch (io_error const& e) {
    std::string const text = e.what();
    CHECK(e.argument() == path.string() + ":");
    return text.substr(text.find(path.string()) + path.string().size() + 2);
  }
  return "none";
}

TEST_CASE("a file of NEST 3 becomes a train for each sender") {
  convolt::test::scratch_folder const folder;
  auto const trains = load_nest(folder.put("spikes.dat", nest_3));
  CHECK(trains.ids() == std::vector<convolt::index>{3, 12});
  CHECK(trains.of(12).times(ms)(0).raw() == 0.2);
  CHECK(trains.of(12).times(ms)(1).raw() == 5.1);
  CHECK(trains.of(3).size() == 1);
}

TEST_CASE("a file of NEST 2, one with a head behind a # and an empty one are read") {
  convolt::test::scratch_folder const folder;
  CHECK(load_nest(folder.put("a.gdf", "12\t5.1\t\n3\t7.3\t\n")).total() == 2);
  CHECK(load_nest(folder.put("b.dat", "# NEST version: 3.0\n# sender\ttime_ms\n2\t1e2\r\n")).of(2)[0].in(ms) == 100.);
  CHECK(load_nest(folder.put("c.dat", "# NEST version: 3.0\nsender\ttime_ms\n")).empty());
  CHECK(load_nest(folder.put("d.dat", "")).empty());
}

TEST_CASE("the files of several threads are read as one") {
  convolt::test::scratch_folder const folder;
  std::vector<std::filesystem::path> const paths{folder.put("a.dat", nest_3), folder.put("b.dat", "12\t1.0\n")};
  CHECK(load_nest(paths).of(12).size() == 3);
  CHECK(load_nest(paths, 0.1 * ms).total() == 4);
}

TEST_CASE("times in steps need the resolution") {
  convolt::test::scratch_folder const folder;
  auto const path = folder.put("steps.dat", "sender\ttime_step\ttime_offset\n7\t51\t0.025\n");
  CHECK(load_nest(path, 0.1 * ms).of(7)[0].in(ms) == Approx(5.075).epsilon(1e-15));
  CHECK(refused(path) ==
        "line 1 gives times in steps; expected the resolution of the simulation as an argument: "
        "load_nest(path, 0.1 * ms), got none");
  CHECK_THROWS_AS(load_nest(path, 0. * ms), convolt::parameter_error);
}

TEST_CASE("what is no spike is refused with its line") {
  convolt::test::scratch_folder const folder;
  CHECK(refused(folder.put("a", "1\t2.0\n1 2.0 -70.0\n")) ==
        "line 2 does not hold a spike; expected a sender and a time in ms, got '1 2.0 -70.0'");
  CHECK(refused(folder.put("b", "1\t2.0\n1\n")) ==
        "line 2 does not hold a spike; expected a sender and a time in ms, got '1'");
  CHECK(refused(folder.put("c", "# sender\ttime_ms\tV_m\n")) ==
        "line 1 names other columns than those of spikes; expected 'sender time_ms' or 'sender time_step "
        "time_offset', got '# sender?time_ms?V_m'");
  CHECK(refused(folder.put("d", "1.5\t2.0\n")) ==
        "line 1 has a field that is not understood; expected the number of a sender, got '1.5'");
  CHECK(refused(folder.put("e", "\n\n1\t2.0ms\n")) ==
        "line 3 has a field that is not understood; expected a time in ms, got '2.0ms'");
  CHECK(refused(folder.put("f", "1\tnan\n")) ==
        "line 1 has a time that is not finite; expected a time in ms, got '1?nan'");
  CHECK(refused(folder / "missing.dat") == "cannot be read; expected a file, got none, or one that cannot be opened");
}

}  // namespace
