// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/plan.hpp: plans compute what the functions do, in every layout and unit, refuse what
/// does not fit, and allocate nothing once they have run.

#include <convolt/lax/plan.hpp>

#include <convolt/core/threads.hpp>
#include <convolt/lax/conv.hpp>
#include <convolt/lax/conv_transpose.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/allocations.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/random_convolution.hpp>
#include <support/replaced_new.hpp>

#include <array>
#include <cmath>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <string>
#include <thread>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::thrown_by;
using test::whole_numbers;

namespace {

using x1 = xt::xtensor<double, 1>;
using x3 = xt::xtensor<double, 3>;
using x4 = xt::xtensor<double, 4>;

x3 const lhs = whole_numbers({2, 3, 6}, 1);
x3 const rhs = whole_numbers({4, 3, 2}, 2);
x1 const bias{1, -2, 3, 4};

}  // namespace

TEST_CASE("the type of the options decides which function is planned") {
  CHECK(equal_arrays(lax::plan(lhs, rhs, {1}, same)(lhs), lax::conv(lhs, rhs, {1}, same)));
  CHECK(equal_arrays(lax::plan(lhs, rhs, {2}, valid, {}, bias)(lhs), lax::conv(lhs, rhs, {2}, valid, {}, bias)));
  lax::conv_general_dilated_options const dilated{.lhs_dilation = {2}, .rhs_dilation = {3}};
  raw_padding const pad{{2, 3}};
  CHECK(equal_arrays(lax::plan(lhs, rhs, {1}, pad, dilated, bias)(lhs),
                     lax::conv_general_dilated(lhs, rhs, {1}, pad, dilated, bias)));
  x3 const last = whole_numbers({2, 6, 3}, 3);
  x3 const kernel = whole_numbers({2, 3, 4}, 4);
  lax::conv_transpose_options const transposed{.transpose_kernel = false};
  auto const p = lax::plan(last, kernel, {2}, same, transposed, bias);
  CHECK(equal_arrays(p(last), lax::conv_transpose(last, kernel, {2}, same, transposed, bias)));
  CHECK(p.out_shape() == index_list{2, 12, 4});
  CHECK(p.lhs_shape() == index_list{2, 6, 3});
}

TEST_CASE("plans of drawn calls compute what the function does") {
  test::dice next(20240);
  for (int i = 0; i < 150; ++i) {
    test::random_convolution const c = test::draw_convolution(next, static_cast<std::size_t>(next(0, 2)));
    CAPTURE(c);
    xt::xarray<float> const l = whole_numbers<float>(c.lhs, 1), r = whole_numbers<float>(c.rhs, 2);
    xt::xarray<float> const b = whole_numbers<float>({c.rhs[0]}, 3);
    auto const want = lax::conv_general_dilated(l, r, c.strides(), c.padding(), c.options(), b);
    auto const p = lax::plan(l, r, c.strides(), c.padding(), c.options(), b);
    CHECK(equal_arrays(p(l), want));
    xt::xarray<float> out = xt::xarray<float>::from_shape(want.shape());
    p.into(out, l);
    CHECK(equal_arrays(out, want));
  }
}

TEST_CASE("the example gives shape, unit and layout, but not its numbers") {
  x3 const zeros = 0 * lhs;
  auto const want = lax::conv(lhs, rhs, {1}, same);
  CHECK(equal_arrays(lax::plan(zeros, rhs, {1}, same)(lhs), want));
  CHECK(equal_arrays(lax::plan(xt::zeros<double>({2, 3, 6}), rhs, {1}, same)(lhs), want));  // lazy
  CHECK(equal_arrays(lax::plan(xt::xarray<double>(zeros), rhs, {1}, same)(lhs), want));
  double const one_number = 0;
  std::array<std::size_t, 3> const shape{2, 3, 6};
  auto const broadcast = xt::adapt(&one_number, 36, xt::no_ownership(), shape, std::array<std::ptrdiff_t, 3>{0, 0, 0});
  CHECK(equal_arrays(lax::plan(broadcast, rhs, {1}, same)(lhs), want));
}

TEST_CASE("the weights and the bias are copied") {
  x3 weights = rhs;
  x1 own_bias = bias;
  auto const p = lax::plan(lhs, weights, {1}, valid, {}, own_bias);
  auto const before = p(lhs);
  weights.fill(std::nan(""));
  own_bias.fill(std::nan(""));
  CHECK(equal_arrays(p(lhs), before));
}

