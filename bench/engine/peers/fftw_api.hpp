// SPDX-License-Identifier: BSD-3-Clause
/// FFTW's two precisions behind one name, and its plans as objects.
/// Layer: bench.
#pragma once

#include <fftw3.h>

#include <type_traits>
#include <utility>

namespace convolt::bench {

/// Where the numbers of a batch of transforms lie: `lanes` of them, neighbours of one lane `stride` apart, lanes
/// `distance` apart.
struct fft_lattice {
  int stride = 1, distance = 0;
};

struct fft_batch {
  int size = 0, lanes = 1;
  fft_lattice time, frequency;
};

template <class T>
class fft_plan {
  static constexpr bool is_float = std::is_same_v<T, float>;

 public:
  using complex = std::conditional_t<is_float, fftwf_complex, fftw_complex>;

  /// Plan for these buffers and no others: the plan is executed on them only.
  static fft_plan forward(fft_batch const& b, T* time, complex* frequency) {
    if constexpr (is_float) {
      return fft_plan(fftwf_plan_many_dft_r2c(1, &b.size, b.lanes, time, nullptr, b.time.stride, b.time.distance,
                                              frequency, nullptr, b.frequency.stride, b.frequency.distance,
                                              FFTW_MEASURE));
    } else {
      return fft_plan(fftw_plan_many_dft_r2c(1, &b.size, b.lanes, time, nullptr, b.time.stride, b.time.distance,
                                             frequency, nullptr, b.frequency.stride, b.frequency.distance,
                                             FFTW_MEASURE));
    }
  }
  static fft_plan backward(fft_batch const& b, complex* frequency, T* time) {
    constexpr unsigned effort = FFTW_MEASURE | FFTW_DESTROY_INPUT;
    if constexpr (is_float) {
      return fft_plan(fftwf_plan_many_dft_c2r(1, &b.size, b.lanes, frequency, nullptr, b.frequency.stride,
                                              b.frequency.distance, time, nullptr, b.time.stride, b.time.distance,
                                              effort));
    } else {
      return fft_plan(fftw_plan_many_dft_c2r(1, &b.size, b.lanes, frequency, nullptr, b.frequency.stride,
                                             b.frequency.distance, time, nullptr, b.time.stride, b.time.distance,
                                             effort));
    }
  }

  fft_plan(fft_plan&& other) noexcept : plan_(std::exchange(other.plan_, nullptr)) {}
  fft_plan& operator=(fft_plan&& other) noexcept {
    std::swap(plan_, other.plan_);
    return *this;
  }
  ~fft_plan() {
    if constexpr (is_float) {
      fftwf_destroy_plan(plan_);
    } else {
      fftw_destroy_plan(plan_);
    }
  }

  void run() const {
    if constexpr (is_float) {
      fftwf_execute(plan_);
    } else {
      fftw_execute(plan_);
    }
  }

 private:
  using handle = std::conditional_t<is_float, fftwf_plan, fftw_plan>;
  explicit fft_plan(handle plan) : plan_(plan) {}
  handle plan_;
};

}  // namespace convolt::bench
