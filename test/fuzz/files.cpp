// SPDX-License-Identifier: BSD-3-Clause
// Readers of files that are loaded whole. What was read and is written again is read as the same.
#include <fuzz/reader.hpp>

#include <convolt/io.hpp>
#include <convolt/neuro/load_nest.hpp>
#include <convolt/neuro/load_phy.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace convolt::test {

namespace {

using namespace convolt::units;

std::string const mark(fuzz_input::mark);

// ---- npy ----

/// An array that is read is written as the same numbers in row-major order.
template <class T>
void read_array(scratch_folder const& folder, std::filesystem::path const& path) {
  auto const numbers = io::load_npy<T>(path);
  io::save_npy(folder / "again.npy", numbers);
  auto const again = io::load_npy<T>(folder / "again.npy");
  must(again.shape() == numbers.shape(), "another shape");
  must(io::detail::bytes_of(again) == io::detail::bytes_of(numbers), "other numbers");
}

void read_npy(scratch_folder const& folder, fuzz_input input) {
  std::size_t const type = input.below(5);
  auto const path = folder.put("a.npy", input.rest());
  switch (type) {
    case 0:
      return read_array<float>(folder, path);
    case 1:
      return read_array<double>(folder, path);
    case 2:
      return read_array<std::int16_t>(folder, path);
    case 3:
      return read_array<std::complex<float>>(folder, path);
    default:
      return read_array<std::uint64_t>(folder, path);
  }
}

template <class A>
std::string npy_text(A const& numbers) {
  std::string text = io::detail::npy_preamble(io::detail::header_of(numbers));
  return text.append(io::detail::bytes_of(numbers));
}
std::vector<std::string> npy_seeds() {
  std::string turned = npy_text(xt::xtensor<double, 2>{{1., 2., 3.}, {4., 5., 6.}});
  turned.replace(turned.find("False"), 5, "True ");
  std::string other_order = npy_text(xt::xtensor<std::int16_t, 1>{1, 2, 3});
  other_order[other_order.find('<')] = '>';
  return {npy_text(xt::xtensor<float, 3>{{{1.F, 2.F}, {3.F, 4.F}}}) + '\0', turned + '\1', other_order + '\2',
          npy_text(xt::xtensor<std::complex<float>, 1>{{1.F, 2.F}, {3.F, 4.F}}) + '\3',
          npy_text(xt::xtensor<std::uint64_t, 2>::from_shape({0, 3})) + '\4'};
}

// ---- folders ----

std::string folder_of_two(char const* file) {
  static scratch_folder const folder;
  static bool const made = [] {
    io::folder_writer out(folder.path());
    out.add("g", tensor<nS, float, 2>{{1.F, 2.F}, {3.F, 4.F}});
    out.add("lfp", sampled(tensor<uV, double, 1>{1., 2., 4.}, axis(0. * ms, 0.5 * ms, 3)));
    out.configure("animal", "M7");
    out.commit();
    return true;
  }();
  must(made, "no folder");
  return folder.get(file);
}

/// The sidecar is made up; the arrays beside it are right.
void read_folder(scratch_folder const& folder, fuzz_input input) {
  folder.put("g.npy", folder_of_two("g.npy"));
  folder.put("lfp.npy", folder_of_two("lfp.npy"));
  folder.put(io::sidecar_name, input.rest());
  io::folder const f(folder.path());
  io::sidecar const told = io::read_sidecar(folder.path());
  must(io::to_text(io::detail::sidecar_from(io::parse_json(io::to_text(told)))) == io::to_text(told),
       "another sidecar");
  for (io::array_entry const& e : f.arrays()) {
    if (e.type == "<f4") { must(f.load<float>(e.name).size() <= 4, "other numbers"); }
    if (e.type == "<f8" && e.shape.size() == 1) {
      must(f.load_sampled<double>(e.name, uV, s).size() == 3, "other numbers");
    }
  }
}
std::vector<std::string> folder_seeds() { return {folder_of_two("arrays.json")}; }

// ---- text ----

void read_csv(scratch_folder const& folder, fuzz_input input) {
  bool const names_only = input.below(4) == 0;
  auto const path = folder.put("a.csv", input.rest());
  auto const table = names_only ? io::load_csv(path, io::names_only) : io::load_csv(path);
  io::save_csv(folder / "again.csv", table);
  auto const again = io::load_csv(folder / "again.csv");
  must(again.columns().size() == table.columns().size(), "other columns");
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    auto const& a = table.columns()[i];
    auto const& b = again.columns()[i];
    must(a.name == b.name && a.unit == b.unit, "another column");
    bool const same = std::equal(a.numbers.begin(), a.numbers.end(), b.numbers.begin(), b.numbers.end(),
                                 [](double x, double y) { return x == y || (x != x && y != y); });
    must(same, "other numbers");
  }
}
std::vector<std::string> csv_seeds() {
  return {"time (ms),v [mV],\"a b\"\n0,-65,1e3\n0.1,-64.5,nan\n0.2,-63,7\n\n", "time / ms, v / mV\r\n0, 1\r\n\n",
          "t,v\nms,mV\n0,-65\n\n", "a,a (b)\n1,2\n\x04"};
}

