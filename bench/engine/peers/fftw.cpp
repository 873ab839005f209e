// SPDX-License-Identifier: BSD-3-Clause
/// Overlap-save with FFTW. Blocks of the signals are transformed several at a time, as lanes of one batch: blocks of
/// neighbouring signals or, where there is one signal only, neighbouring blocks of it.
///
/// A block of n samples and a kernel of k taps give n - k + 1 outputs. The spectrum of the kernel is kept conjugated,
/// so that the product is a correlation and the good outputs are the first ones.
/// Layer: bench.
#include <engine/peers/copy_samples.hpp>
#include <engine/peers/fftw.hpp>
#include <engine/peers/fftw_api.hpp>

#include <omp.h>

#include <algorithm>
#include <string>

namespace convolt::bench {

namespace {

/// How the samples of a batch lie: lane after lane, or with the lanes as neighbours. The bins lie lane after lane:
/// the other way was tried, and FFTW is slower with it everywhere.
enum class batching { separate, interleaved };

fft_batch make_batch(int size, int lanes, batching b) {
  fft_lattice const time = b == batching::separate ? fft_lattice{1, size} : fft_lattice{lanes, 1};
  return {size, lanes, time, {1, size / 2 + 1}};
}

/// One thread's arrays with the plans made for them.
template <class T>
class transformer {
 public:
  using complex = typename fft_plan<T>::complex;

  explicit transformer(fft_batch const& b)
      : time(static_cast<std::size_t>(b.size * b.lanes)),
        frequency(2 * static_cast<std::size_t>((b.size / 2 + 1) * b.lanes)),
        forward_(fft_plan<T>::forward(b, time.data(), bins())),
        backward_(fft_plan<T>::backward(b, bins(), time.data())) {}

  void forward() const { forward_.run(); }
  void backward() const { backward_.run(); }

  /// Multiply by a spectrum that is laid out alike.
  void multiply(T const* spectrum) {
    T* const values = frequency.data();
    for (std::size_t i = 0; i < frequency.size(); i += 2) {
      T const re = values[i] * spectrum[i] - values[i + 1] * spectrum[i + 1];
      values[i + 1] = values[i] * spectrum[i + 1] + values[i + 1] * spectrum[i];
      values[i] = re;
    }
  }

  buffer<T> time, frequency;

 private:
  complex* bins() { return reinterpret_cast<complex*>(frequency.data()); }  // FFTW documents this layout
  fft_plan<T> forward_, backward_;
};

template <class T>
class fftw_candidate final : public candidate<T> {
 public:
  fftw_candidate(workload<T> const& w, int size, int lanes, batching b, int threads)
      : work_(w), batch_(make_batch(size, lanes, b)), output_(w.output_size) {
    name_ = "fftw overlap-save " + std::to_string(size) + " x " + std::to_string(lanes);
    if (b == batching::interleaved) { name_ += " interleaved"; }
    engine::axis_problem const& a = w.problem.axes[0];
    block_ = size - a.weights + 1;
    blocks_ = (a.output + block_ - 1) / block_;
    signals_ = w.problem.batch * w.size.in_channels;
    lanes_are_blocks_ = signals_ == 1;
    index const units = lanes_are_blocks_ ? blocks_ : signals_;
    groups_ = (units + lanes - 1) / lanes;
    for (int t = 0; t < threads; ++t) { transformers_.push_back(std::make_unique<transformer<T>>(batch_)); }
    index const kernels = w.size.in_channels == 1 ? 1 : w.size.in_channels / lanes;
    spectra_.assign(static_cast<std::size_t>(kernels), {});
    transform_kernels();
  }

  void run() override {
    if (work_.pack_each_call()) { transform_kernels(); }
    index const tasks = lanes_are_blocks_ ? groups_ : groups_ * blocks_;
    auto const threads = static_cast<index>(transformers_.size());
    if (threads == 1) {
      run_tasks(0, tasks, *transformers_[0]);
      return;
    }
#pragma omp parallel num_threads(static_cast<int>(threads))
    {
      index const me = omp_get_thread_num();
      run_tasks(tasks * me / threads, tasks * (me + 1) / threads, *transformers_[static_cast<std::size_t>(me)]);
    }
  }

