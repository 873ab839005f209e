// SPDX-License-Identifier: BSD-3-Clause
/// Which requests the method takes, and its copy of the weights.
#include <convolt/engine/methods/cross_spectra/method.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>
#include <unit/engine/methods/cross_spectra/gradient_arrays.hpp>

#include <string>
#include <vector>

namespace {

namespace cross_spectra = convolt::engine::methods::cross_spectra;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::precision_level;
using method_of_spectra = cross_spectra::method<float, default_arch>;

TEST_CASE("products of spectra are not for who asks for direct sums") {
  test::gradient_arrays<float> const a({.length = 500, .taps = 40});
  CHECK_FALSE(method_of_spectra::judge({.p = a.p}).declined());
  CHECK_FALSE(method_of_spectra::judge({.p = a.p, .precision = precision_level::fastest}).declined());
  CHECK(method_of_spectra::judge({.p = a.p, .precision = precision_level::high}).declined());
  CHECK(method_of_spectra::judge({.p = a.p, .precision = precision_level::highest}).declined());
  CHECK(cross_spectra::left_out<float, default_arch>::judge({.p = a.p}).declined());
}

TEST_CASE("a planned gradient has its own copy of the weights") {
  for (bool const last : {false, true}) {
    test::gradient_arrays<float> a({.length = 700, .taps = 50, .channels = 21, .batch = 2, .channels_last = last});
    auto const plan = method_of_spectra::plan({.p = a.p, .weights = a.weights()});
    std::vector<float> const once = a.run_once<method_of_spectra>();
    std::vector<float> const planned = a.run(*plan, 1);
    CHECK(once == planned);
    a.cotangent.assign(a.cotangent.size(), 7.F);
    CHECK(a.run(*plan, 3) == planned);
    CHECK(plan->memory() > a.cotangent.size() * sizeof(float));
    CHECK(plan->details().find("blocks of") != std::string::npos);
  }
}

}  // namespace
