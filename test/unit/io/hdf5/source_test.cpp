// SPDX-License-Identifier: BSD-3-Clause
/// Samples and channels of datasets, in both orders of axes. Without HDF5 there is nothing to test.
#include <convolt/io/hdf5/source.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#if __has_include(<hdf5.h>)

namespace {

namespace io = convolt::io;
using convolt::index;

std::shared_ptr<io::sample_source const> open(std::string const& name, std::size_t time_axis) {
  auto const file = std::make_shared<io::detail::hdf5_file const>("unit/io/hdf5/fixtures/small.nwb", "test");
  return std::make_shared<io::detail::hdf5_source>(std::make_shared<io::detail::hdf5_dataset const>(file, name),
                                                   time_axis);
}

template <class T>
std::vector<T> rows(io::sample_source const& source, index first, index count, std::vector<index> const& columns) {
  std::vector<T> out(static_cast<std::size_t>(count) * columns.size());
  source.read(first, count, columns, std::span(reinterpret_cast<char*>(out.data()), out.size() * sizeof(T)));
  return out;
}

TEST_CASE("rows of any channels are read, whichever axis is time") {
  auto const raw = open("acquisition/raw/data", 0);
  CHECK(raw->samples() == 40);
  CHECK(raw->channels() == 3);
  CHECK(rows<std::int16_t>(*raw, 20, 2, {0, 1, 2}) == std::vector<std::int16_t>{60, 61, 62, 63, 64, 65});
  CHECK(rows<std::int16_t>(*raw, 20, 2, {2, 0}) == std::vector<std::int16_t>{62, 60, 65, 63});
  auto const turned = open("plain/turned", 1);
  CHECK(turned->samples() == 40);
  CHECK(rows<std::int32_t>(*turned, 20, 2, {0, 1, 2}) == std::vector<std::int32_t>{60, 61, 62, 63, 64, 65});
  CHECK(rows<std::int32_t>(*turned, 20, 2, {2, 1}) == std::vector<std::int32_t>{62, 61, 65, 64});
  CHECK(rows<float>(*open("acquisition/one/data", 0), 38, 2, {0}) == std::vector<float>{114.F, 117.F});
  CHECK(rows<float>(*open("plain/none", 0), 0, 0, {0}).empty());
}

TEST_CASE("datasets of other ranks are no recordings") {
  CHECK_THROWS_WITH(open("plain/weights", 0), Catch::Contains("got shape [2, 3, 4], of which axis 0 is time"));
  CHECK_THROWS_AS(open("plain/one_number", 0), io::io_error);
  CHECK_THROWS_AS(open("plain/none", 1), io::io_error);
}

}  // namespace

#endif