  buffer<T> result() override { return output_; }
  std::string method() const override { return name_; }

 private:
  /// The samples of one batch: where its first lane begins and how the others follow.
  struct place {
    index lanes = 0;       // in use
    index first = 0;       // output position of the first lane
    index next_first = 0;  // the same from lane to lane
    T const* input = nullptr;
    T* output = nullptr;
    index input_lane = 0, output_lane = 0;
  };

  distances in_time() const { return {batch_.time.stride, batch_.time.distance}; }

  void transform_kernels() {
    engine::problem const& p = work_.problem;
    distances const taps{p.axes[0].weights_step, p.weights_group_step};
    bool const shared = work_.size.in_channels == 1;
    transformer<T>& t = *transformers_[0];
    T const scale = T(1) / T(batch_.size);
    for (std::size_t g = 0; g < spectra_.size(); ++g) {
      std::fill(t.time.begin(), t.time.end(), T(0));
      for (index lane = 0; lane < batch_.lanes; ++lane) {
        index const kernel = shared ? 0 : static_cast<index>(g) * batch_.lanes + lane;
        copy_samples(p.axes[0].weights, 1, work_.weights.data() + kernel * taps.lane, {taps.sample, 0},
                     t.time.data() + lane * batch_.time.distance, {batch_.time.stride, 0});
      }
      t.forward();
      spectra_[g] = t.frequency;
      for (std::size_t i = 0; i < spectra_[g].size(); i += 2) {
        spectra_[g][i] *= scale;
        spectra_[g][i + 1] *= -scale;
      }
    }
  }

  void run_tasks(index first, index last, transformer<T>& t) {
    for (index task = first; task < last; ++task) {
      index const group = lanes_are_blocks_ ? task : task / blocks_;
      place const here = lanes_are_blocks_ ? blocks_from(group * batch_.lanes) : signals_of(group, task % blocks_);
      load(here, t);
      t.forward();
      t.multiply(spectra_[static_cast<std::size_t>(group) % spectra_.size()].data());
      t.backward();
      store(here, t);
    }
  }

  place blocks_from(index block) {
    engine::axis_problem const& a = work_.problem.axes[0];
    place here;
    here.lanes = std::min<index>(batch_.lanes, blocks_ - block);
    here.first = block * block_;
    here.next_first = block_;
    here.input = work_.input.data();
    here.output = output_.data();
    here.input_lane = block_ * a.input_step;
    here.output_lane = block_ * a.output_step;
    return here;
  }

  place signals_of(index group, index block) {
    engine::problem const& p = work_.problem;
    index const channels = work_.size.in_channels;
    index const signal = group * batch_.lanes;
    place here;
    here.lanes = std::min<index>(batch_.lanes, signals_ - signal);
    here.first = block * block_;
    here.input = work_.input.data() + signal / channels * p.input_batch_step + signal % channels * p.input_channel_step;
    here.output = output_.data() + signal / channels * p.output_batch_step + signal % channels * p.output_channel_step;
    here.input_lane = channels == 1 ? p.input_batch_step : p.input_channel_step;
    here.output_lane = channels == 1 ? p.output_batch_step : p.output_channel_step;
    return here;
  }

