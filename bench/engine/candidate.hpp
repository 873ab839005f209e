// SPDX-License-Identifier: BSD-3-Clause
/// One way to compute a workload, ready to be timed: what convolt and all variants of the peers look like to the
/// program.
/// Layer: bench.
#pragma once

#include <engine/buffer.hpp>
#include <engine/workload.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace convolt::bench {

/// What can be timed.
class timed {
 public:
  timed() = default;
  timed(timed const&) = delete;
  timed& operator=(timed const&) = delete;
  virtual ~timed() = default;

  /// Compute the output once; this is what is timed.
  virtual void run() = 0;
  /// What ran, for the table.
  [[nodiscard]] virtual std::string method() const = 0;
};

/// One whose outputs are of type T.
template <class T>
class candidate : public timed {
 public:
  /// The last output in the layout of the workload; not timed.
  [[nodiscard]] virtual buffer<T> result() = 0;
};

/// Makes a candidate. Returns null where the workload cannot be computed in this way. The workload must outlive the
/// candidate.
template <class T, class W = T, class I = T>
using candidate_factory = std::function<std::unique_ptr<candidate<T>>(workload<T, W, I> const&)>;

template <class T, class W = T, class I = T>
using candidate_factories = std::vector<candidate_factory<T, W, I>>;

}  // namespace convolt::bench