TEST_CASE("inputs and outputs may lie in memory in any way") {
  auto const want = lax::conv(lhs, rhs, {1}, same, {}, bias);
  auto const p = lax::plan(lhs, rhs, {1}, same, {}, bias);
  xt::xtensor<double, 3, xt::layout_type::column_major> const turned = lhs;
  CHECK(equal_arrays(p(turned), want));
  CHECK(equal_arrays(p(lhs + 0.), want));  // lazy
  x4 spacious = xt::zeros<double>({2, 3, 6, 2});
  xt::view(spacious, xt::all(), xt::all(), xt::all(), 1) = lhs;
  auto const apart = xt::view(spacious, xt::all(), xt::all(), xt::all(), 1);
  CHECK(equal_arrays(p(apart), want));
  x3 const mirrored = xt::flip(lhs, 2);
  CHECK(equal_arrays(
      p(xt::strided_view(mirrored, {xt::all(), xt::all(), xt::range(xt::placeholders::_, xt::placeholders::_, -1)})),
      want));

  xt::xtensor<double, 3, xt::layout_type::column_major> out = xt::zeros<double>({2, 4, 6});
  p.into(out, lhs);
  CHECK(equal_arrays(out, want));
  x4 gaps = xt::zeros<double>({2, 4, 6, 2});
  p.into(xt::view(gaps, xt::all(), xt::all(), xt::all(), 0), turned);
  CHECK(equal_arrays(xt::view(gaps, xt::all(), xt::all(), xt::all(), 0), want));
  CHECK(xt::all(xt::equal(xt::view(gaps, xt::all(), xt::all(), xt::all(), 1), 0.)));

  auto const for_apart = lax::plan(apart, rhs, {1}, same, {}, bias);
  CHECK(equal_arrays(for_apart(apart), want));
  CHECK(equal_arrays(for_apart(lhs), want));
  auto const reversed =
      xt::strided_view(mirrored, {xt::all(), xt::all(), xt::range(xt::placeholders::_, xt::placeholders::_, -1)});
  CHECK(equal_arrays(lax::plan(reversed, rhs, {1}, same, {}, bias)(lhs), want));
}

TEST_CASE("units are those of the plan, and inputs and outputs may differ by a scale") {
  auto const p = lax::plan(lhs * mV, rhs * nS, {1}, valid, {}, bias * nA);
  x3 const want = lax::conv(lhs, rhs, {1}, valid) + 1000 * xt::reshape_view(bias, {4, 1});
  auto const y = p(lhs * mV);
  static_assert(std::same_as<unit_t<decltype(y)>, unit_t<decltype(lax::conv(lhs * mV, rhs * nS, {1}, valid))>>);
  CHECK(equal_arrays(y.raw(), want));
  CHECK(to_string(p.unit()) == "pA");
  x3 const thousandth = lhs / 1024;
  auto const in_volt = lax::plan(lhs * mV, rhs * nS, {1}, valid)(thousandth * units::V);
  x3 const exact = lax::conv(thousandth, rhs, {1}, valid) * 1000.;
  CHECK(equal_arrays(in_volt.raw(), exact));
  auto out = x3(xt::zeros<double>({2, 4, 5})) * fA;
  p.into(out, lhs * mV);
  CHECK(equal_arrays(out.raw(), 1000 * want));
  auto const s = sampled(lhs * mV, no_axis, no_axis, axis(5. * ms, 1. * ms, 6));
  CHECK(equal_arrays(p(s).raw(), want));
  auto const plain = lax::plan(lhs * ms, rhs * kHz, {1}, valid)(lhs * ms);
  static_assert(std::same_as<std::remove_const_t<decltype(plain)>, x3>);
  CHECK(equal_arrays(plain, lax::conv(lhs, rhs, {1}, valid)));
}

