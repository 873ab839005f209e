// SPDX-License-Identifier: BSD-3-Clause
/// Datasets with a unit, as recordings and whole. Without HDF5 there is nothing to test.
#include <convolt/io/hdf5/open.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <cstdint>
#include <string>

#if __has_include(<hdf5.h>)

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::thrown_by;
constexpr auto file = "unit/io/hdf5/fixtures/small.nwb";

TEST_CASE("a dataset that says unit and rate is a recording") {
  io::recording const r = io::open_hdf5(file, "plain/turned", {.time_axis = 1});
  CHECK(r.samples() == 40);
  CHECK(r.rate().raw() == Approx(2000.));
  CHECK(r.time().start().raw() == -1.);
  CHECK(r.channels({1}).between(-0.99 * s, -0.98 * s).load<double>(mV).raw()(0, 0) == 0.061);
  CHECK(io::open_hdf5(file, "plain/none").load(uV).size() == 0);
  CHECK(io::open_hdf5(file, "plain/half", 3. * Hz).load<double>(mV).raw()(1, 0) == -2.);
}

TEST_CASE("a whole dataset is a quantity of the unit that it says") {
  auto const w = io::load_hdf5<float, 3>(file, "plain/weights", pS);
  CHECK(w.raw()(1, 2, 3) == 23000.F);
  CHECK(io::load_hdf5<double>(file, "plain/weights").unit() == nS);
  CHECK(io::load_hdf5<std::int16_t, 2>(file, "plain/turned").raw()(2, 39) == 119);
  CHECK(io::load_hdf5<double, 2>(file, "acquisition/raw/data").raw()(1, 0) == 3. * 1e-6 + 5e-4);
  CHECK(io::load_hdf5<double, 0>(file, "plain/one_number").raw()() == 7.);
  CHECK_THROWS_AS((io::load_hdf5<float, 3>(file, "plain/weights", mV)), convolt::unit_error);
}

TEST_CASE("a dataset that is not what is read is refused, with what it is") {
  auto const refused = [](auto const& read, std::string const& expected, std::string const& actual) {
    auto const e = thrown_by<io::io_error>(read);
    CHECK(e.category() == "hdf5_dataset");
    CHECK(e.argument() == std::string(file) + ":");
    CHECK(e.expected() == expected);
    CHECK(e.actual() == actual);
  };
  refused([] { io::load_hdf5<float, 2>(file, "plain/weights"); }, "an array of 2 axes", "shape [2, 3, 4]");
  refused([] { io::load_hdf5<std::int16_t, 2>(file, "acquisition/raw/data"); },
          "numbers without conversion and offset for integers", "a conversion of 1e-06");
  refused([] { io::open_hdf5(file, "plain"); }, "a dataset", "something else");
  refused([] { io::open_hdf5(file, "plain/words"); }, "integers of at most 64 bits or floating-point numbers",
          "another type");
}

TEST_CASE("an attribute that is no number is refused by its name") {
  auto const e = thrown_by<io::io_error>([] { io::open_hdf5(file, "acquisition/bad_conversion/data", 1. * kHz); });
  CHECK(e.category() == "hdf5_attribute");
  CHECK(e.expected() == "conversion, a finite number");
  CHECK_THAT(e.what(), Catch::Contains("'acquisition/bad_conversion/data' has an attribute"));
}

TEST_CASE("what is not said is asked for, with file and path") {
  CHECK_THROWS_WITH(io::open_hdf5(file, "plain/no_unit"),
                    "convolt::io::open_hdf5: unit/io/hdf5/fixtures/small.nwb: 'plain/no_unit' does not say its unit; "
                    "expected an attribute unit, a text, got none");
  CHECK_THROWS_WITH(io::open_hdf5(file, "acquisition/raw/data"),
                    Catch::Contains("'acquisition/raw/data' does not say its rate"));
  CHECK(io::open_hdf5(file, "acquisition/raw/data", 1. * kHz).channel(0).offset == 5e-4);
  CHECK_THROWS_AS(io::open_hdf5(file, "plain/turned", {.time_axis = 2}), convolt::parameter_error);
  CHECK_THROWS_AS(io::open_hdf5(file, "plain/turned", {.tolerance = -1.}), convolt::parameter_error);
}

}  // namespace

#endif
