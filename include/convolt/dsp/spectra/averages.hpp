// SPDX-License-Identifier: BSD-3-Clause
/// What is made of the spectra of segments, line by line: their mean power, each of them, products of two signals.
/// Numbers only; every line is computed by one thread, so results have the same bits on any number of them.
/// Layer: dsp.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/spectra/segment_spectra.hpp>
#include <convolt/dsp/spectra/segments.hpp>
#include <convolt/dsp/time/median.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/quantity/along.hpp>
#include <convolt/quantity/concepts.hpp>

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <vector>

namespace convolt::dsp::detail {

/// Lines l, l + 1, .. of those that have neighbours in memory, [outer][count][inner].
struct line_group {
  index outer, first, lines;
};

/// Everything that a pass over the segments needs.
template <class T>
struct segment_job {
  segment_plan plan;
  std::vector<double> const& weights;
  quantities::dimension_block block;
  executor_ref executor;
  engine::transform_pointer<typename quantities::real_type<T>::type> transform;
};

/// work(group) for all groups, dealt over the executor; `work` is made by make() for each share.
template <class Make>
void each_group(quantities::dimension_block const& block, executor_ref executor, Make const& make) {
  index const per_outer = (block.inner + lines_together - 1) / lines_together, groups = block.outer * per_outer;
  if (groups == 0) { return; }
  index const shares = std::clamp<index>(executor.concurrency(), 1, groups);
  auto const run_share = [&](index share) {
    auto work = make();
    for (index g = groups * share / shares; g < groups * (share + 1) / shares; ++g) {
      index const first = g % per_outer * lines_together;
      work(line_group{g / per_outer, first, std::min(lines_together, block.inner - first)});
    }
  };
  executor.run(shares, run_share);
}

/// A frequency of a real signal stands for its mirror image too, but for 0 and, where there is one, that of half the
/// rate.
template <class T>
double sides_of(index k, index nfft) {
  return quantities::is_complex<T> || k == 0 || 2 * k == nfft ? 1 : 2;
}

/// What the median of so many powers of noise is, on average, of their mean: 1 - 1/2 + 1/3 .. up to 1 / n, n odd
/// (SciPy's _median_bias, which takes an even n for n - 1).
inline double median_bias(index n) {
  double bias = 1;
  for (index k = 2; k < n; k += 2) { bias += 1 / static_cast<double>(k + 1) - 1 / static_cast<double>(k); }
  return bias;
}
/// What the sum or the median of these segments is divided by.
inline double divisor_of(segment_plan const& p) {
  return p.average == averaging::median ? median_bias(p.count) : static_cast<double>(p.count);
}

/// The numbers of all segments, where a sum is not enough: for each of `count` lines and frequencies.
class kept_numbers {
 public:
  kept_numbers(segment_plan const& p, index count)
      : segments_(p.average == averaging::median ? p.count : 0), all_(static_cast<std::size_t>(segments_ * count)) {}

  bool are_kept() const { return segments_ > 0; }
  double& at(index i, index segment) { return all_[static_cast<std::size_t>(i * segments_ + segment)]; }
  /// NaN where one of them is. They are put in another order.
  double median(index i) {
    double *const first = &at(i, 0), *const last = first + segments_;
    double const* const nan = std::find_if(first, last, [](double x) { return bits::is_nan(x); });
    return nan != last ? *nan : median_of(first, last);
  }

