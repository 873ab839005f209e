// SPDX-License-Identifier: BSD-3-Clause
/// Files of numbers in every layout give the same rows.
#include <convolt/io/recording/file_source.hpp>

#include <convolt/io/recording/numbers.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace {

namespace io = convolt::io;
using convolt::index;
using convolt::test::scratch_folder;

constexpr index samples = 11;
constexpr index channels = 5;

std::int32_t number_at(index sample, index channel) { return static_cast<std::int32_t>(1000 * sample + channel - 3); }

/// The numbers as a file has them.
std::string bytes_in(io::detail::file_layout const& layout) {
  std::string bytes(static_cast<std::size_t>(layout.skip_bytes), '#');
  for (index i = 0; i < samples * channels; ++i) {
    bool const lines = layout.channel_after_channel;
    auto const x =
        static_cast<std::uint32_t>(lines ? number_at(i % samples, i / samples) : number_at(i / channels, i % channels));
    for (unsigned k = 0; k < 4; ++k) {
      bytes += static_cast<char>(static_cast<unsigned char>(x >> 8 * (layout.big_endian ? 3 - k : k)));
    }
  }
  return bytes;
}

TEST_CASE("samples after each other and channels after each other are read alike") {
  scratch_folder const folder;
  for (int form = 0; form < 4; ++form) {
    io::detail::file_layout const layout{.kind = io::number_kind::int32,
                                         .samples = samples,
                                         .channels = channels,
                                         .skip_bytes = form == 1 ? 13 : 0,
                                         .big_endian = form % 2 == 1,
                                         .channel_after_channel = form >= 2};
    io::detail::file_source const source(folder.put("a", bytes_in(layout)), layout, "test");
    for (std::vector<index> const& columns :
         {std::vector<index>{0, 1, 2, 3, 4}, std::vector<index>{4, 0}, std::vector<index>{2, 3}}) {
      std::vector<std::int32_t> out(3 * columns.size());
      source.read(7, 3, columns, std::span(reinterpret_cast<char*>(out.data()), out.size() * 4));
      for (std::size_t i = 0; i < out.size(); ++i) {
        CHECK(out[i] == number_at(7 + static_cast<index>(i / columns.size()), columns[i % columns.size()]));
      }
    }
    source.read(0, 0, std::vector<index>{1}, {});
    source.read(0, samples, {}, {});
  }
}

TEST_CASE("long reads of few columns go through a buffer of fixed size") {
  scratch_folder const folder;
  constexpr index many = 300'000;  // more than a buffer holds
  std::vector<std::int16_t> counts(2 * many);
  for (std::size_t i = 0; i < counts.size(); ++i) { counts[i] = static_cast<std::int16_t>(i % 32749); }
  auto const path = folder.put("a", std::string_view(reinterpret_cast<char const*>(counts.data()), counts.size() * 2));
  io::detail::file_source const source(path, {.samples = many, .channels = 2}, "test");
  std::vector<double> out(many);
  io::detail::read_scaled(source, 0, many, std::vector<index>{1}, {{2.}, {1.}}, out.data());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < out.size(); ++i) { wrong += out[i] != 2. * counts[2 * i + 1] + 1. ? 1U : 0U; }
  CHECK(wrong == 0);
}

}  // namespace
