// SPDX-License-Identifier: BSD-3-Clause
/// Choosing samples and channels, and loading them with units and axes.
#include <convolt/io/recording/recording.hpp>

#include <convolt/io/recording/raw.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/thrown_by.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::index;
using convolt::test::scratch_folder;
using convolt::test::thrown_by;

/// Ten samples of four channels: channel c of sample t is 10 t + c, and the last one digital.
class ten_samples {
 public:
  io::recording open() const {
    std::string bytes;
    for (int i = 0; i < 40; ++i) { bytes += {static_cast<char>(10 * (i / 4) + i % 4), '\0'}; }
    return io::open_raw(folder_.put("a.dat", bytes),
                        {{.name = "A", .gain = 2., .unit = uV},
                         {.name = "B", .gain = 0.5, .offset = 1., .unit = uV},
                         {.name = "C", .gain = 1e-6, .unit = V},
                         {.name = "S", .sync = true}},
                        1. * kHz);
  }

 private:
  scratch_folder folder_;
};

TEST_CASE("samples are loaded in the unit that is asked for, on their times") {
  ten_samples const file;
  io::recording const r = file.open();
  CHECK(r.samples() == 10);
  CHECK(r.channel_count() == 3);
  CHECK(r.sync_count() == 1);
  CHECK(r.rate().as(Hz).raw() == Approx(1000.));
  auto const v = r.load(mV);
  static_assert(std::is_same_v<std::remove_cv_t<decltype(v)>,
                               convolt::sampled<std::remove_cv_t<decltype(mV)>, float,
                                                convolt::axis<convolt::second, double>, convolt::no_axis_t>>);
  CHECK(v.shape(0) == 10);
  CHECK(v.raw()(3, 0) == Approx(0.06));
  CHECK(v.raw()(3, 1) == Approx(0.0165));
  CHECK(v.raw()(3, 2) == Approx(0.032));
  CHECK(v.axis<0>()(3).as(ms).raw() == Approx(3.));
  CHECK(r.load<double>().unit() == uV);
  CHECK(r.load_counts()(9, 2) == 92);
  CHECK(r.load_sync()(9, 0) == 93);
  CHECK_THROWS_AS(r.load(pA), convolt::unit_error);
}

TEST_CASE("a recording says what it has") {
  ten_samples const file;
  auto const text = [](io::recording const& r) {
    std::ostringstream os;
    os << r;
    return os.str();
  };
  CHECK(text(file.open()) == "3 channels, 1 of digital words, 0 .. 0.009 step 0.001 s, 10 samples");
  CHECK(text(file.open().channels({"B"}).between(2. * ms, 4. * ms)) ==
        "1 channel, 1 of digital words, 0.002 .. 0.003 step 0.001 s, 2 samples");
}

TEST_CASE("samples are chosen by times or numbers, and keep both") {
  ten_samples const file;
  io::recording const r = file.open();
  io::recording const part = r.between(2. * ms, 5. * ms);
  CHECK(part.samples() == 3);
  CHECK(part.first_sample() == 2);
  CHECK(part.load_counts()(0, 0) == 20);
  CHECK(part.between(0.003 * s, 0.005 * s).load_counts()(0, 0) == 30);
  CHECK(part.slice(1, 1).first_sample() == 3);
  CHECK(part.slice(3, 0).load(uV).size() == 0);
  CHECK(r.starting_at(1. * s).between(1.002 * s, 1.004 * s).load_counts()(0, 1) == 21);
  CHECK_THROWS_AS(r.between(5. * ms, 20. * ms), convolt::parameter_error);
  CHECK_THROWS_AS(r.between(5. * ms, 4. * ms), convolt::parameter_error);
  CHECK_THROWS_AS(r.slice(8, 3), convolt::parameter_error);
  CHECK_THROWS_AS(r.slice(-1, 3), convolt::parameter_error);
}

