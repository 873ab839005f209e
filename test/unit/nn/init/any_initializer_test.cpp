// SPDX-License-Identifier: BSD-3-Clause
/// One type for initializers, numbers and arrays.
#include <convolt/nn/init/any_initializer.hpp>

#include <convolt/nn/init/variance_scaling.hpp>
#include <support/catch.hpp>
#include <support/fingerprint.hpp>

#include <type_traits>
#include <utility>

namespace {

namespace init = convolt::nn::init;
using convolt::test::fingerprint;

struct holder {
  init::any_initializer weight = init::xavier_normal({.seed = 4});
};

static_assert(!std::is_convertible_v<char const*, init::any_initializer>);

TEST_CASE("a stored initializer gives the numbers of the one it was made from") {
  holder h;
  CHECK(fingerprint(h.weight({5, 3, 16})) == fingerprint(init::xavier_normal({.seed = 4})({5, 3, 16})));
  CHECK(fingerprint(h.weight.make<float>({5, 3, 16})) ==
        fingerprint(init::xavier_normal({.seed = 4}).make<float>({5, 3, 16})));
  init::context const c{.fans = init::fan_counts{.in = 2, .out = 3}, .stream = 4};
  CHECK(fingerprint(h.weight({8}, c)) == fingerprint(init::xavier_normal({.seed = 4})({8}, c)));
  holder const copy = h;
  h.weight = init::zeros();
  CHECK(h.weight({1})(0) == 0.);
  CHECK(copy.weight({5, 3, 16})(0, 0, 0) != 0.);
}

TEST_CASE("numbers and arrays can stand for initializers") {
  init::any_initializer const number = 3;
  CHECK(number.make<float>({2, 2})(1, 1) == 3.F);
  init::any_initializer const array = xt::xtensor<float, 1>{1.F, 2.F};
  CHECK(array({2})(1) == 2.);
  CHECK_THROWS_AS(array({3}), convolt::shape_error);
}

TEST_CASE("designated options can name an initializer in place") {
  holder const h{.weight = init::constant(0.5)};
  CHECK(h.weight({1})(0) == 0.5);
}

}  // namespace