 private:
  index segments_;
  std::vector<double> all_;
};

/// out: [outer][frequency][inner], the average of |X|^2 over segments times scale, and twice that where a frequency
/// stands for two.
template <class T, class R>
void mean_powers(segment_job<T> const& job, T const* x, double scale, R* out) {
  each_group(job.block, job.executor, [&] {
    segment_spectra<T> spectra(job.plan, job.weights, job.transform);
    index const count = spectra.frequencies();
    std::vector<double> sums(static_cast<std::size_t>(lines_together * count));
    kept_numbers kept(job.plan, std::min(lines_together, job.block.inner) * count);
    return [=, &job, spectra = std::move(spectra), sums = std::move(sums),
            kept = std::move(kept)](line_group const& g) mutable {
      quantities::dimension_block const& b = job.block;
      std::fill(sums.begin(), sums.end(), 0.);
      for (index s = 0; s < job.plan.count; ++s) {
        spectra.gather(x + g.outer * b.count * b.inner + g.first, b.count, b.inner, g.lines, s);
        for (index l = 0; l < g.lines; ++l) {
          auto const y = spectra.spectrum(l);
          double* const sum = sums.data() + l * count;
          for (index k = 0; k < count; ++k) {
            double const re = static_cast<double>(y.re[k]), im = static_cast<double>(y.im[k]);
            double const power = re * re + im * im;
            sum[k] += power;
            if (kept.are_kept()) { kept.at(l * count + k, s) = power; }
          }
        }
      }
      for (index k = 0; k < count; ++k) {
        double const factor = scale * sides_of<T>(k, job.plan.nfft) / divisor_of(job.plan);
        R* const to = out + (g.outer * count + k) * b.inner + g.first;
        for (index l = 0; l < g.lines; ++l) {
          index const i = l * count + k;
          to[l] = static_cast<R>((kept.are_kept() ? kept.median(i) : sums[static_cast<std::size_t>(i)]) * factor);
        }
      }
    };
  });
}

/// out: [outer][frequency][inner][segment], f(re, im, k) of every one.
template <class T, class Out, class F>
void each_spectrum(segment_job<T> const& job, T const* x, F const& f, Out* out) {
  each_group(job.block, job.executor, [&] {
    return [&job, x, &f, out,
            spectra = segment_spectra<T>(job.plan, job.weights, job.transform)](line_group const& g) mutable {
      quantities::dimension_block const& b = job.block;
      index const count = spectra.frequencies(), segments = job.plan.count;
      for (index s = 0; s < segments; ++s) {
        spectra.gather(x + g.outer * b.count * b.inner + g.first, b.count, b.inner, g.lines, s);
        for (index l = 0; l < g.lines; ++l) {
          auto const y = spectra.spectrum(l);
          for (index k = 0; k < count; ++k) {
            out[((g.outer * count + k) * b.inner + g.first + l) * segments + s] = f(y.re[k], y.im[k], k);
          }
        }
      }
    };
  });
}

/// Sums over the segments at one frequency: of |X|^2, of |Y|^2, of X* Y; or of the last one the median.
struct cross_sums {
  double xx = 0, yy = 0;
  std::complex<double> xy;
};

/// out: [outer][frequency][inner], f(sums, k) at every frequency.
template <class T, class Out, class F>
void cross_spectra(segment_job<T> const& job, T const* x, T const* y, F const& f, Out* out) {
  each_group(job.block, job.executor, [&] {
    segment_spectra<T> of_x(job.plan, job.weights, job.transform);
    std::vector<cross_sums> sums(static_cast<std::size_t>(lines_together * of_x.frequencies()));
    kept_numbers re(job.plan, std::min(lines_together, job.block.inner) * of_x.frequencies()), im(re);
    return [=, &job, &f, of_x = of_x, of_y = of_x, sums = std::move(sums), re = std::move(re),
            im = std::move(im)](line_group const& g) mutable {
      quantities::dimension_block const& b = job.block;
      index const count = of_x.frequencies(), begin = g.outer * b.count * b.inner + g.first;
      std::fill(sums.begin(), sums.end(), cross_sums{});
      for (index s = 0; s < job.plan.count; ++s) {
        of_x.gather(x + begin, b.count, b.inner, g.lines, s);
        of_y.gather(y + begin, b.count, b.inner, g.lines, s);
        for (index l = 0; l < g.lines; ++l) {
          auto const p = of_x.spectrum(l), q = of_y.spectrum(l);
          cross_sums* const sum = sums.data() + l * count;
          for (index k = 0; k < count; ++k) {
            double const a = static_cast<double>(p.re[k]), c = static_cast<double>(p.im[k]);
            double const d = static_cast<double>(q.re[k]), e = static_cast<double>(q.im[k]);
            sum[k].xx += a * a + c * c;
            sum[k].yy += d * d + e * e;
            std::complex<double> const xy(a * d + c * e, a * e - c * d);
            sum[k].xy += xy;
            if (re.are_kept()) {
              re.at(l * count + k, s) = xy.real();
              im.at(l * count + k, s) = xy.imag();
            }
          }
        }
      }
      for (index k = 0; k < count; ++k) {
        Out* const to = out + (g.outer * count + k) * b.inner + g.first;
        for (index l = 0; l < g.lines; ++l) {
          index const i = l * count + k;
          cross_sums& sum = sums[static_cast<std::size_t>(i)];
          if (re.are_kept()) { sum.xy = {re.median(i), im.median(i)}; }
          to[l] = f(sum, k);
        }
      }
    };
  });
}

}  // namespace convolt::dsp::detail
