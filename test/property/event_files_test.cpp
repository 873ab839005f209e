// SPDX-License-Identifier: BSD-3-Clause
/// Random folders for phy and random files of NEST, right ones and lying ones: the trains are those of the numbers that
/// were written, and a lie is named with its file.

#include <convolt/neuro.hpp>

#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <unit/neuro/random_events.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::index;
using convolt::test::fault;
using convolt::test::pick;
using convolt::test::scratch_folder;
namespace neuro = convolt::neuro;
namespace io = convolt::io;

/// Events in whole steps, and the neuron of each.
struct recording {
  std::vector<index> ids, steps;
  std::map<index, std::vector<index>> trains;

  explicit recording(std::mt19937_64& random) {
    for (index n = pick(random, 1, 30); n > 0; --n) {
      ids.push_back(pick(random, 0, 4));
      steps.push_back(pick(random, 0, 1'000'000));
      trains[ids.back()].push_back(steps.back());
    }
    for (auto& [id, events] : trains) { std::sort(events.begin(), events.end()); }
  }
};

template <class T>
void save_list(std::filesystem::path const& path, std::vector<index> const& list, bool as_column) {
  std::size_t const n = list.size();
  if (as_column) {
    xt::xtensor<T, 2> column(std::array<std::size_t, 2>{n, 1});
    for (std::size_t i = 0; i < n; ++i) { column(i, 0) = static_cast<T>(list[i]); }
    return io::save_npy(path, column);
  }
  xt::xtensor<T, 1> line(std::array<std::size_t, 1>{n});
  for (std::size_t i = 0; i < n; ++i) { line(i) = static_cast<T>(list[i]); }
  io::save_npy(path, line);
}
/// Any of the four types that such files have.
void save_any(std::mt19937_64& random, std::filesystem::path const& path, std::vector<index> const& list) {
  bool const as_column = pick(random, 0, 1) == 0;
  switch (pick(random, 0, 3)) {
    case 0:
      return save_list<std::int32_t>(path, list, as_column);
    case 1:
      return save_list<std::uint32_t>(path, list, as_column);
    case 2:
      return save_list<std::int64_t>(path, list, as_column);
    default:
      return save_list<std::uint64_t>(path, list, as_column);
  }
}

/// The category of the error of a file; its name is in the message.
template <class F>
std::string fault_of(std::string const& file, F const& load) {
  try {
    load();
  } catch (io::io_error const& e) {
    INFO(e.what());
    CHECK(e.argument().find(file) != std::string::npos);
    return std::string(e.category());
  }
  return "none";
}

/// One lie in a folder that told the truth.
void check_lying_folder(std::mt19937_64& random, scratch_folder const& folder, recording const& r) {
  char const* const files[] = {"spike_times.npy", "spike_clusters.npy"};
  std::string const file = files[pick(random, 0, 1)];
  std::vector<index> list = file == files[0] ? r.steps : r.ids;
  std::string wanted = "bad_phy", at_fault = file;
  index const lie = pick(random, 0, 5);
  CAPTURE(lie, file);
  switch (lie) {
    case 0:  // one number less or more
      pick(random, 0, 1) == 0 ? list.pop_back() : list.push_back(7);
      save_any(random, folder / file, list);
      at_fault = files[1];
      break;
    case 1:
      save_list<double>(folder / file, list, false);
      break;
    case 2:
      save_list<std::int16_t>(folder / file, list, false);
      break;
    case 3:
      io::save_npy(folder / file, xt::xtensor<std::int64_t, 2>({{1, 2}, {3, 4}}));
      break;
    case 4:  // above what doubles and indices hold
      list[static_cast<std::size_t>(pick(random, 0, static_cast<index>(list.size()) - 1))] = -1;
      save_list<std::uint64_t>(folder / file, list, false);
      break;
    default: {  // the header promises more than there is
      std::string const bytes = folder.get(file);
      folder.put(file,
                 bytes.substr(0, static_cast<std::size_t>(pick(random, 0, static_cast<index>(bytes.size()) - 1))));
      wanted = "";
    }
  }
  std::string const found = fault_of(at_fault, [&] { neuro::load_phy(folder.path(), 30. * kHz); });
  if (wanted.empty()) {
    CHECK(found != "none");
  } else {
    CHECK(found == wanted);
  }
}

