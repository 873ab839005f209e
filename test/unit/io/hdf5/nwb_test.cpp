// SPDX-License-Identifier: BSD-3-Clause
/// Series of NWB files, and what is wrong with some. Without HDF5 there is nothing to test.
#include <convolt/io/hdf5/nwb.hpp>

#include <convolt/io/recording/chunks.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <string>

#if __has_include(<hdf5.h>)

namespace {

using namespace convolt::units;
namespace io = convolt::io;
std::string const file = "unit/io/hdf5/fixtures/small.nwb";

std::string complaint(std::string const& series, io::hdf5_options const& options = {}) {
  try {
    static_cast<void>(io::open_nwb(file, series, options));
  } catch (io::io_error const& e) { return std::string(e.category()) + ": " + e.what(); }
  return "nothing was thrown";
}

TEST_CASE("a number means data * conversion * channel_conversion + offset") {
  io::recording const r = io::open_nwb(file, "acquisition/raw");
  CHECK(r.channel_count() == 3);
  CHECK(r.channel(2).name == "9");
  CHECK(r.time().start().raw() == 2.5);
  CHECK(r.rate().raw() == Approx(1000.));
  auto const v = r.load<double>(uV);
  for (std::size_t i = 0; i < 40; ++i) {
    CHECK(v.raw()(i, 0) == Approx(3. * static_cast<double>(i) + 500.));
    CHECK(v.raw()(i, 1) == Approx(2. * (3. * static_cast<double>(i) + 1.) + 500.));
    CHECK(v.raw()(i, 2) == Approx(0.5 * (3. * static_cast<double>(i) + 2.) + 500.));
  }
  CHECK(r.load_counts()(39, 2) == 119);
  for (auto const& c : r.chunks(7, 3)) {
    CHECK((c.core().load<double>(uV).raw() == v.slice<0>(c.core().first_sample(), c.core().samples()).raw()));
  }
}

TEST_CASE("regular timestamps tell rate and start") {
  io::recording const r = io::open_nwb(file, "acquisition/one/");
  CHECK(r.rate().raw() == Approx(30000.).epsilon(1e-3));
  CHECK(r.time().start().raw() == 10.);
  CHECK(r.load<double>(mV).raw()(39, 0) == 117.);
  CHECK(complaint("acquisition/gap") ==
        "irregular_times: convolt::io::open_nwb: " + file +
            ": has timestamps that are not regular, first at sample 17; expected an interval of 3.333333333266353e-05 "
            "s, got 0.0010333333333321093 s; cut the recording there, or give a larger tolerance");
  CHECK(complaint("acquisition/gap", {.tolerance = 20.}) == "nothing was thrown");
  CHECK_THAT(complaint("acquisition/one", {.tolerance = 1e-3}), Catch::Contains("irregular_times"));
  CHECK_THAT(complaint("acquisition/drift"), Catch::Contains("irregular_times"));
  CHECK_THAT(complaint("acquisition/few_times"), Catch::Contains("a time for each of 40 samples"));
  CHECK_THAT(complaint("acquisition/backwards"), Catch::Contains("times that ascend"));
}

TEST_CASE("series that do not say what is needed are refused with their path") {
  CHECK_THAT(complaint("acquisition/no_times"), Catch::Contains("expected starting_time with a rate, or timestamps"));
  CHECK_THAT(complaint("acquisition/no_unit"), Catch::Contains("'acquisition/no_unit/data' does not say its unit"));
  CHECK_THAT(complaint("acquisition/bad_unit"), Catch::Contains("got 'a.u.'"));
  CHECK_THAT(complaint("acquisition/no_rate"), Catch::Contains("does not say its rate"));
  CHECK_THAT(complaint("acquisition/hours"), Catch::Contains("expected seconds, got 'metres'"));
  CHECK_THAT(complaint("acquisition/four_axes"), Catch::Contains("got shape [5, 2, 4, 3]"));
  CHECK_THAT(complaint("acquisition/wrong_channels"), Catch::Contains("for each of 3 channels, got shape [2]"));
  CHECK_THAT(complaint("acquisition/bad_conversion"), Catch::Contains("expected conversion, a finite number"));
  CHECK_THAT(complaint("acquisition/none"), Catch::Contains("has no object of this name"));
  CHECK_THAT(complaint(""), Catch::Contains("series_missing") && Catch::Contains("'acquisition/raw'"));
  CHECK(io::nwb_series(file).size() == 14);
}

}  // namespace

#endif
