// SPDX-License-Identifier: BSD-3-Clause
/// Series of NWB files, and what is wrong with some. Without HDF5 there is nothing to test.
#include <convolt/io/hdf5/nwb.hpp>

#include <convolt/io/recording/chunks.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

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

/// A copy of the file in which one thing says something else.
class changed_file {
 public:
  changed_file() : path_(folder_ / "a.nwb") { std::filesystem::copy_file(file, path_); }

  changed_file& attribute(char const* object, char const* name, double x) {
    io::detail::hdf5_session const session;
    handle const in(open()), space(H5Screate(H5S_SCALAR), H5Sclose);
    H5Adelete_by_name(in.get(), object, name, H5P_DEFAULT);
    handle const made(H5Acreate_by_name(in.get(), object, name, H5T_NATIVE_DOUBLE, space.get(), H5P_DEFAULT,
                                        H5P_DEFAULT, H5P_DEFAULT),
                      H5Aclose);
    REQUIRE(H5Awrite(made.get(), H5T_NATIVE_DOUBLE, &x) >= 0);
    return *this;
  }
  changed_file& without_attribute(char const* object, char const* name) {
    handle const in(open());
    REQUIRE(H5Adelete_by_name(in.get(), object, name, H5P_DEFAULT) >= 0);
    return *this;
  }
  changed_file& without(char const* object) {
    handle const in(open());
    REQUIRE(H5Ldelete(in.get(), object, H5P_DEFAULT) >= 0);
    return *this;
  }
  changed_file& numbers(char const* dataset, std::vector<double> const& x) {
    handle const in(open()), data(H5Dopen2(in.get(), dataset, H5P_DEFAULT), H5Dclose);
    handle const space(H5Dget_space(data.get()), H5Sclose);
    REQUIRE(H5Sget_simple_extent_npoints(space.get()) == std::ssize(x));
    REQUIRE(H5Dwrite(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, x.data()) >= 0);
    return *this;
  }

  io::recording series(std::string const& name) const { return io::open_nwb(path_, "acquisition/" + name); }
  /// Category and message of the error, behind the name of the file.
  std::string refused(std::string const& name) const {
    try {
      static_cast<void>(series(name));
    } catch (convolt::error const& e) {
      std::string const text = e.what();
      std::size_t const at = text.find(path_.string());
      REQUIRE(at != std::string::npos);
      return std::string(e.category()) + text.substr(at + path_.string().size());
    }
    return "nothing was thrown";
  }

 private:
  using handle = io::detail::hdf5_handle;
  handle open() const { return {H5Fopen(path_.string().c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose}; }

  convolt::test::scratch_folder folder_;
  std::filesystem::path path_;
};

double const nan = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("what a series need not say is what NWB says it is then") {
  changed_file f;
  f.without("acquisition/raw/channel_conversion").without_attribute("acquisition/raw/data", "offset");
  CHECK(f.series("raw").channel(1).gain == 1e-6);
  CHECK(f.series("raw").channel(1).offset == 0.);
  f.without_attribute("acquisition/raw/data", "conversion");
  CHECK(f.series("raw").channel(1).gain == 1.);
  f.without_attribute("acquisition/raw/starting_time", "unit").without("acquisition/raw/electrodes");
  CHECK(f.series("raw").channel(1).name == "1");
}

TEST_CASE("factors that are no numbers are refused with file, attribute and channel") {
  char const* const data = "acquisition/raw/data";
  CHECK(changed_file().attribute(data, "conversion", nan).refused("raw") ==
        "hdf5_attribute: 'acquisition/raw/data' has an attribute that is not understood; expected conversion, a finite "
        "number, got nan");
  CHECK_THAT(changed_file().attribute(data, "offset", HUGE_VAL).refused("raw"),
             Catch::Contains("expected offset, a finite number, got inf"));
  std::string const gain = "; expected a gain that is finite and not 0, and a finite offset, got gain ";
  CHECK(changed_file().attribute(data, "conversion", 0.).refused("raw") ==
        "bad_gain: has a channel '4' whose numbers mean nothing" + gain + "0, offset 0.0005");
  CHECK(changed_file().numbers("acquisition/raw/channel_conversion", {1., nan, 1.}).refused("raw") ==
        "bad_gain: has a channel '5' whose numbers mean nothing" + gain + "nan, offset 0.0005");
}

TEST_CASE("rates and times that are no numbers are refused with what was found") {
  char const* const time = "acquisition/raw/starting_time";
  CHECK(
      changed_file().attribute(time, "rate", 0.).refused("raw") ==
      "rate_missing: 'acquisition/raw/starting_time' does not say its rate; expected an attribute rate above 0, in Hz, "
      "got 0 Hz");
  CHECK_THAT(changed_file().attribute(time, "rate", nan).refused("raw"),
             Catch::Contains("expected rate, a finite number, got nan"));
  CHECK_THAT(changed_file().without_attribute(time, "rate").refused("raw"), Catch::Contains("in Hz, got none"));
  CHECK_THAT(changed_file().attribute(time, "rate", 1e-320).refused("raw"), Catch::Contains("bad_rate: rate must be"));
  CHECK(changed_file().numbers(time, {nan}).refused("raw") ==
        "hdf5_dataset: 'acquisition/raw/starting_time' is not what is read here; expected a finite time in s, got nan");
  CHECK_THAT(changed_file().numbers(time, {1e308}).attribute(time, "rate", 1e-308).refused("raw"),
             Catch::Contains("bad_start: start must be finite, and the end too"));
  std::vector<double> times(40);
  for (std::size_t i = 0; i < times.size(); ++i) { times[i] = 10. + static_cast<double>(i) / 1024.; }
  times[39] = nan;
  CHECK_THAT(changed_file().numbers("acquisition/one/timestamps", times).refused("one"),
             Catch::Contains("expected times that ascend, got 10 s first and nan s last"));
  times[39] = times[38] + 1. / 1024.;
  times[20] = nan;
  CHECK_THAT(changed_file().numbers("acquisition/one/timestamps", times).refused("one"),
             Catch::Contains("irregular_times: has timestamps that are not regular, first at sample 20; expected an "
                             "interval of 0.0009765625 s, got nan s"));
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
  CHECK_THAT(complaint("acquisition/bad_unit"),
             Catch::Contains("expected a symbol or a word, as uV or microvolts, got 'a.u.'"));
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
