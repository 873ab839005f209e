// SPDX-License-Identifier: BSD-3-Clause
/// Writing HDF5 piece after piece. Without HDF5 there is nothing to test.
#include <convolt/io/hdf5/writer.hpp>

#include <convolt/io/hdf5/open.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/small_disk.hpp>
#include <support/thrown_by.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <type_traits>

#if __has_include(<hdf5.h>)

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::tensor;
using convolt::test::scratch_folder;

TEST_CASE("what is written in pieces is read back, with unit, rate and start") {
  scratch_folder const folder;
  io::hdf5_writer out(folder / "a.h5", "raw/lfp", uV, 2.5 * kHz, {.channels = std::size_t{2}, .start = -1. * s});
  out.write(tensor<mV, double, 2>{{1., 2.}, {3., 4.}});
  out.write(tensor<uV, float, 2>(xt::xtensor<float, 2>(std::array<std::size_t, 2>{0, 2}) * uV));
  out.write(convolt::sampled(tensor<uV, float, 2>{{5.F, 6.F}}, convolt::axis(0. * ms, 0.4 * ms, 1), convolt::no_axis));
  CHECK(out.samples() == 3);
  CHECK(!std::filesystem::exists(folder / "a.h5"));
  out.commit();
  CHECK_THROWS_AS(out.commit(), io::io_error);  // a second time
  CHECK(folder.count() == 1);
  CHECK(std::filesystem::file_size(folder / "a.h5") < 600'000);
  io::recording const r = io::open_hdf5(folder / "a.h5", "raw/lfp");
  CHECK(r.kind() == io::number_kind::float32);
  CHECK(r.rate().raw() == Approx(2500.));
  CHECK(r.time().start().raw() == -1.);
  CHECK((r.load<double>(uV).raw() == xt::xtensor<double, 2>{{1000., 2000.}, {3000., 4000.}, {5., 6.}}));
}

TEST_CASE("numbers may be kept in double") {
  scratch_folder const folder;
  io::hdf5_writer out(folder / "a.h5", "v", mV, 1. * Hz, {.numbers = io::number_kind::float64});
  out.write(tensor<mV, double, 2>{{0.1}});
  out.commit();
  CHECK(io::open_hdf5(folder / "a.h5", "v").load<double>(mV).raw()(0, 0) == 0.1);
}

#if __has_include(<sys/resource.h>)

TEST_CASE("on a full disk HDF5 is not asked to write, and nothing is left of the file") {
  scratch_folder const folder;
  std::string message;
  {
    convolt::test::small_disk const disk(3'000'000);
    io::hdf5_writer out(folder / "a.h5", "v", mV, 1. * kHz, {.channels = 50});
    tensor<mV, float, 2> const part(xt::xtensor<float, 2>(std::array<std::size_t, 2>{1000, 50}, 1.F) * mV);
    try {
      for (int i = 0; i < 100; ++i) { out.write(part); }
      out.commit();
    } catch (io::io_error const& e) { message = e.what(); }
    CHECK(out.samples() > 1000);
    CHECK_THROWS_WITH(out.commit(), Catch::Contains("something was not written before"));
    CHECK_THROWS_AS(out.commit(), io::io_error);
  }
  CHECK_THAT(message, Catch::Contains("a.h5: cannot be written; got the disk may be full: "));
  CHECK(folder.count() == 0);
}

#endif

TEST_CASE("what does not fit is refused, and nothing is left of the file") {
  scratch_folder const folder;
  {
    io::hdf5_writer out(folder / "a.h5", "v", mV, 1. * Hz);
    auto const wide = convolt::test::thrown_by<convolt::shape_error>([&] {
      out.write(tensor<mV, double, 2>{{1., 2.}});
    });
    CHECK(wide.category() == "recording_shape");
    CHECK(wide.argument() == (folder / "a.h5").string() + ":");
    CHECK(wide.expected() == "any number of samples of 1 channels");
    CHECK(wide.actual() == "[1, 2]");
    CHECK_THROWS_AS(out.write(tensor<mV, double, 1>{1.}), convolt::shape_error);
    CHECK_THROWS_AS(out.write(tensor<pA, double, 2>{{1.}}), convolt::unit_error);
    out.write(tensor<mV, double, 2>{{1.}});
  }
  CHECK(folder.count() == 0);
  CHECK_THROWS_AS(io::hdf5_writer(folder / "none/a.h5", "v", mV, 1. * Hz), io::io_error);
  CHECK_THROWS_AS(io::hdf5_writer(folder / "a.h5", "v", mV, 0. * Hz), convolt::parameter_error);
  CHECK_THROWS_AS(io::hdf5_writer(folder / "a.h5", "v", mV, 1. * Hz, {.channels = 0}), convolt::parameter_error);
  CHECK_THROWS_AS(io::hdf5_writer(folder / "a.h5", "v", mV, 1. * Hz, {.numbers = io::number_kind::int16}),
                  convolt::parameter_error);
  CHECK_THROWS_AS(io::hdf5_writer(folder / "a.h5", "", mV, 1. * Hz), io::io_error);
  double const nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(io::hdf5_writer(folder / "a.h5", "v", mV, 1. * Hz, {.start = nan * s}),
                    "convolt::io::hdf5_writer: start must be finite; got nan s");
  CHECK_THROWS_WITH(
      io::hdf5_writer(folder / "a.h5", "v", mV, 1. * Hz, {.channels = ~std::size_t{0}}),
      "convolt::io::hdf5_writer: channels must be positive, and not millions; got a number beyond 64 bits "
      "with a sign");
  static_assert(!std::is_convertible_v<double, decltype(io::hdf5_writer_options::channels)>);
  CHECK(folder.count() == 0);
}

}  // namespace

#endif
