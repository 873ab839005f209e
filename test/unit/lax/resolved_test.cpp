// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/resolved.hpp: a call that is resolved by somebody else.

#include <convolt/lax/resolved.hpp>

#include <convolt/array/destination.hpp>
#include <convolt/lax/conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::whole_numbers;

namespace {

using x1 = xt::xtensor<double, 1>;
using x3 = xt::xtensor<double, 3>;

x3 const lhs = whole_numbers({2, 3, 6}, 1);
x3 const rhs = whole_numbers({4, 3, 2}, 2);
x1 const bias{1, -2, 3, 4};

geometry::resolved_conv call() {
  std::array<convolt::index, 3> const l{2, 3, 6}, r{4, 3, 2};
  geometry::conv_parameters p;
  p.strides = {1};
  p.pad = valid;
  return geometry::resolve_conv("f", l, r, p);
}

/// Keeps the problem that it is asked for, and computes it.
struct watching_engine {
  engine::problem* seen;
  template <class T>
  void run(engine::problem const& p, engine::operands<T> const& x) const {
    *seen = p;
    lax::resolved::forward_engine<>{}.run(p, x);
  }
};

}  // namespace

TEST_CASE("a resolved call is computed in the unit that is asked for, by the engine that is given") {
  x3 out = x3::from_shape({2, 4, 5});
  engine::problem p;
  lax::resolved::compute<void>("f", call(), lhs * mV, rhs * nS, bias * nA,
                               arrays::checked_destination("f", out, {2, 4, 5}), pA, watching_engine{&p});
  CHECK(equal_arrays(out, lax::conv(lhs * mV, rhs * nS, {1}, valid, {}, bias * nA).in(pA)));
  CHECK(p.batch == 2);
  CHECK(p.bias_step == 1);
  lax::resolved::compute<void>("f", call(), lhs, rhs, lax::no_bias, arrays::checked_destination("f", out, {2, 4, 5}),
                               one, lax::resolved::forward_engine<>{});
  CHECK(equal_arrays(out, lax::conv(lhs, rhs, {1}, valid)));
}

TEST_CASE("a bias that is missing has no numbers and no factor") {
  using missing = lax::resolved::bias_numbers<double, lax::no_bias_t>;
  CHECK(missing::view().data == nullptr);
  CHECK(missing::step() == 0);
  CHECK(missing::factor("f", lax::no_bias, mV) == 1);
  lax::resolved::bias_numbers<double, x1> const given("f", bias);
  CHECK(given.view().data == bias.data());
  CHECK(given.step() == 1);
  using in_nA = tensor<nA, double, 1>;
  CHECK(lax::resolved::bias_numbers<double, in_nA>::factor("f", in_nA(bias * nA), pA) == 1000);
}

TEST_CASE("a bias of the wrong shape is an error") {
  CHECK_NOTHROW(lax::resolved::check_bias_shape("f", bias, 4));
  auto const e = test::thrown_by<shape_error>([] { lax::resolved::check_bias_shape("f", bias, 5); });
  CHECK(e.category() == "bad_bias_shape");
  CHECK(e.actual() == "[4]");
}

TEST_CASE("an output that is an operand is an error, and nothing is computed") {
  x3 square = whole_numbers({1, 1, 6}, 1);
  x3 const before = square;
  x3 const tap = xt::ones<double>({1, 1, 1});
  std::array<convolt::index, 3> const l{1, 1, 6}, r{1, 1, 1};
  geometry::conv_parameters p;
  p.strides = {1};
  p.pad = valid;
  geometry::resolved_conv const c = geometry::resolve_conv("f", l, r, p);
  auto const e = test::thrown_by<shape_error>([&] {
    lax::resolved::compute<void>("f", c, square, tap, lax::no_bias, arrays::look_at("f", "out", square), one,
                                 lax::resolved::forward_engine<>{});
  });
  CHECK(e.category() == "overlapping_output");
  CHECK(equal_arrays(square, before));
}
