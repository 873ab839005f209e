// SPDX-License-Identifier: BSD-3-Clause
/// Handles that close themselves, and messages that are kept back. Without HDF5 there is nothing to test.
#include <convolt/io/hdf5/handle.hpp>

#include <support/catch.hpp>

#include <string>
#include <utility>

#if __has_include(<hdf5.h>)

namespace {

namespace io = convolt::io;
using io::detail::hdf5_handle;

TEST_CASE("what HDF5 hands out is closed once") {
  io::detail::hdf5_session const session;
  hid_t id = -1;
  {
    hdf5_handle a(H5Screate(H5S_SCALAR), H5Sclose);
    id = a.get();
    CHECK(a);
    hdf5_handle b = std::move(a);
    CHECK(!a);  // NOLINT(bugprone-use-after-move)
    CHECK(b.get() == id);
    hdf5_handle c;
    CHECK(!c);
    c = std::move(b);
    CHECK(H5Iis_valid(id) > 0);
  }
  CHECK(H5Iis_valid(id) == 0);
  hdf5_handle d(H5Screate(H5S_SCALAR), H5Sclose);
  CHECK(d.close());
  CHECK(!d);
  CHECK(d.close());
}

TEST_CASE("in a session HDF5 prints nothing, and behind it what it did before") {
  H5E_auto2_t before = nullptr, within = nullptr, behind = nullptr;
  void* data = nullptr;
  H5Eget_auto2(H5E_DEFAULT, &before, &data);
  {
    io::detail::hdf5_session const outer;
    io::detail::hdf5_session const inner;
    H5Eget_auto2(H5E_DEFAULT, &within, &data);
    CHECK(H5Fopen("no/such/file", H5F_ACC_RDONLY, H5P_DEFAULT) < 0);
    CHECK_THAT(io::detail::hdf5_reason(), Catch::Contains("HDF5 says: "));
    CHECK(io::detail::hdf5_reason() == "HDF5 gives no reason");
    CHECK_THROWS_WITH(io::detail::throw_hdf5("a.h5", "test", "b", "is bad"),
                      "convolt::io::test: a.h5: 'b' is bad; got HDF5 gives no reason");
  }
  H5Eget_auto2(H5E_DEFAULT, &behind, &data);
  CHECK(within == nullptr);
  CHECK(behind == before);
}

}  // namespace

#endif
