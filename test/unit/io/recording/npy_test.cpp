// SPDX-License-Identifier: BSD-3-Clause
/// Arrays of NumPy as recordings: types, orders of axes, and what is no recording.
#include <convolt/io/recording/npy.hpp>

#include <convolt/io/recording/chunks.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/thrown_by.hpp>

#include <complex>
#include <cstdint>
#include <string>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;
using convolt::test::thrown_by;

TEST_CASE("an array of either order is read in chunks as it is read whole") {
  scratch_folder const folder;
  xt::xtensor<std::int16_t, 2> numbers(std::array<std::size_t, 2>{23, 3});
  for (std::size_t i = 0; i < numbers.size(); ++i) { numbers.storage()[i] = static_cast<std::int16_t>(i * i); }
  io::save_npy(folder / "a.npy", numbers);
  xt::xtensor<std::int16_t, 2> const turned = xt::transpose(numbers);
  io::save_npy(folder / "b.npy", turned);
  std::string fortran = folder.get("b.npy");  // the same bytes are (23, 3) with the first axis fastest
  fortran.replace(fortran.find("False, 'shape': (3, 23)"), 23, "True , 'shape': (23, 3)");
  auto const third = folder.put("c.npy", fortran);
  for (auto const& r :
       {io::open_npy(folder / "a.npy", 1. * uV, 1. * kHz),
        io::open_npy(folder / "b.npy", 1. * uV, 1. * kHz, {.time_axis = 1}), io::open_npy(third, 1. * uV, 1. * kHz)}) {
    CHECK((r.load_counts() == numbers));
    for (auto const& c : r.channels({2, 0}).chunks(5, 2)) {
      CHECK(c.core().load_counts()(0, 0) == numbers(static_cast<std::size_t>(c.core().first_sample()), 2));
    }
  }
}

template <class T>
double loaded(scratch_folder const& folder, T x) {
  io::save_npy(folder / "t.npy", xt::xtensor<T, 1>{T(7), x});
  io::recording const r = io::open_npy(folder / "t.npy", 0.5 * mV, 1. * Hz);
  CHECK(r.channel_count() == 1);
  return r.load<double>(mV).raw()(1, 0);
}

TEST_CASE("real numbers of every type are read") {
  scratch_folder const folder;
  CHECK(loaded<std::int8_t>(folder, -3) == -1.5);
  CHECK(loaded<std::uint8_t>(folder, 255) == 127.5);
  CHECK(loaded<std::uint16_t>(folder, 65535) == 32767.5);
  CHECK(loaded<std::int32_t>(folder, -65537) == -32768.5);
  CHECK(loaded<std::uint32_t>(folder, 3) == 1.5);
  CHECK(loaded<std::int64_t>(folder, -3) == -1.5);
  CHECK(loaded<std::uint64_t>(folder, 3) == 1.5);
  CHECK(loaded<float>(folder, 0.25F) == 0.125);
  CHECK(loaded<double>(folder, 0.1) == 0.05);
}

TEST_CASE("arrays that are no recording are refused") {
  scratch_folder const folder;
  auto const path = folder / "a.npy";
  io::save_npy(path, xt::xtensor<std::complex<float>, 1>{1.F});
  CHECK_THROWS_WITH(io::open_npy(path, 1. * uV, 1. * Hz), Catch::Contains("got '<c8'"));
  io::save_npy(path, xt::xtensor<float, 3>{{{1.F}}});
  CHECK_THROWS_WITH(io::open_npy(path, 1. * uV, 1. * Hz),
                    Catch::Contains("got shape [1, 1, 1], of which axis 0 is time"));
  io::save_npy(path, xt::xtensor<float, 2>(std::array<std::size_t, 2>{4, 0}));
  CHECK_THROWS_AS(io::open_npy(path, 1. * uV, 1. * Hz), io::io_error);
  CHECK(io::open_npy(path, 1. * uV, 1. * Hz, {.time_axis = 1}).samples() == 0);
  auto const bytes = folder.get("a.npy");
  CHECK_THROWS_AS(io::open_npy(folder.put("b.npy", bytes + "x"), 1. * uV, 1. * Hz), io::io_error);
  // No samples of many channels: a header, and nothing that bounds its list of them.
  io::save_npy(path, xt::xtensor<float, 2>(std::array<std::size_t, 2>{0, 868690}));
  CHECK_THROWS_WITH(io::open_npy(path, 1. * uV, 1. * Hz),
                    Catch::Contains("1 to 262144 channels, got shape [0, 868690]"));
}

TEST_CASE("time is the first axis or the second") {
  scratch_folder const folder;
  auto const path = folder / "a.npy";
  io::save_npy(path, xt::xtensor<float, 2>{{1.F, 2.F}});
  CHECK(io::open_npy(path, 1. * uV, 1. * Hz, {.time_axis = 1}).samples() == 2);
  for (int const axis : {2, -1}) {
    auto const e =
        thrown_by<convolt::parameter_error>([&] { io::open_npy(path, 1. * uV, 1. * Hz, {.time_axis = axis}); });
    CHECK(e.category() == "bad_time_axis");
    CHECK(e.argument() == "time_axis");
    CHECK(e.expected() == "0 or 1");
    CHECK(e.actual() == std::to_string(axis));
  }
}

}  // namespace
