// SPDX-License-Identifier: BSD-3-Clause
/// Folders for phy, complete and not.
#include <convolt/neuro/load_phy.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace {

using namespace convolt::units;
using convolt::io::io_error;
using convolt::io::save_npy;
using convolt::neuro::load_phy;

std::int64_t const day = std::int64_t{86'400} * 30'000;

/// A folder as Kilosort leaves it.
void fill(convolt::test::scratch_folder const& folder) {
  save_npy(folder / "spike_times.npy", xt::xtensor<std::uint64_t, 1>{30, 60, 61, static_cast<std::uint64_t>(day)});
  save_npy(folder / "spike_clusters.npy", xt::xtensor<std::int32_t, 1>{4, 0, 4, 0});
  folder.put("params.py", "dat_path = 'a=b.dat'\nn_channels_dat = 385\n sample_rate=30000. # Hz\nhp_filtered = True\n");
}
template <class F>
std::string refused(F const& load) {
  try {
    load();
  } catch (io_error const& e) { return std::filesystem::path(e.argument()).filename().string() + " " + e.what(); }
  return "none";
}
bool holds(std::string const& text, char const* part) { return text.find(part) != std::string::npos; }

TEST_CASE("a folder becomes a train for each cluster, with exact sample numbers") {
  convolt::test::scratch_folder const folder;
  fill(folder);
  for (auto const& trains : {load_phy(folder.path()), load_phy(folder.path(), 30. * kHz)}) {
    CHECK(trains.ids() == std::vector<convolt::index>{0, 4});
    CHECK((trains.of(4).sample_numbers() == xt::xtensor<std::int64_t, 1>{30, 61}));
    CHECK(trains.of(0).sample_numbers()(1) == day);
    CHECK((trains.of(0).sampling_rate() == 30. * kHz));
    CHECK(trains.of(4)[0].in(ms) == 1.);
  }
  CHECK(load_phy(folder.path(), 15. * kHz).of(4)[0].in(ms) == 2.);
}

TEST_CASE("times may be a column, and of any integer type of 4 or 8 bytes") {
  convolt::test::scratch_folder const folder;
  save_npy(folder / "spike_clusters.npy", xt::xtensor<std::uint32_t, 1>{1, 1});
  save_npy(folder / "spike_times.npy", xt::xtensor<std::int64_t, 2>{{3}, {2}});
  CHECK(load_phy(folder.path(), 1. * kHz).of(1)[0].in(ms) == 2.);
  save_npy(folder / "spike_times.npy", xt::xtensor<std::int32_t, 2>{{3, 2}});
  CHECK(load_phy(folder.path(), 1. * kHz).of(1)[0].in(ms) == 2.);
  save_npy(folder / "spike_times.npy", xt::xtensor<std::uint64_t, 1>::from_shape({0}));
  save_npy(folder / "spike_clusters.npy", xt::xtensor<std::uint32_t, 1>::from_shape({0}));
  CHECK(load_phy(folder.path(), 1. * kHz).empty());
}

TEST_CASE("what does not fit is refused with the file at fault") {
  convolt::test::scratch_folder const folder;
  fill(folder);
  auto const load = [&] { static_cast<void>(load_phy(folder.path())); };
  save_npy(folder / "spike_clusters.npy", xt::xtensor<std::int32_t, 1>{4, 0});
  CHECK(
      holds(refused(load), "spike_clusters.npy: does not have as many numbers as spike_times.npy; expected 4, got 2"));
  save_npy(folder / "spike_times.npy", xt::xtensor<double, 1>{0.1, 0.2});
  CHECK(holds(refused(load), "does not hold integers of 4 or 8 bytes; expected <i4, <u4, <i8 or <u8, got <f8"));
  save_npy(folder / "spike_times.npy", xt::xtensor<std::int64_t, 2>{{1, 2}, {3, 4}});
  CHECK(holds(refused(load), "is not a list; expected shape [n] or [n, 1], got [2, 2]"));
  save_npy(folder / "spike_times.npy", xt::xtensor<std::int64_t, 1>{1, 2});
  CHECK(refused(load) == "none");
  save_npy(folder / "spike_times.npy", xt::xtensor<std::uint64_t, 1>{1, std::uint64_t{1} << 63});
  CHECK(holds(refused(load), "spike_times.npy: holds a number that is too large; expected at most 2^53, got"));
  save_npy(folder / "spike_times.npy", xt::xtensor<std::int64_t, 1>{1, std::int64_t{1} << 54});
  CHECK(holds(refused(load), "spike_times.npy: holds a number that is too large; expected at most 2^53, got"));
  std::filesystem::remove(folder / "spike_times.npy");
  CHECK(holds(refused(load), "spike_times.npy"));
}

TEST_CASE("the rate must be said, and be one") {
  convolt::test::scratch_folder const folder;
  fill(folder);
  auto const load = [&] { static_cast<void>(load_phy(folder.path())); };
  folder.put("params.py", "n_channels_dat = 385\nsample_rate = fs\n");
  CHECK(holds(refused(load),
              "params.py: line 2 has a field that is not understood; expected a sample rate in Hz, got 'fs'"));
  folder.put("params.py", "sample_rate = 0\n");
  CHECK(holds(refused(load), "params.py: line 1 has no rate that can be; expected a positive number of Hz"));
  folder.put("params.py", "old_sample_rate = 1\n# sample_rate = 30000\n");
  CHECK(holds(refused(load), "says nothing of the rate of the samples"));
  std::filesystem::remove(folder / "params.py");
  CHECK(holds(refused(load), "params.py: cannot be read"));
  CHECK_THROWS_AS(load_phy(folder.path(), 0. * kHz), convolt::parameter_error);
}

}  // namespace
