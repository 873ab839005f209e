// SPDX-License-Identifier: BSD-3-Clause
/// What comes before spike sorting: band-pass, the channels of one converter put on one clock, the median of all
/// channels taken off, and counts again. A recording of any length goes through in chunks, on two threads: one reads
/// and filters the next chunk while the other finishes and writes the last one. Without files a second is made up.
///
/// neuropixels_pipeline [PICTURE.svg [IN.bin OUT.bin]]
#include <convolt/dsp.hpp>
#include <convolt/io/recording.hpp>
#include <convolt/statistics.hpp>
#include <support/chart.hpp>
#include <support/probe.hpp>
#include <support/progress.hpp>

#include <chrono>
#include <exception>
#include <filesystem>
#include <future>
#include <iostream>
#include <string>

namespace dsp = convolt::dsp;
namespace io = convolt::io;
using namespace convolt::units;

namespace {

using voltages = convolt::tensor<uV, float, 2>;
constexpr std::size_t channels = support::synthetic_probe::channels;
auto const rate = support::synthetic_probe::rate * Hz;
auto const count = support::synthetic_probe::gain * uV;

/// Channels are converted two at a time in 13 slots of a sample: the later ones see the world so much later.
auto slots() {
  xt::xtensor<double, 1> slot(std::array{channels});
  for (std::size_t c = 0; c < channels; ++c) { slot(c) = static_cast<double>(c / 2 % 12); }
  return convolt::eval(slot / (13. * rate));
}

/// Takes the median over the channels off every sample: what all of them see comes from outside.
void take_off_median(voltages& v) {
  auto const median = convolt::median(v, 1);
  for (std::size_t n = 0; n < v.shape(0); ++n) {
    float* const sample = v.raw().data() + n * channels;
    for (std::size_t c = 0; c < channels; ++c) { sample[c] -= median.raw()(n); }
  }
}

/// Returns how many times faster than the recording it went.
double process(io::recording const& recording, std::filesystem::path const& to) {
  auto band = dsp::stream<float>(dsp::butterworth(3, dsp::bandpass(300. * Hz, 6. * kHz)), rate, count,
                                 {.channels = static_cast<convolt::index>(channels)});
  auto align = dsp::stream<float>(dsp::delays(slots()), rate);
  auto const chunks = recording.chunks(100. * ms, 0. * ms);
  auto const filtered = [&](std::size_t i) -> voltages { return align.process(band.process(chunks[i].load_counts())); };

  io::recording_writer out(to, recording);
  auto const finish = [&](voltages v) {
    take_off_median(v);
    out.write(v);
  };
  support::progress_bar bar("pipeline", static_cast<int>(chunks.size()), "times real time");
  auto const begin = std::chrono::steady_clock::now();
  double speed = 0;
  auto next = std::async(std::launch::async, filtered, std::size_t{0});
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    voltages v = next.get();
    if (i + 1 < chunks.size()) { next = std::async(std::launch::async, filtered, i + 1); }
    finish(std::move(v));
    std::chrono::duration<double> const taken = std::chrono::steady_clock::now() - begin;
    speed = static_cast<double>(out.samples()) / rate.in(Hz) / taken.count();
    bar.show(static_cast<int>(i + 1), speed);
  }
  voltages const tail = align.flush().as(uV).quantity();  // samples that waited for those behind them, then zeros
  auto const left = static_cast<std::size_t>(recording.samples() - out.samples());
  finish(voltages(xt::view(tail.raw(), xt::range(std::size_t{0}, left), xt::all()) * uV));
  out.commit();
  return speed;
}

/// 6 ms, and every eighth channel.
void draw(support::drawing& drawing, double top, std::string const& title, io::recording const& r, double limit) {
  auto const part = r.between(15. * ms, 21. * ms).load<double>(uV);
  auto const down = xt::xtensor<double, 2>(xt::view(xt::transpose(part.raw()), xt::range(0, 384, 8))) * uV;
  auto const contacts = convolt::axis(0. * um, 80. * um, 48);
  support::draw_map(drawing, {75., top, 580., 200.}, title, down, limit * uV,
                    support::named_axis{"time", part.axis<0>().as(ms)}, support::named_axis{"depth", contacts});
  support::draw_colour_key(drawing, {725., top, 15., 200.}, "voltage", limit * uV, uV);
}

int run(std::string const& picture, std::filesystem::path const& from, std::filesystem::path const& to) {
  auto const open = [](auto const& path) {
    return io::open_raw(path, count, rate, {.channels = static_cast<convolt::index>(channels)});
  };
  double const speed = process(open(from), to);
  support::drawing drawing(760, 560);
  draw(drawing, 30., "before", open(from), 300.);
  draw(drawing, 310., "after", open(to), 100.);
  drawing.save(picture);
  std::cout << open(to).samples() << " samples, " << speed << " times real time, see " << picture << '\n';
  return open(to).samples() == open(from).samples() ? 0 : 1;
}

}  // namespace

int main(int given, char** arguments) try {
  std::string const picture = given > 1 ? arguments[1] : "neuropixels_pipeline.svg";
  if (given == 4) { return run(picture, arguments[2], arguments[3]); }
  support::synthetic_probe::write("synthetic_probe.bin", 7'500);
  return run(picture, "synthetic_probe.bin", "synthetic_probe_filtered.bin");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
