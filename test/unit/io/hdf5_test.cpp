// SPDX-License-Identifier: BSD-3-Clause
/// A recording goes from one format to another, chunk after chunk. Without HDF5 there is nothing to test.
#include <convolt/io/hdf5.hpp>

#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#if __has_include(<hdf5.h>)

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;

TEST_CASE("a series of NWB becomes 16-bit counts and plain HDF5") {
  scratch_folder const folder;
  io::recording const r = io::open_nwb("unit/io/hdf5/fixtures/small.nwb", "acquisition/raw");
  io::recording_writer counts(folder / "a.dat", r);
  io::hdf5_writer plain(folder / "a.h5", "raw", uV, r.rate(), {.channels = 3, .start = r.time().start()});
  for (auto const& c : r.chunks(9, 2)) {
    auto const v = c.drop_margin(c.load<float>(uV));
    counts.write(v);
    plain.write(v);
  }
  counts.commit();
  plain.commit();
  CHECK((io::open_raw(folder / "a.dat", 1. * uV, 1. * kHz, {.channels = 3}).load_counts() == r.load_counts()));
  CHECK((io::open_hdf5(folder / "a.h5", "raw").load<float>(uV).raw() == r.load<float>(uV).raw()));
}

}  // namespace

#endif
