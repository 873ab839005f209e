// SPDX-License-Identifier: BSD-3-Clause
/// The two ways to a response are one, and who asks for a recursion of a gaussian is told so.
#include <convolt/neuro/responder.hpp>

#include <convolt/kernel/exponential.hpp>
#include <convolt/kernel/smoothing.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <vector>

namespace {

using namespace convolt::units;
using convolt::target_arch;
using convolt::neuro::response_method;
using convolt::neuro::spike_train;
using namespace convolt::neuro::detail;

template <class K>
std::vector<double> response(K const& k, response_method method, int count) {
  grid const g(bins(convolt::axis(0. * us, 100. * us, count), "test"));
  responder<double, target_arch, K> const respond(k, g, 3., 0, method, 10);
  std::vector<double> out(static_cast<std::size_t>(count));
  respond(spike_train({-2. * ms, 1.03 * ms, 7. * ms, 7. * ms}), {}, out.data());
  return out;
}

TEST_CASE("recursion and scatter give the same, and automatic is one of them") {
  auto const k = convolt::kernel::double_exponential(0.5 * ms, 3000. * us, 2. * nS);
  for (int count : {3, 500}) {
    auto const a = response(k, response_method::recursion, count);
    auto const b = response(k, response_method::scatter, count);
    auto const c = response(k, response_method::automatic, count);
    for (std::size_t n = 0; n < a.size(); ++n) {
      CAPTURE(count, n);
      CHECK(a[n] == Approx(b[n]).epsilon(1e-12));
      CHECK((c[n] == a[n] || c[n] == b[n]));
    }
  }
}

TEST_CASE("only the exponential family has a recursion") {
  auto const k = convolt::kernel::gaussian(2. * ms);
  CHECK(convolt::test::fault([&] { response(k, response_method::recursion, 9); }) == "no_recursion");
  CHECK(response(k, response_method::automatic, 9) == response(k, response_method::scatter, 9));
}

}  // namespace
