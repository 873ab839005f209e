// SPDX-License-Identifier: BSD-3-Clause
/// Opens what SpikeGLX has saved: a .bin file beside its .meta file, of an imec probe, NI-DAQ or OneBox.
/// Layer: io.
#pragma once

#include <convolt/io/recording/raw.hpp>
#include <convolt/io/recording/spikeglx_meta.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

namespace detail {

/// What the .meta files of one kind of device call things, and the kinds of channels in the order of their numbers.
struct spikeglx_stream {
  std::string_view type;
  std::string_view rate;
  std::string_view range;
  std::string_view largest;
  double usual_largest;
  std::string_view saved;
  std::string_view acquired;
  std::vector<std::string_view> kinds;
};

inline spikeglx_stream spikeglx_stream_of(spikeglx_meta const& m) {
  std::string const& type = m.text("typeThis");
  if (type == "imec") {
    return {"imec", "imSampRate", "imAiRangeMax", "imMaxInt", 512., "snsApLfSy", "acqApLfSy", {"AP", "LF", "SY"}};
  }
  if (type == "nidq") {
    return {"nidq", "niSampRate",  "niAiRangeMax", "niMaxInt",
            32768., "snsMnMaXaDw", "acqMnMaXaDw",  {"MN", "MA", "XA", "XD"}};
  }
  if (type == "obx") {
    return {"obx", "obSampRate", "obAiRangeMax", "obMaxInt", 32768., "snsXaDwSy", "acqXaDwSy", {"XA", "XD", "SY"}};
  }
  m.fail_value("typeThis", "imec, nidq or obx");
}

/// The amplification of AP and LF channels, by their numbers.
class imec_gains {
 public:
  explicit imec_gains(spikeglx_meta const& m) : meta_(m) {
    if (m.has("imroTbl")) { table_ = m.brackets("imroTbl"); }
    type_ = m.has("imDatPrb_type") ? m.count("imDatPrb_type") : 0;
  }

  double of(std::string_view kind, std::int64_t number) const {
    bool const low = kind == "LF";
    std::string_view const key = low ? "imChan0lfGain" : "imChan0apGain";
    constexpr std::array<std::int64_t, 10> with_gains_in_table = {0,    1020, 1030, 1100, 1120,
                                                                  1121, 1122, 1123, 1200, 1300};
    double gain = 0.;
    if (std::find(with_gains_in_table.begin(), with_gains_in_table.end(), type_) != with_gains_in_table.end()) {
      gain = meta_.number_in("imroTbl", entry(static_cast<std::size_t>(number) + 1), ' ', low ? 4 : 3);
    } else if (meta_.has(key)) {
      gain = meta_.number(key);
    } else if (type_ == 1110) {
      gain = meta_.number_in("imroTbl", entry(0), ',', low ? 4 : 3);
    } else if (!low && (type_ == 21 || type_ == 24)) {
      gain = 80.;
    } else if (!low && (type_ == 2003 || type_ == 2013)) {
      gain = 100.;
    } else {
      meta_.fail("meta_gain_missing", "lacks the gain of " + std::string(kind) + " channels", std::string(key),
                 "a probe of type " + std::to_string(type_) + ", whose gain is not known without");
    }
    if (!(gain > 0.)) {
      meta_.fail("meta_gain_missing", "has a gain that is not positive", "a positive number",
                 std::string(kind) + std::to_string(number) + ": " + quantities::number_text(gain));
    }
    return gain;
  }

 private:
  std::string_view entry(std::size_t i) const {
    if (i < table_.size()) { return table_[i]; }
    meta_.fail("meta_gain_missing", "lacks an entry of imroTbl", std::to_string(i + 1) + " entries or more",
               std::to_string(table_.size()));
  }

  spikeglx_meta const& meta_;
  std::vector<std::string_view> table_;
  std::int64_t type_ = 0;
};

/// The gain of a channel of NI-DAQ or OneBox.
inline double other_gain(spikeglx_meta const& m, std::string_view kind) {
  if (kind == "MN") { return m.positive("niMNGain"); }
  if (kind == "MA") { return m.positive("niMAGain"); }
  return 1.;
}

/// The channels of the file in their order. The voltage of a count is range / largest count / gain.
class spikeglx_channels {
 public:
  explicit spikeglx_channels(spikeglx_meta const& m)
      : meta_(m),
        stream_(spikeglx_stream_of(m)),
        volts_(m.positive(stream_.range) /
               (m.has(stream_.largest) ? m.positive(stream_.largest) : stream_.usual_largest)) {}

  spikeglx_stream const& stream() const { return stream_; }

