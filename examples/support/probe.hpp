// SPDX-License-Identifier: BSD-3-Clause
/// A recording that was never made: the counts of a probe with 384 channels at 30 kHz, with a slow field and noise that
/// all channels share, and spikes near some of them. Each count is a number of its sample and channel alone.
#pragma once

#include <convolt/io/recording.hpp>
#include <convolt/units.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace support {

class synthetic_probe {
 public:
  static constexpr std::size_t channels = 384;
  static constexpr double rate = 30e3, gain = 2.34375;  // Hz, uV

  /// Writes the counts in pieces, so that a file may be of any length.
  static void write(std::filesystem::path const& path, std::size_t samples) {
    std::vector<convolt::io::recorded_channel> list(channels);
    for (std::size_t c = 0; c < channels; ++c) {
      list[c] = {.name = "AP" + std::to_string(c), .gain = gain, .unit = convolt::units::uV};
    }
    convolt::io::recording_writer file(path, std::move(list));
    for (std::size_t n = 0; n < samples; n += piece) {
      std::size_t const count = std::min(piece, samples - n);
      xt::xtensor<float, 2> part(std::array<std::size_t, 2>{count, channels});
      for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t c = 0; c < channels; ++c) { part(i, c) = microvolts(n + i, c); }
      }
      file.write(part * convolt::units::uV);
    }
    file.commit();
  }

  static float microvolts(std::size_t n, std::size_t c) {
    double const t = static_cast<double>(n) / rate, z = static_cast<double>(c);
    double const field = 200. * std::sin(2. * 3.14159265358979 * 8. * t);
    double const shared = 40. * hash(n, 1000);
    return static_cast<float>(field + shared + 10. * hash(n, c) + spike(n, z));
  }

 private:
  static constexpr std::size_t piece = 3000;

  /// Between -1 and 1, by the finaliser of splitmix64.
  static double hash(std::uint64_t n, std::uint64_t c) {
    std::uint64_t x = n * 1009 + c + 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return static_cast<double>((x ^ (x >> 31)) >> 11) * 0x1p-52 - 1.;
  }
  /// Every 5 ms a cell fires, each at another place of the probe; its spike is gone within 20 channels and 1 ms.
  static double spike(std::size_t n, double z) {
    double const since = static_cast<double>(n % 150) - 30., which = static_cast<double>(n / 150 * 67 % 384);
    double const near = (z - which) / 6.;
    return -150. * std::exp(-near * near - since * since / 18.) * (1. - since / 12.);
  }
};

}  // namespace support