TEST_CASE("units that are known at run time are checked at run time") {
  auto const static_plan = lax::plan(lhs * mV, rhs * nS, {1}, valid, {}, bias * pA);
  auto const p = lax::plan(tag(lhs, any_unit(mV)), rhs * nS, {1}, valid, {}, tag(bias, any_unit(pA)));
  auto const want = static_plan(lhs * mV);
  CHECK(to_string(p.unit()) == "pA");
  CHECK(equal_arrays(p(lhs * mV).raw(), want.raw()));
  CHECK(equal_arrays(p(tag(lhs, any_unit(mV))).raw(), want.raw()));
  CHECK(equal_arrays(static_plan(tag(lhs, any_unit(mV))).raw(), want.raw()));
  for (int which = 0; which < 2; ++which) {
    auto const e = thrown_by<unit_error>([&] {
      auto const wrong = tag(lhs, any_unit(ms));
      which == 0 ? static_cast<void>(p(wrong)) : static_cast<void>(static_plan(wrong));
    });
    CHECK(e.category() == "unit_mismatch");
    CHECK(e.where() == "lax::plan");
    CHECK(e.argument() == "lhs");
    CHECK(e.expected() == "mV, or a unit of its dimension");
    CHECK(e.actual() == "ms");
  }
  auto out = tag(x3(7 * xt::ones<double>({2, 4, 5})), any_unit(mV));
  CHECK(thrown_by<unit_error>([&] { p.into(out, lhs * mV); }).argument() == "out");
  CHECK(xt::all(xt::equal(out.raw(), 7.)));
  CHECK(thrown_by<unit_error>([&] {
          static_cast<void>(lax::plan(lhs * mV, rhs * nS, {1}, valid, {}, tag(bias, any_unit(mV))));
        }).argument() == "bias");
}

TEST_CASE("results may have wider elements than the operands") {
  xt::xtensor<std::int8_t, 3> const l = xt::cast<std::int8_t>(lhs), r = xt::cast<std::int8_t>(rhs);
  auto const p = lax::plan<double>(l, r, {1}, valid, {}, bias);
  auto const want = lax::conv(lhs, rhs, {1}, valid, {}, bias);
  auto const y = p(l);
  static_assert(std::same_as<std::remove_const_t<decltype(y)>, x3>);
  CHECK(equal_arrays(y, want));
  x3 out = 0 * want;
  p.into(out, xt::cast<std::int8_t>(lhs));  // lazy
  CHECK(equal_arrays(out, want));
}

TEST_CASE("integers and complex numbers can be planned") {
  xt::xtensor<int, 3> const l = xt::cast<int>(lhs), r = xt::cast<int>(rhs);
  CHECK(equal_arrays(lax::plan(l * mV, r * nS, {1}, valid)(l * units::V).raw(), 1000 * lax::conv(l, r, {1}, valid)));
  using z3 = xt::xtensor<std::complex<float>, 3>;
  z3 const a = xt::cast<std::complex<float>>(lhs), b = xt::cast<std::complex<float>>(rhs);
  CHECK(equal_arrays(lax::plan(a, b, {1}, valid)(a), lax::conv(a, b, {1}, valid)));
}

TEST_CASE("inputs and outputs of another shape are refused, and nothing is written") {
  auto const p = lax::plan(lhs, rhs, {1}, valid);
  x3 const longer = xt::zeros<double>({2, 3, 7});
  auto const e = thrown_by<shape_error>([&] { static_cast<void>(p(longer)); });
  CHECK(e.category() == "input_shape_mismatch");
  CHECK(e.where() == "lax::plan");
  CHECK(e.argument() == "lhs");
  CHECK(e.expected() == "[2, 3, 6]");
  CHECK(e.actual() == "[2, 3, 7]");
  CHECK_THROWS_AS(p(x4(xt::zeros<double>({1, 2, 3, 6}))), shape_error);
  x3 out = 7 * xt::ones<double>({2, 4, 6});
  CHECK(thrown_by<shape_error>([&] { p.into(out, lhs); }).category() == "output_shape_mismatch");
  CHECK(xt::all(xt::equal(out, 7.)));
  CHECK_THROWS_AS(lax::plan(lhs, longer, {0}, valid), parameter_error);
  CHECK_THROWS_AS(lax::plan(lhs, rhs, {1}, valid, {}, x1{1, 2}), shape_error);
  int evaluations = 0;
  auto const counting = xt::make_lambda_xfunction([&evaluations](double v) { return ++evaluations, v; }, longer);
  CHECK_THROWS_AS(p(counting), shape_error);
  CHECK(evaluations == 0);
}

