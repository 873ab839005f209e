// SPDX-License-Identifier: BSD-3-Clause
/// Channels that are chosen, and what their numbers mean.
#include <convolt/io/recording/contents.hpp>

#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::index;

class no_numbers final : public io::sample_source {
 public:
  explicit no_numbers(io::number_kind kind = io::number_kind::int16) : sample_source("a.bin", kind, 5, 4) {}
  void read(index, index, std::span<index const>, std::span<char>) const override {}
};

io::detail::contents four() {
  return {std::make_shared<no_numbers>(),
          {{.name = "A", .gain = 2., .unit = uV},
           {.name = "S", .sync = true},
           {.name = "B", .gain = 2e-3, .offset = 1., .unit = mV},
           {.name = "C", .gain = 1., .unit = pA}}};
}

TEST_CASE("digital channels stand apart, and others are chosen by number or name") {
  auto const c = four();
  CHECK(c.chosen() == std::vector<index>{0, 2, 3});
  CHECK(c.sync() == std::vector<index>{1});
  CHECK(c.index_of("C") == 2);
  CHECK(c.only(std::array<index, 2>{2, 0}).chosen() == std::vector<index>{3, 0});
  CHECK(c.only(std::array<std::string, 1>{"B"}).chosen() == std::vector<index>{2});
  CHECK(c.only(std::array<std::string, 1>{"B"}).sync().size() == 1);
  CHECK(c.without_sync().sync().empty());
  CHECK(c.sync_channel(0).name == "S");
}

TEST_CASE("channels that are not there are refused, with those that are") {
  auto const c = four();
  CHECK_THROWS_WITH(c.index_of("S"),
                    "convolt::io::recording::channels: a.bin: has no channel of this name among the chosen ones; "
                    "expected 'A', 'B', 'C', got 'S'");
  CHECK_THROWS_WITH(c.only(std::array<index, 1>{-1}), Catch::Contains("expected a number below 3, got -1"));
  CHECK_THROWS_WITH(c.only(std::array<index, 2>{1, 1}), Catch::Contains("is asked twice for a channel; got B"));
  CHECK_THROWS_AS(c.channel(3), convolt::parameter_error);
}

TEST_CASE("channels are left out, or chosen by what is told of them, or as neighbours") {
  auto const c = four();
  CHECK(c.without(std::array<std::string, 1>{"B"}).chosen() == std::vector<index>{0, 3});
  CHECK(c.without(std::array<std::string, 1>{"B"}).sync() == std::vector<index>{1});
  CHECK(c.without(std::array<unsigned, 3>{2, 0, 1}).chosen().empty());
  CHECK(c.where([&](std::size_t i) { return c.channel(i).unit == uV; }).chosen() == std::vector<index>{0});
  CHECK(c.slice(1, 2).chosen() == std::vector<index>{2, 3});
  CHECK(c.slice(3, 0).chosen().empty());
  CHECK(c.list(c.chosen()).size() == 3);
  CHECK(c.list(c.sync())[0].name == "S");
  CHECK_THROWS_WITH(c.slice(2, 2),
                    "convolt::io::recording::slice_channels: a.bin: has not all of these channels; "
                    "expected at most 3 channels, got first 2, count 2");
  CHECK_THROWS_AS(c.without(std::array<std::string, 1>{"S"}), convolt::parameter_error);
  CHECK_THROWS_AS(c.only(std::array<std::uint64_t, 1>{~std::uint64_t{0}}), convolt::parameter_error);
}

TEST_CASE("a name of two channels chooses none of them") {
  io::detail::contents const c(std::make_shared<no_numbers>(), {{.name = "A"}, {.name = "B"}, {.name = "A"}, {}});
  CHECK(c.index_of("B") == 1);
  CHECK_THROWS_WITH(c.index_of("A"),
                    "convolt::io::recording::channels: a.bin: has two channels of this name; expected "
                    "one, got 'A', numbers 0 and 2; choose by number");
  CHECK(c.only(std::array<int, 1>{2}).index_of("A") == 0);
}

TEST_CASE("units in which a gain is no number any more are refused") {
  io::detail::contents const c(
      std::make_shared<no_numbers>(),
      {{.name = "A", .gain = 1e306, .unit = V}, {.name = "B", .gain = 1e-320, .unit = uV}, {}, {}});
  CHECK_THROWS_WITH(
      c.only(std::array<int, 1>{0}).scales_in(nV),
      "convolt::io::recording: a.bin: has a channel 'A' whose numbers mean nothing in nV; expected a gain "
      "that is finite and not 0, and a finite offset, got gain inf, offset 0");
  CHECK_THROWS_WITH(c.only(std::array<int, 1>{1}).scales_in(V), Catch::Contains("got gain 0, offset 0"));
}

TEST_CASE("gains are converted to the unit that is asked for") {
  auto const c = four().only(std::array<std::string, 2>{"A", "B"});
  CHECK(c.unit() == uV);
  auto const by = c.scales_in(uV);
  CHECK(by.gains == std::vector<double>{2., 2.});
  CHECK(by.offsets == std::vector<double>{0., 1000.});
  CHECK_THROWS_WITH(c.common_gain(uV),
                    "convolt::io::recording::gain: a.bin: has no gain that is that of all chosen channels; expected A: "
                    "2 uV and offset 0, got B: 2 uV and offset 1000; ask for gains() and offsets()");
  CHECK(c.only(std::array<std::string, 1>{"A"}).common_gain(uV) == 2.);
  CHECK_THROWS_WITH(four().scales_in(uV),
                    Catch::Contains("channel 'C' that measures something else; expected uV, got pA"));
}

TEST_CASE("channels that contradict their file are refused") {
  auto const source = std::make_shared<no_numbers>();
  CHECK_THROWS_WITH(io::detail::contents(source, {{.name = "A"}}), Catch::Contains("expected 4, got 1"));
  for (double const gain : {0., std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_AS(io::detail::contents(source, {{.gain = gain}, {}, {}, {}}), io::io_error);
  }
  auto const floats = std::make_shared<no_numbers>(io::number_kind::float32);
  io::detail::contents const c(floats, {{}, {}, {}, {}});
  CHECK_THROWS_WITH(c.read_counts(0, 1, c.chosen(), nullptr), Catch::Contains("expected int16, got float32"));
}

}  // namespace
