// SPDX-License-Identifier: BSD-3-Clause
/// Runs a stream through second-order sections. A result for every sample, and nothing held back; the response never
/// ends, so there is no tail.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/filters/response.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/filters/section_lanes.hpp>

#include <utility>
#include <vector>

namespace convolt::dsp::detail {

class section_runner {
 public:
  section_runner(std::vector<section> chain, index channels) : lanes_(chain, channels), filter_{std::move(chain)} {}

  index channels() const { return lanes_.channels(); }
  index ready(index rows) const { return rows; }
  index held() const { return 0; }
  index tail() const { return 0; }
  index zeros_for_tail() const { return 0; }
  index preferred_rows() const { return 64; }
  /// In samples, at so many radians per sample.
  double group_delay(double turn) const { return filter_.delay(turn); }

  void reset() { lanes_.reset(); }

  template <class Arch, class In, class Out>
  void run(lane_rows<In const> const& from, index rows, lane_rows<Out> const& to, scaling const& by) {
    lanes_.run<Arch>(from, to, rows, by.gain, by.factor);
  }

 private:
  section_lanes lanes_;
  evaluated_sections filter_;
};

}  // namespace convolt::dsp::detail