  std::vector<recorded_channel> list() const {
    std::vector<std::int64_t> const saved = counts(stream_.saved);
    std::int64_t const total = meta_.count("nSavedChans");
    std::int64_t sum = 0;
    for (std::int64_t const n : saved) { sum += n; }
    if (total < 1 || total > static_cast<std::int64_t>(most_channels) || sum != total) {
      meta_.fail_value("nSavedChans", std::to_string(sum) + " channels, as " + std::string(stream_.saved) + " says");
    }
    std::vector<std::int64_t> const acquired = meta_.has(stream_.acquired) ? counts(stream_.acquired) : saved;
    std::vector<std::int64_t> found(saved.size(), 0);
    std::vector<recorded_channel> all;
    for (std::int64_t const number : meta_.subset("snsSaveChanSubset", total)) {
      auto const [kind, within] = kind_of(number, acquired);
      ++found[kind];
      all.push_back(channel(stream_.kinds[kind], within));
    }
    if (found != saved) {
      meta_.fail("meta_channels", "saved other channels in snsSaveChanSubset than in " + std::string(stream_.saved),
                 list_text(saved), list_text(found));
    }
    return all;
  }

 private:
  std::vector<std::int64_t> counts(std::string_view key) const {
    std::vector<std::int64_t> all = meta_.counts(key);
    bool const few = std::all_of(all.begin(), all.end(),
                                 [](std::int64_t n) { return n <= static_cast<std::int64_t>(most_channels); });
    if (all.size() != stream_.kinds.size() || !few) {
      meta_.fail_value(key, std::to_string(stream_.kinds.size()) + " numbers of channels");
    }
    return all;
  }

  /// Which kind a channel is, and its number within it.
  std::pair<std::size_t, std::int64_t> kind_of(std::int64_t number, std::vector<std::int64_t> const& acquired) const {
    std::int64_t within = number;
    for (std::size_t kind = 0; kind < acquired.size(); ++kind) {
      if (within < acquired[kind]) { return {kind, within}; }
      within -= acquired[kind];
    }
    meta_.fail_value("snsSaveChanSubset", "channels that " + std::string(stream_.acquired) + " has");
  }

  recorded_channel channel(std::string_view kind, std::int64_t within) const {
    recorded_channel c{.name = std::string(kind) + std::to_string(within), .unit = volt{}};
    c.sync = kind == "SY" || kind == "XD";
    if (c.sync) {
      c.unit = any_unit();
    } else if (stream_.type == "imec") {
      c.gain = volts_ / gains_.of(kind, within);
    } else {
      c.gain = volts_ / other_gain(meta_, kind);
    }
    return c;
  }

  spikeglx_meta const& meta_;
  spikeglx_stream stream_;
  double volts_;
  imec_gains gains_{meta_};
};

/// The .bin file has the size and the length that the .meta file says.
inline void check_spikeglx_size(spikeglx_meta const& m, recording const& r, index bytes) {
  if (m.has("fileSizeBytes") && m.count("fileSizeBytes") != bytes) {
    throw_io_error(r.path(), {.category = "raw_size",
                              .where = "open_spikeglx",
                              .problem = "does not have the size that " + m.path().filename().string() + " says",
                              .expected = m.text("fileSizeBytes") + " bytes",
                              .actual = std::to_string(bytes) + " bytes",
                              .advice = "copying may have stopped halfway; open_raw() reads any file"});
  }
  if (!m.has("fileTimeSecs")) { return; }
  double const told = m.number("fileTimeSecs");
  double const found = static_cast<double>(r.samples()) * r.time().step().raw();
  if (std::abs(told - found) > 0.01 + 1e-3 * found) {  // rates are calibrated afterwards, by less than that
    throw_io_error(r.path(), {.category = "meta_time",
                              .where = "open_spikeglx",
                              .problem = "does not last as long as " + m.path().filename().string() + " says",
                              .expected = m.text("fileTimeSecs") + " s",
                              .actual = quantities::number_text(found) + " s"});
  }
}

}  // namespace detail

/// Opens a recording of SpikeGLX by the name of its .bin or .meta file, which stand side by side. Channels are AP0,
/// LF0, MN0, MA0, XA0, ... in volts; SY0 and XD0 are digital. Time begins at zero with the first sample in the file.
/// Throws io_error where one of the files is missing or does not say what is needed, and where they contradict each
/// other.
inline recording open_spikeglx(std::filesystem::path const& path) {
  std::filesystem::path meta_path = path;
  std::filesystem::path data_path = path;
  spikeglx_meta const meta(meta_path.replace_extension(".meta"));
  data_path.replace_extension(".bin");
  detail::spikeglx_channels const channels(meta);
  std::vector<recorded_channel> list = channels.list();
  raw_options const options{.channels = std::ssize(list)};
  auto source = detail::open_counts(data_path, options, "open_spikeglx");
  index const bytes = source->samples() * source->channels() * 2;
  recording const r(std::move(source), std::move(list), tag(meta.positive(channels.stream().rate), hertz{}));
  detail::check_spikeglx_size(meta, r, bytes);
  return r;
}

}  // namespace convolt::io
