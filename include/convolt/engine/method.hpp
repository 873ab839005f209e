// SPDX-License-Identifier: BSD-3-Clause
/// What a method of computing convolutions is. A method is asked whether it can do a problem and at which cost; the one
/// that is chosen prepares the problem once (packs weights, transforms kernels, lays out its loops), and what it has
/// prepared is run many times, from many threads at once.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/problem.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace convolt::engine {

/// Which rounding the caller permits, in JAX's words, the most permissive first. `high` and `highest`: direct sums
/// only, |error| <= c n eps sum|x||w| for every single output. `default_`: also methods whose error is bounded by the
/// largest values of a block. `fastest`: also such methods with larger growth.
enum class precision_level { fastest, default_, high, highest };

/// What a method is asked about. `judge` does not read the weights, and they may be null then; `prepare` copies what it
/// needs of them.
template <class T>
struct request {
  problem p;
  T const* weights = nullptr;
  precision_level precision = precision_level::default_;
};

/// The answer: why not, in words that continue "declined: ", or an estimate of the cycles of one run.
struct verdict {
  std::string reason{};
  double cycles = 0;

  [[nodiscard]] bool declined() const { return !reason.empty(); }
  [[nodiscard]] static verdict decline(std::string why) { return {.reason = std::move(why)}; }
  [[nodiscard]] static verdict accept(double estimated_cycles) { return {.cycles = estimated_cycles}; }
};

/// The part of a run that one thread does. All shares of a run together compute every output, each exactly once, and to
/// the same bits however many shares there are.
struct share {
  index number = 0, count = 1;

  /// This share of `items` things: [first(items), end(items)).
  [[nodiscard]] constexpr index first(index items) const noexcept { return items * number / count; }
  [[nodiscard]] constexpr index end(index items) const noexcept { return items * (number + 1) / count; }
};

/// A problem prepared by a method, weights included. Immutable: `run` may be called from many threads at once, each
/// with a workspace of its own.
template <class T, class Arch>
class prepared {
 public:
  prepared() = default;
  prepared(prepared const&) = delete;
  prepared& operator=(prepared const&) = delete;
  virtual ~prepared() = default;

  /// Compute the share's part of the output. The operands are those of the problem, but their weights are not looked
  /// at. Allocates nothing but what the workspace lacks.
  virtual void run(operands<T> const& x, workspace& space, share part) const = 0;
  /// Bytes that are kept: packed weights, tables.
  [[nodiscard]] virtual std::size_t memory() const = 0;
  /// Bytes of workspace per thread.
  [[nodiscard]] virtual std::size_t workspace_bytes() const = 0;
  /// Phases, tiles and the like, for `explain`: full lines, each ended by a newline.
  [[nodiscard]] virtual std::string details() const = 0;
};

/// One method. The functions are plain pointers, so that the table of methods is a constant.
template <class T, class Arch>
struct method {
  char const* name;
  verdict (*judge)(request<T> const&);
  /// Called only for requests that `judge` did not decline. Throws std::bad_alloc.
  std::unique_ptr<prepared<T, Arch> const> (*prepare)(request<T> const&);
  /// For a single run of one share: compute without keeping anything. Null where the method has nothing better than to
  /// prepare and run. False if it cannot: then the output is not complete.
  bool (*run_once)(request<T> const&, operands<T> const&, workspace&) = nullptr;
};

}  // namespace convolt::engine