  void load(place const& here, transformer<T>& t) const {
    engine::axis_problem const& a = work_.problem.axes[0];
    index const begin = here.first - a.pad_lo;
    index const last_begin = begin + (here.lanes - 1) * here.next_first;
    if (begin >= 0 && last_begin + batch_.size <= a.input && here.lanes == batch_.lanes) {
      copy_samples<T>(batch_.size, here.lanes, here.input + begin * a.input_step, {a.input_step, here.input_lane},
                      t.time.data(), in_time());
      return;
    }
    std::fill(t.time.begin(), t.time.end(), T(0));
    for (index lane = 0; lane < here.lanes; ++lane) {
      index const start = begin + lane * here.next_first;
      index const from = std::clamp<index>(start, 0, a.input);
      index const to = std::clamp<index>(start + batch_.size, from, a.input);
      if (from == to) { continue; }
      // Lanes that are blocks of one signal have their distance in `start` already.
      T const* const signal = here.input + (lanes_are_blocks_ ? 0 : lane * here.input_lane);
      copy_samples<T>(to - from, 1, signal + from * a.input_step, {a.input_step, 0},
                      t.time.data() + lane * batch_.time.distance + (from - start) * batch_.time.stride,
                      {batch_.time.stride, 0});
    }
  }

  void store(place const& here, transformer<T> const& t) const {
    engine::axis_problem const& a = work_.problem.axes[0];
    T* const output = here.output + here.first * a.output_step;
    index const last_first = here.first + (here.lanes - 1) * here.next_first;
    if (here.next_first == 0 || last_first + block_ <= a.output) {
      copy_samples<T>(std::min(block_, a.output - here.first), here.lanes, t.time.data(), in_time(), output,
                      {a.output_step, here.output_lane});
      return;
    }
    for (index lane = 0; lane < here.lanes; ++lane) {
      index const count = std::min(block_, a.output - here.first - lane * here.next_first);
      copy_samples<T>(count, 1, t.time.data() + lane * batch_.time.distance, {batch_.time.stride, 0},
                      output + lane * here.output_lane, {a.output_step, 0});
    }
  }

  workload<T> const& work_;
  fft_batch batch_;
  buffer<T> output_;
  std::string name_;
  index block_ = 0, blocks_ = 0, signals_ = 0, groups_ = 0;
  bool lanes_are_blocks_ = false;
  std::vector<std::unique_ptr<transformer<T>>> transformers_;
  std::vector<buffer<T>> spectra_;
};

template <class T>
bool is_filter(workload<T> const& w) {
  engine::problem const& p = w.problem;
  engine::axis_problem const& a = p.axes[0];
  return p.rank == 1 && p.in_channels == 1 && p.out_channels == p.feature_groups && a.stride == 1 &&
         a.input_dilation == 1 && a.weights_dilation == 1 && !w.size.transposed;
}

template <class T>
candidate_factories<T> candidates(workload<T> const& w, int threads) {
  candidate_factories<T> factories;
  if (!is_filter(w)) { return factories; }
  engine::axis_problem const& a = w.problem.axes[0];
  index const channels = w.size.in_channels;
  std::vector<int> all_lanes{1, 16};
  if (channels > 16) { all_lanes.push_back(static_cast<int>(channels)); }
  index const longest = std::clamp<index>(a.input + a.weights, 256, 65536);
  for (int size = 256; size / 2 < longest && size <= std::max<index>(128 * a.weights, 2048); size *= 2) {
    if (size < 2 * a.weights) { continue; }
    for (int const lanes : all_lanes) {
      if (channels % lanes != 0 && channels > 1) { continue; }
      if (size * lanes > (1 << 20)) { continue; }  // beyond the caches
      for (batching const b : {batching::separate, batching::interleaved}) {
        // Transforms of neighbouring lanes save a transposition, where the signals lie so.
        bool const neighbours = channels > 1 && w.problem.input_channel_step == 1;
        if (b == batching::interleaved && (lanes == 1 || !neighbours)) { continue; }
        factories.emplace_back([size, lanes, b, threads](workload<T> const& work) {
          return std::make_unique<fftw_candidate<T>>(work, size, lanes, b, threads);
        });
      }
    }
  }
  return factories;
}

}  // namespace

candidate_factories<float> fftw_candidates(workload<float> const& w, int threads) { return candidates(w, threads); }
candidate_factories<double> fftw_candidates(workload<double> const& w, int threads) { return candidates(w, threads); }

}  // namespace convolt::bench
