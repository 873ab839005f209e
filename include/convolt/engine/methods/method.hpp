// SPDX-License-Identifier: BSD-3-Clause
/// What a method of computing convolutions is. A method is asked whether it can do a problem and at which cost; the one
/// that is chosen plans the problem once (packs weights, transforms kernels, lays out its loops), and what it has
/// planned is run many times, from many threads at once.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace convolt::engine {

/// Which rounding the caller permits, in JAX's words, the most permissive first. `high` and `highest`: direct sums
/// only, |error| <= c n eps sum|x||w| for every single output, where n follows the size of the blocks in which long
/// sums are carried (methods/shared/block_sums.hpp) and not their length. `default_`: also methods whose error is
/// bounded by the largest values of a block, and sums in one piece. `fastest`: also such methods with larger growth.
enum class precision_level { fastest, default_, high, highest };

/// What a method is asked about. `judge` does not read the weights, and they may be null then; `plan` copies what it
/// needs of them.
template <class T>
struct request {
  problem p;
  T const* weights = nullptr;
  precision_level precision = precision_level::default_;
  bool is_part = false;  ///< of a problem that the method has accepted: it is not declined for what it would cost
};

/// The answer: why not, in words that continue "declined: ", or an estimate of the cycles of one run. The words are
/// constants: who does not ask for them pays nothing.
struct verdict {
  char const* reason = nullptr;
  double cycles = 0;

  [[nodiscard]] constexpr bool declined() const noexcept { return reason != nullptr; }
  [[nodiscard]] static constexpr verdict decline(char const* why) noexcept { return {.reason = why}; }
  [[nodiscard]] static constexpr verdict accept(double estimated_cycles) noexcept {
    return {.cycles = estimated_cycles};
  }
};

/// What a call costs, before its first product, a method that cuts the lines of every image anew; or of every group of
/// channels, where there are several.
[[nodiscard]] inline double call_cycles(problem const& p, index groups = 1) noexcept {
  double const images = static_cast<double>(std::max<index>(output_batch(p), 1));
  double const times = images * static_cast<double>(std::max<index>(groups, 1));  // more than an index holds, perhaps
  return costs::cycles_per_call + costs::cycles_per_image * (times - 1);
}

/// What such a method has to find out for every axis, before its first product.
[[nodiscard]] inline double axes_cycles(problem const& p) noexcept {
  return costs::cycles_per_axis * static_cast<double>(p.rank);
}
/// And one that lists places of taps over all axes: every one of them beside every other.
[[nodiscard]] inline double places_cycles(problem const& p) noexcept {
  return axes_cycles(p) * static_cast<double>(p.rank);
}

/// The part of a run that one thread does. All shares of a run together compute every output, each exactly once, and to
/// the same bits however many shares there are.
struct share {
  index number = 0, count = 1;

  /// This share of `items` things: [first(items), end(items)).
  [[nodiscard]] constexpr index first(index items) const noexcept { return items * number / count; }
  [[nodiscard]] constexpr index end(index items) const noexcept { return items * (number + 1) / count; }
};

template <class T>
struct method_entry;
/// Methods that are asked in this order. The last one never declines.
template <class T>
using method_list = std::span<method_entry<T> const>;

/// A problem with its weights, ready to run. Immutable: `run` may be called from many threads at once, each with a
/// workspace of its own. Nobody who has one need know which method or instruction set is behind it: neither vector
/// types nor templates but the element type cross this border, which is also that of the compiled library.
template <class T>
class planned {
 public:
  planned(planned const&) = delete;
  planned& operator=(planned const&) = delete;
  virtual ~planned() = default;

  /// Compute the share's part of the output. The operands are those of the problem, but their weights are not looked
  /// at. Allocates nothing but what the workspace lacks.
  virtual void run(operands<T> const& x, workspace& space, share part) const = 0;
  /// Bytes that are kept: packed weights, tables.
  [[nodiscard]] virtual std::size_t memory() const = 0;
  /// Bytes of workspace per thread.
  [[nodiscard]] virtual std::size_t workspace_bytes() const = 0;
  /// Phases, tiles and the like, for `explain`: full lines, each ended by a newline.
  [[nodiscard]] virtual std::string details() const = 0;

  [[nodiscard]] problem const& what() const noexcept { return problem_; }
  /// In words: the problem, the method and how it goes about it, and why the other methods are not used. Only for what
  /// `choose` has chosen.
  [[nodiscard]] std::string explain() const { return choice_.explain(*this); }

  /// How this came to be chosen.
  struct choice {
    std::size_t method = 0;    ///< its number in the list
    method_list<T> methods{};  ///< that were asked
    precision_level precision = precision_level::default_;
    std::string (*explain)(planned const&) = nullptr;
  };
  void set_choice(choice const& made) noexcept { choice_ = made; }
  [[nodiscard]] choice const& chosen() const noexcept { return choice_; }

 protected:
  explicit planned(problem const& p) : problem_(p) {}

  problem problem_;

 private:
  choice choice_;
};

/// A new Plan behind the class that callers know. A unique_ptr to each class of plans would be compiled for every
/// method.
template <class T, class Plan, class... Args>
[[nodiscard]] std::unique_ptr<planned<T>> make_planned(Args&&... args) {
  return std::unique_ptr<planned<T>>(new Plan(std::forward<Args>(args)...));
}

/// What a single run does with the weights: it reads them where they are, copies them, also makes a list of taps, or
/// transforms them.
enum class weights_use { in_place, copied, listed, transformed };

/// One method, as the table of methods lists it. The functions are plain pointers, so that the table is a constant.
template <class T>
struct method_entry {
  char const* name;   ///< one word: that of the folder
  char const* about;  ///< in a few words
  verdict (*judge)(request<T> const&);
  /// Called only for requests that `judge` did not decline. Null if the method cannot compute with these weights, as
  /// where they are not finite. Throws std::bad_alloc.
  std::unique_ptr<planned<T>> (*plan)(request<T> const&);
  /// For a single run of one share: compute without keeping anything. Null where the method has nothing better than to
  /// plan and run. False if it cannot: then the output is not complete.
  bool (*run_once)(request<T> const&, operands<T> const&, workspace&) = nullptr;
  /// Whether an output has the same bits whichever others are computed with it. Not so where the order of a sum depends
  /// on how many outputs are computed at once.
  bool same_in_parts = true;
  /// What a single run does about its weights: that takes its time where there are more of them than outputs.
  weights_use single_run = weights_use::listed;
  /// Whether it sums in pieces that stay in the caches, so that nobody need cut long sums for it.
  bool has_pieces = false;
};

}  // namespace convolt::engine
