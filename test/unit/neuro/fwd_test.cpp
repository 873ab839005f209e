// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/neuro/fwd.hpp>

#include <cstddef>

namespace {

/// A signature that knows nothing but names.
[[maybe_unused]] std::size_t events(convolt::neuro::spike_train const& one, convolt::neuro::spike_trains const& many);

}  // namespace

#include <convolt/neuro/spike_trains.hpp>

#include <support/catch.hpp>

namespace {

std::size_t events(convolt::neuro::spike_train const& one, convolt::neuro::spike_trains const& many) {
  return one.size() + many.total();
}

TEST_CASE("what is declared is what is defined") {
  CHECK(events(convolt::neuro::spike_train(), convolt::neuro::spike_trains()) == 0);
}

}  // namespace
