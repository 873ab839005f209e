// SPDX-License-Identifier: BSD-3-Clause
/// Boxes of datasets that h5py has made (make_fixtures.py). Without HDF5 there is nothing to test.
#include <convolt/io/hdf5/dataset.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#if __has_include(<hdf5.h>)

namespace {

namespace io = convolt::io;
using convolt::index;
using io::number_kind;

io::detail::hdf5_dataset open(std::string const& name) {
  return {std::make_shared<io::detail::hdf5_file const>("unit/io/hdf5/fixtures/small.nwb", "test"), name};
}

TEST_CASE("a dataset has extents and a kind of numbers") {
  CHECK(open("acquisition/raw/data").extents() == std::vector<index>{40, 3});
  CHECK(open("acquisition/raw/data").kind() == number_kind::int16);
  CHECK(open("acquisition/one/data").kind() == number_kind::float32);
  CHECK(open("plain/turned").kind() == number_kind::int32);
  CHECK(open("plain/weights").kind() == number_kind::float64);
  CHECK(open("plain/half").kind() == number_kind::float32);
  CHECK(open("plain/one_number").extents().empty());
  CHECK(open("plain/none").extents() == std::vector<index>{0, 3});
  CHECK(io::detail::kind_of_type<std::int16_t>() == number_kind::int16);
  CHECK(io::detail::kind_of_type<std::uint64_t>() == number_kind::uint64);
  CHECK(io::detail::kind_of_type<float>() == number_kind::float32);
}

TEST_CASE("boxes are read across chunks, in any type") {
  std::vector<std::int16_t> counts(6);
  open("acquisition/raw/data").read({15, 1}, {3, 2}, number_kind::int16, counts.data());
  CHECK(counts == std::vector<std::int16_t>{46, 47, 49, 50, 52, 53});
  std::vector<double> numbers(4);
  open("plain/turned").read({1, 38}, {2, 2}, number_kind::float64, numbers.data());
  CHECK(numbers == std::vector<double>{115., 118., 116., 119.});
  double one = 0.;
  open("plain/one_number").read({}, {}, number_kind::float64, &one);
  CHECK(one == 7.);
  open("plain/none").read({0, 0}, {0, 3}, number_kind::float64, nullptr);
}

TEST_CASE("what has no real numbers is refused") {
  CHECK_THROWS_WITH(open("plain/words"), Catch::Contains("'plain/words' is not what is read here; expected integers"));
  CHECK_THROWS_WITH(open("plain"), Catch::Contains("expected a dataset, got something else"));
  CHECK_THROWS_AS(open("plain/nothing"), io::io_error);
}

}  // namespace

#endif