void read_json(scratch_folder const&, fuzz_input input) {
  io::json const value = io::parse_json(input.rest());
  std::string const text = io::to_text(value);
  must(io::to_text(io::parse_json(text)) == text, "another value from its text");
  must(io::to_text(io::parse_json(io::to_text(value, 3))) == text, "another value from its lines");
}
std::vector<std::string> json_seeds() {
  return {R"({"a": [1, -2.5e-3, true, false, null, "x\u00e9\n"], "b": {"c": {}}, "d": [[[]]]})",
          "[9223372036854775807]", "\"\\ud83d\\ude00\"", "1e308"};
}

/// Times stand in order, and there are as many as lines of spikes.
void check_trains(neuro::spike_trains const& trains, std::size_t most) {
  must(trains.total() <= most, "more spikes than there are");
  for (auto const& train : trains) {
    auto const times = train.times(second{});
    must(std::is_sorted(times.raw().begin(), times.raw().end()), "times that are not in order");
  }
}

void read_nest(scratch_folder const& folder, fuzz_input input) {
  bool const steps = input.below(2) == 1;
  auto const path = folder.put("a.dat", input.rest());
  std::size_t const lines = 1 + static_cast<std::size_t>(std::count(input.rest().begin(), input.rest().end(), '\n'));
  check_trains(steps ? neuro::load_nest(path, 0.1 * ms) : neuro::load_nest(path), lines);
}
std::vector<std::string> nest_seeds() {
  return {
      "# NEST version: 3.6.0\n# RecordingBackendASCII version: 2\nsender\ttime_ms\n12\t5.100\n3\t7.300\n12\t0.200\n",
      "# NEST version: 3.6.0\nsender\ttime_step\ttime_offset\n12\t51\t0.000\n3\t73\t0.05\n\x01", "1 2.5\n1 3\n\n"};
}

void read_phy(scratch_folder const& folder, fuzz_input input) {
  auto const files = input.files(3);
  folder.put("spike_times.npy", files[0]);
  folder.put("spike_clusters.npy", files[1]);
  folder.put("params.py", files[2]);
  check_trains(neuro::load_phy(folder.path()), files[0].size());
}
std::vector<std::string> phy_seeds() {
  std::string const rate = "dat_path = 'a.dat'\nsample_rate = 30000.\n";
  return {npy_text(xt::xtensor<std::int64_t, 1>{3, 5, 8}) + mark + npy_text(xt::xtensor<std::int32_t, 1>{0, 1, 0}) +
              mark + rate,
          npy_text(xt::xtensor<std::uint64_t, 2>{{3}, {5}}) + mark + npy_text(xt::xtensor<std::uint32_t, 1>{7, 7}) +
              mark + rate};
}

}  // namespace

std::vector<fuzz_reader> file_readers() {
  return {{"npy", read_npy, npy_seeds},    {"folder", read_folder, folder_seeds}, {"csv", read_csv, csv_seeds},
          {"json", read_json, json_seeds}, {"nest", read_nest, nest_seeds},       {"phy", read_phy, phy_seeds}};
}

}  // namespace convolt::test
