// SPDX-License-Identifier: BSD-3-Clause
/// Objects and attributes of a file that h5py has made (make_fixtures.py). Without HDF5 there is nothing to test.
#include <convolt/io/hdf5/file.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/thrown_by.hpp>

#if __has_include(<hdf5.h>)

namespace {

namespace io = convolt::io;
using convolt::test::scratch_folder;
using convolt::test::thrown_by;

TEST_CASE("objects are found by their paths, and attributes of every form are read") {
  io::detail::hdf5_file const file("unit/io/hdf5/fixtures/small.nwb", "test");
  CHECK(file.has("acquisition/raw/data"));
  CHECK(file.has("/acquisition/raw/"));
  CHECK(file.has("/"));
  CHECK(!file.has("acquisition/raw/data/more"));
  CHECK(!file.has("acquisition/rare"));
  CHECK(!file.has(""));
  CHECK(file.text("acquisition/raw/data", "unit") == "volts");       // of variable length
  CHECK(file.text("acquisition/one/data", "unit") == "millivolts");  // of fixed length
  CHECK(file.text("acquisition/raw/data", "none") == std::nullopt);
  CHECK(file.text("acquisition/raw/data", "offset") == std::nullopt);
  CHECK(file.number("acquisition/raw/data", "conversion") == 1e-6);
  CHECK(file.number("acquisition/raw/starting_time", "rate") == 1000.);  // float
  CHECK(file.number("plain/turned", "rate") == 2000.);                   // an integer
  CHECK(file.number("plain/turned", "none") == std::nullopt);
}

TEST_CASE("what cannot be read is refused with file and path") {
  scratch_folder const folder;
  io::detail::hdf5_file const file("unit/io/hdf5/fixtures/small.nwb", "test");
  auto const e = thrown_by<io::io_error>([&] { file.number("acquisition/bad_conversion/data", "conversion"); });
  CHECK(e.category() == "hdf5_attribute");
  CHECK_THAT(e.what(),
             Catch::Equals("convolt::io::test: unit/io/hdf5/fixtures/small.nwb: 'acquisition/bad_conversion/data' has "
                           "an attribute that is not understood; expected conversion, a finite number, got something "
                           "else"));
  CHECK_THROWS_WITH(file.text("none", "unit"), Catch::Contains("has no object of this name; got 'none'"));
  CHECK_THROWS_WITH(io::detail::hdf5_file(folder.put("a", "text"), "test"),
                    Catch::Contains("cannot be opened as an HDF5 file; got HDF5 says: "));
  CHECK_THROWS_AS(io::detail::hdf5_file(folder / "none", "test"), io::io_error);
}

}  // namespace

#endif