TEST_CASE("random folders for phy hold what was written, and lies are named with their file") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    scratch_folder const folder;
    recording const r(random);
    double const khz = static_cast<double>(pick(random, 1, 60)) / 2;
    CAPTURE(round, r.ids, r.steps, khz);
    save_any(random, folder / "spike_times.npy", r.steps);
    save_any(random, folder / "spike_clusters.npy", r.ids);
    folder.put("params.py", "n = 1\nsample_rate = " + std::to_string(khz * 1000) + "  # Hz\n");
    auto const trains =
        pick(random, 0, 1) == 0 ? neuro::load_phy(folder.path()) : neuro::load_phy(folder.path(), khz * kHz);
    REQUIRE(trains.size() == r.trains.size());
    for (auto const& [id, events] : r.trains) {
      auto const numbers = trains.of(id).sample_numbers();
      REQUIRE(std::vector<index>(numbers.begin(), numbers.end()) == events);
      REQUIRE(trains.of(id)[0].in(ms) == Approx(static_cast<double>(events[0]) / khz).margin(1e-12));
    }
    folder.put("params.py",
               std::vector<std::string>{"", "sample_rate = 0\n", "sample_rate = fast\n",
                                        "sample_rate = nan\n"}[static_cast<std::size_t>(pick(random, 0, 3))]);
    CHECK(fault_of("params.py", [&] { neuro::load_phy(folder.path()); }) == "bad_text");
    CHECK(fault([&] { neuro::load_phy(folder.path(), -khz * kHz); }) == "bad_rate");
    check_lying_folder(random, folder, r);
  }
}

/// A file of NEST: times in ms with one digit, or steps of 0.1 ms.
std::string text_of(std::mt19937_64& random, recording const& r, bool in_steps, bool old) {
  char const* const gap = pick(random, 0, 1) == 0 ? "\t" : "  ";
  char const* const end = pick(random, 0, 1) == 0 ? "\n" : "\r\n";
  std::string text = old ? "" : std::string("# NEST version: 3.6.0") + end;
  if (in_steps || !old) {
    text += (in_steps ? "sender\ttime_step\ttime_offset" : "sender\ttime_ms") + std::string(end);
  }
  for (std::size_t i = 0; i < r.ids.size(); ++i) {
    std::string const ms_text = std::to_string(r.steps[i] / 10) + "." + std::to_string(r.steps[i] % 10);
    text += std::to_string(r.ids[i]) + gap + (in_steps ? std::to_string(r.steps[i]) + gap + "0.000" : ms_text);
    if (i + 1 < r.ids.size() || pick(random, 0, 1) == 0) { text += end; }
    if (pick(random, 0, 9) == 0 && i + 1 < r.ids.size()) { text += end; }
  }
  return text;
}

TEST_CASE("random files of NEST hold what was written, and lies are named with their line") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  char const* const lies[] = {"5 1.5 2.5 9", "5",       "x 1.5",      "5 1.5x", "5 nan",
                              "5 inf",       "5.5 1.5", "sender V_m", "5 1e999"};
  for (int round = 0; round < 100; ++round) {
    scratch_folder const folder;
    recording const r(random);
    bool const in_steps = pick(random, 0, 1) == 0, old = pick(random, 0, 1) == 0;
    std::string const text = text_of(random, r, in_steps, old);
    CAPTURE(round, in_steps, old, text);
    auto const path = folder.put("spikes.dat", text);
    auto const trains = in_steps ? neuro::load_nest(path, 100. * us) : neuro::load_nest(path);
    REQUIRE(trains.size() == r.trains.size());
    for (auto const& [id, events] : r.trains) {
      REQUIRE(trains.of(id).size() == events.size());
      for (std::size_t i = 0; i < events.size(); ++i) {
        REQUIRE(trains.of(id)[i].in(ms) == Approx(static_cast<double>(events[i]) / 10).epsilon(1e-15));
      }
    }
    std::vector<std::filesystem::path> const both{path, path};
    auto const doubled = in_steps ? neuro::load_nest(both, 0.1 * ms) : neuro::load_nest(both);
    REQUIRE(doubled.total() == 2 * r.ids.size());
    // Wrong ones.
    if (in_steps) {
      CHECK(fault_of("spikes.dat", [&] { neuro::load_nest(path); }) == "bad_text");
    }
    CHECK(fault([&] { neuro::load_nest(path, -0.1 * ms); }) == "bad_resolution");
    std::string const lie = lies[pick(random, 0, 8)];
    CAPTURE(lie);
    folder.put("lie.dat", text + "\n" + lie + "\n");
    CHECK(fault_of("lie.dat", [&] { neuro::load_nest(folder / "lie.dat", 0.1 * ms); }) == "bad_text");
    CHECK(fault_of("none.dat", [&] { neuro::load_nest(folder / "none.dat"); }) == "file_not_readable");
  }
}

}  // namespace