TEST_CASE("channels are chosen by names or numbers, in any order, and digital ones stay") {
  ten_samples const file;
  io::recording const r = file.open();
  io::recording const two = r.channels({"C", "A"});
  CHECK(two.load_counts()(1, 0) == 12);
  CHECK(two.load_counts()(1, 1) == 10);
  CHECK(two.load_sync()(1, 0) == 13);
  CHECK(two.index_of("A") == 1);
  CHECK(two.channel(0).name == "C");
  CHECK(r.channels({2, 0}).channels({1}).channel(0).name == "A");
  CHECK(r.channels(std::vector<std::string>{"B"}).channel(0).gain == 0.5);
  CHECK(r.channels(std::vector<index>{0}).between(4. * ms, 5. * ms).load(uV).raw()(0, 0) == 80.F);
  CHECK(two.without_sync().sync_count() == 0);
  CHECK(r.channels(std::vector<index>{}).load(pA).size() == 0);
}

TEST_CASE("channels are listed, left out, and chosen by any list of names or integers") {
  ten_samples const file;
  io::recording const r = file.open();
  CHECK(r.channels().size() == 3);
  CHECK(r.channels()[1].name == "B");
  CHECK(r.channels()[1].gain == 0.5);
  CHECK(r.sync_channels()[0].name == "S");
  CHECK(r.channels({"C", "A"}).channels()[0].name == "C");
  CHECK(r.channels(std::vector<int>{2, 0}).load_counts()(1, 0) == 12);
  CHECK(r.channels({std::size_t{2}}).channel(0).name == "C");
  CHECK(r.channels(std::array<char const*, 1>{"B"}).channel(0).name == "B");
  CHECK(r.without_channels({"B"}).load_counts()(1, 1) == 12);
  CHECK(r.without_channels({0, 1}).channel(0).name == "C");
  CHECK(r.without_channels(std::vector<std::string>{"A", "B", "C"}).channel_count() == 0);
  CHECK(r.slice_channels(1U, 2).channel(0).name == "B");
  CHECK(r.channels_where([](io::recorded_channel const& c) { return c.offset == 0.; }).channel_count() == 2);
  CHECK(r.without_channels({"B"}).load_sync()(1, 0) == 13);
  CHECK_THROWS_AS(r.slice_channels(-1, 1), convolt::parameter_error);
  CHECK_THROWS_AS(r.slice_channels(1, std::numeric_limits<index>::max()), convolt::parameter_error);
  CHECK_THROWS_AS(r.without_channels({"Z"}), convolt::parameter_error);
}

TEST_CASE("channels that cannot be chosen are refused by name and number, with the file") {
  ten_samples const file;
  io::recording const r = file.open();
  auto const refused = [&](auto const& choose, std::string const& category, std::string const& expected,
                           std::string const& actual) {
    auto const e = thrown_by<convolt::parameter_error>(choose);
    CHECK(e.category() == category);
    CHECK(e.argument() == r.path().string() + ":");
    CHECK(e.expected() == expected);
    CHECK(e.actual() == actual);
  };
  refused([&] { r.channels({"S"}); }, "channel_missing", "'A', 'B', 'C'", "'S'");
  refused([&] { r.channels({3}); }, "channel_missing", "a number below 3", "3");
  refused([&] { r.without_channels({-1}); }, "channel_missing", "a number below 3", "-1");
  refused([&] { static_cast<void>(r.channel(7)); }, "channel_missing", "a number below 3", "7");
  refused([&] { static_cast<void>(r.sync_channel(1)); }, "channel_missing", "a number below 1", "1");
  refused([&] { r.slice_channels(1, 3); }, "channel_missing", "at most 3 channels", "first 1, count 3");
  refused([&] { r.channels({"B", "A", "B"}); }, "channel_twice", "", "B");
  refused([&] { r.without_channels({2, 2}); }, "channel_twice", "", "C");
}