TEST_CASE("an output that overlaps the input or itself is refused") {
  x3 both = lhs;
  auto const p = lax::plan(both, whole_numbers({3, 3, 1}, 5), {1}, valid);
  x3 const before = both;
  CHECK(thrown_by<shape_error>([&] { p.into(both, both); }).category() == "overlapping_output");
  CHECK(equal_arrays(both, before));
  double number = 0;
  std::array<std::size_t, 3> const shape{2, 3, 6};
  auto broadcast = xt::adapt(&number, 36, xt::no_ownership(), shape, std::array<std::ptrdiff_t, 3>{0, 0, 0});
  CHECK(thrown_by<shape_error>([&] { p.into(broadcast, lhs); }).category() == "overlapping_output");
}

TEST_CASE("empty outputs and empty inputs can be planned") {
  x3 const none = xt::zeros<double>({0, 3, 6});
  CHECK(lax::plan(none, rhs, {1}, valid)(none).shape(0) == 0);
  x3 const narrow = xt::ones<double>({2, 3, 1});
  auto const p = lax::plan(narrow, rhs, {1}, valid, {}, bias);
  CHECK(p.out_shape() == index_list{2, 4, 0});
  x3 out = xt::zeros<double>({2, 4, 0});
  p.into(out, narrow);
  x3 const no_samples = xt::zeros<double>({2, 3, 0});
  auto const y =
      lax::plan(no_samples, rhs, {1}, raw_padding{{1, 1}}, lax::conv_general_dilated_options{}, bias)(no_samples);
  CHECK(equal_arrays(y, x3(xt::zeros<double>({2, 4, 1}) + xt::reshape_view(bias, {4, 1}))));
}

TEST_CASE("weights that are not finite spoil only the outputs that they are multiplied into") {
  x3 weights = rhs;
  weights(1, 2, 0) = std::numeric_limits<double>::quiet_NaN();
  auto const pad = raw_padding{{1, 0}};
  auto const y = lax::plan(lhs, weights, {1}, pad)(lhs);
  auto const finite = lax::plan(lhs, rhs, {1}, pad)(lhs);
  for (std::size_t n = 0; n < 2; ++n) {
    for (std::size_t o = 0; o < 4; ++o) {
      for (std::size_t t = 0; t < 6; ++t) {
        bool const spoiled = o == 1 && t > 0;  // at 0 the tap lies over padding
        CHECK((spoiled ? std::isnan(y(n, o, t)) : y(n, o, t) == finite(n, o, t)));
      }
    }
  }
}

TEST_CASE("into allocates nothing after the first call, and a call allocates its result only", "[allocations]") {
  auto const x = lhs * mV;
  auto const p = lax::plan(x, rhs * nS, {1}, valid, {}, bias * nA);
  auto out = x3(xt::zeros<double>({2, 4, 5})) * pA;
  xt::xtensor<double, 3, xt::layout_type::column_major> const turned = lhs;
  auto const x_turned = turned * mV;
  xt::xtensor<double, 3, xt::layout_type::column_major> numbers_turned = xt::zeros<double>({2, 4, 5});
  auto out_turned = tag_ref(numbers_turned, fA);
  auto const dynamic = tag(lhs, any_unit(mV));
  xt::xtensor<float, 3> const narrow = xt::cast<float>(lhs), narrow_weights = xt::cast<float>(rhs);
  auto const wide = lax::plan<double>(narrow, narrow_weights, {1}, valid);
  x3 wide_out = xt::zeros<double>({2, 4, 5});
  auto const call_all = [&] {
    p.into(out, x);
    p.into(out_turned, x_turned);
    p.into(out, dynamic);
    wide.into(wide_out, narrow);
  };
  call_all();
  std::size_t before = test::allocations();
  for (int i = 0; i < 3; ++i) { call_all(); }
  CHECK(test::allocations() == before);
  before = test::allocations();
  auto const copy = p;
  copy.into(out, x);
  CHECK(test::allocations() == before);
  before = test::allocations();
  auto const y = p(x);
  CHECK(test::allocations() == before + 1);
  CHECK(equal_arrays(y.raw(), out.raw()));
}

