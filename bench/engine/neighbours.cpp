// SPDX-License-Identifier: BSD-3-Clause
/// Makes the two sides of a pair, which may compute with different numbers, and times them in alternating rounds.
/// Layer: bench.
#include <engine/neighbours.hpp>

#include <engine/check_way.hpp>
#include <engine/convolt_side.hpp>
#include <engine/timing.hpp>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

namespace convolt::bench {

namespace {

/// A side with the arrays that it computes on.
template <class T, class W, class I>
class side final : public timed {
 public:
  side(pair_side const& what, std::uint32_t seed) : work_(make_workload<T, W, I>(what.row, what.layout, seed)) {
    if (is_gradient(what.how)) { add_cotangent(work_, seed); }
    instance_ = prepare_way(work_, what.how);
    if (instance_ == nullptr) { throw std::runtime_error("cannot be computed so: " + what.text()); }
    check_way(work_, *instance_, what.how);
  }

  void run() override { instance_->run(); }
  std::string method() const override { return instance_->method(); }

 private:
  workload<T, W, I> work_;
  std::unique_ptr<candidate<T>> instance_;
};

std::unique_ptr<timed> make_side(pair_side const& what, std::uint32_t seed) {
  return visit_element(what.row.numbers, [&](auto types) -> std::unique_ptr<timed> {
    using E = decltype(types);
    return std::make_unique<side<typename E::value, typename E::weight, typename E::sample>>(what, seed);
  });
}

}  // namespace

pair_row measure_pair(pair const& p, options const& o) {
  auto const first = make_side(p.first, o.seed);
  auto const second = make_side(p.second, o.seed);
  timing const t = time_rounds(first.get(), second.get(), o);
  return {.what = p, .first_us = t.ours * 1e6, .second_us = t.peers * 1e6, .ratio = t.ratio};
}

}  // namespace convolt::bench