TEST_CASE("a name of two channels is refused, with the numbers of both") {
  scratch_folder const folder;
  auto const path = folder.put("a.dat", std::string(12, 'x'));
  io::recording const r = io::open_raw(path, {{.name = "L"}, {.name = "R"}, {.name = "L"}}, 1. * kHz);
  auto const e = thrown_by<convolt::parameter_error>([&] { r.channels({"L"}); });
  CHECK(e.category() == "channel_not_unique");
  CHECK(e.actual() == "'L', numbers 0 and 2");
  CHECK_THAT(e.what(), Catch::Contains(path.string() + ": has two channels of this name"));
  CHECK_THAT(e.what(), Catch::Contains("; choose by number"));
}

/// Three channels of floating-point numbers, which are all zero.
class silence final : public io::sample_source {
 public:
  silence() : sample_source("quiet.bin", io::number_kind::float32, 5, 3) {}
  void read(index, index, std::span<index const>, std::span<char>) const override {}
};

TEST_CASE("a recording has as many channels as its source, and counts only where that has them") {
  auto const source = std::make_shared<silence>();
  auto const few = thrown_by<convolt::parameter_error>([&] { io::recording(source, {{}, {}}, 1. * Hz); });
  CHECK(few.category() == "channel_count");
  CHECK(few.argument() == "quiet.bin: channels");
  CHECK(few.expected() == "3");
  CHECK(few.actual() == "2");
  io::recording const r(source, {{}, {}, {.sync = true}}, 1. * Hz);
  auto const counts = thrown_by<io::io_error>([&] { r.load_counts(); });
  CHECK(counts.category() == "element_type");
  CHECK(counts.argument() == "quiet.bin:");
  CHECK(counts.expected() == "int16");
  CHECK(counts.actual() == "float32");
  CHECK_THAT(counts.what(), Catch::Contains("load() reads numbers of every type"));
  CHECK(thrown_by<io::io_error>([&] { r.load_sync(); }).category() == "element_type");
}

TEST_CASE("gains are told for who computes with counts") {
  ten_samples const file;
  io::recording const r = file.open();
  CHECK(r.gains(uV).raw()(1) == 0.5);
  CHECK(r.offsets(uV).raw()(1) == 1.);
  CHECK(r.channels({"A"}).gain(mV).raw() == Approx(0.002));
  auto const e = thrown_by<convolt::parameter_error>([&] { r.gain(uV); });
  CHECK(e.category() == "gains_differ");
  CHECK(e.expected() == "A: 2 uV and offset 0");
  CHECK(e.actual() == "B: 0.5 uV and offset 1");
}

TEST_CASE("an array that is there already is filled, and not made anew") {
  ten_samples const file;
  io::recording const r = file.open();
  convolt::tensor<uV, float, 2> v;
  r.slice(0, 4).load_into(v);
  float const* const where = v.raw().data();
  r.slice(4, 4).load_into(v);
  CHECK(v.raw().data() == where);
  CHECK(v.raw()(0, 0) == 80.F);
  CHECK(v.shape(0) == 4);
}

TEST_CASE("rates and sizes that no recording has are refused") {
  scratch_folder const folder;
  auto const path = folder.put("a", "1234");
  for (double const rate :
       {0., -1., std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_AS(io::open_raw(path, 1. * uV, rate * Hz), convolt::parameter_error);
  }
  CHECK_THROWS_WITH(io::open_raw(path, 1. * uV, 1e-320 * Hz),
                    Catch::Contains(path.string() + ": rate must be positive and finite; got"));
  CHECK_THROWS_WITH(io::open_raw(path, 1. * uV, 1e-308 * Hz), Catch::Contains("start must be finite, and the end too"));
  auto const sparse = folder.put("sparse", "");
  std::filesystem::resize_file(sparse, std::uintmax_t{6} << 30);
  io::recording const r = io::open_raw(sparse, 1. * uV, 30. * kHz, {.channels = 3});
  CHECK(r.samples() == index{1} << 30);
  CHECK(r.slice(r.samples() - 2, 2).load(uV).raw()(1, 2) == 0.F);
  CHECK(r.between(35'000. * s, 35'000.001 * s).first_sample() == 1'050'000'000);
}

}  // namespace