TEST_CASE("a tiny call without a plan allocates its result and nothing else", "[allocations]") {
  lax::conv_general_dilated_options const last{.dimension_numbers = {"NWC", "WIO", "NWC"}};
  x3 const x = whole_numbers({1, 28, 3}, 1), w = whole_numbers({5, 3, 16}, 2), k = whole_numbers({4, 3, 8}, 3);
  x3 out = xt::zeros<double>({1, 28, 16}), up = xt::zeros<double>({1, 56, 8}), first = xt::zeros<double>({2, 4, 6});
  std::size_t const before = test::allocations();
  lax::conv_general_dilated_into(out, x, w, {1}, same, last);
  lax::conv_transpose_into(up, x, k, {2}, forward_padding{{1, 1}});
  lax::conv_into(first, lhs, rhs, {1}, same);
  CHECK(test::allocations() == before);
  auto const y = lax::conv_general_dilated(x, w, {1}, same, last);
  CHECK(test::allocations() == before + 1);
  CHECK(equal_arrays(y, out));
}

TEST_CASE("one plan may be called from many threads at once") {
  auto const p = lax::plan(lhs, rhs, {1}, same, {}, bias);
  x3 const want = p(lhs);
  xt::xtensor<double, 3, xt::layout_type::column_major> const turned = lhs;
  std::vector<int> wrong(3);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t, own = p] {
      for (int i = 0; i < 50; ++i) {
        wrong[t] += p(lhs) == want ? 0 : 1;
        wrong[t] += own(turned) == want ? 0 : 1;
      }
    });
  }
  for (std::thread& t : threads) { t.join(); }
  CHECK(wrong == std::vector<int>{0, 0, 0});
}

TEST_CASE("an executor computes to the same bits, in plans and in functions") {
  xt::xtensor<float, 3> const l = xt::cast<float>(whole_numbers({1, 32, 2200}, 6)) / 7.F;
  xt::xtensor<float, 3> const r = xt::cast<float>(whole_numbers({33, 32, 2}, 7)) / 3.F;
  convolt::threads const pool(3);
  auto const alone = lax::conv(l, r, {1}, same);
  CHECK(equal_arrays(lax::conv(l, r, {1}, same, {.executor = pool}), alone));
  auto const p = lax::plan(l, r, {1}, same);
  CHECK(equal_arrays(p(l, pool), alone));
  CHECK(equal_arrays(p(l, convolt::threads(2)), alone));
  CHECK(equal_arrays(lax::plan(l, r, {1}, same, lax::conv_options{.executor = pool})(l), alone));
  xt::xtensor<float, 3> out = 0 * alone;
  p.into(out, l, pool);
  CHECK(equal_arrays(out, alone));
  out.fill(0);
  p.into(out, l, serial);
  CHECK(equal_arrays(out, alone));
}

TEST_CASE("a plan says what it does") {
  auto const p = lax::plan(lhs * mV, rhs * nS, {1}, valid, {}, bias * nA);
  CHECK(p.explain().find("lhs [2, 3, 6] in mV, result [2, 4, 5] in pA\nbatch 2, channels 3 -> 4") == 0);
  CHECK(p.explain().find("method: ") != std::string::npos);
  CHECK(lax::explain(lhs * mV, rhs * nS, {1}, valid, {}, bias * nA) == p.explain());
  CHECK(convolt::explain(lhs * mV, rhs * nS, {1}, valid) == lax::plan(lhs * mV, rhs * nS, {1}, valid).explain());
  CHECK(p.memory() >= 4 * 3 * 2 * sizeof(double));
}

namespace {

template <class Plan, class X>
concept takes = requires(Plan const& p, X const& x) { p(x); };
template <class Plan, class Out, class X>
concept takes_into = requires(Plan const& p, Out& out, X const& x) { p.into(out, x); };

using potentials = decltype(lhs * mV);
using currents = decltype(lhs * pA);
using planned = decltype(lax::plan(lhs * mV, rhs* nS, {1}, valid));

static_assert(takes<planned, potentials> && takes<planned, decltype(lhs * units::V)>);
static_assert(takes<planned, decltype(tag(lhs, any_unit(mV)))>);
static_assert(!takes<planned, x3> && !takes<planned, currents>);
static_assert(!takes<planned, decltype(xt::xtensor<float, 3>() * mV)>);
static_assert(takes_into<planned, tensor<pA, double, 3>, potentials>);
static_assert(!takes_into<planned, tensor<mV, double, 3>, potentials> && !takes_into<planned, x3, potentials>);
static_assert(!takes_into<planned, tensor<pA, double, 3>, x3>);
static_assert(!takes_into<planned, tensor<pA, double, 3> const, potentials>);
static_assert(std::is_nothrow_move_constructible_v<planned> && std::is_copy_assignable_v<planned>);
static_assert(sizeof(planned) == 2 * sizeof(void*));

}  // namespace
