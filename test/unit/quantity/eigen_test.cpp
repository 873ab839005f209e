// SPDX-License-Identifier: BSD-3-Clause
/// Eigen's matrices with units, copied and where they are, in every storage order.
#include <convolt/quantity/eigen.hpp>

#if __has_include(<Eigen/Core>)

#include <convolt/quantity/reduce.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <type_traits>
#include <utility>

namespace {

using namespace convolt::units;
using convolt::eigen_map;
using convolt::tag_ref;

using rows_first = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

template <class M>
M counted(Eigen::Index rows, Eigen::Index columns) {
  M m(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    for (Eigen::Index j = 0; j < columns; ++j) { m(i, j) = static_cast<double>(10 * i + j); }
  }
  return m;
}
xt::xtensor<double, 2> const expected = {{0., 1., 2.}, {10., 11., 12.}};

TEST_CASE("matrices times a unit are copied, in either storage order") {
  Eigen::MatrixXd m = counted<Eigen::MatrixXd>(2, 3);
  auto const v = m * mV;
  static_assert(std::is_same_v<std::remove_cv_t<decltype(v)>, convolt::tensor<mV, double, 2>>);
  m(0, 0) = 99.;
  CHECK((v.raw() == expected));
  CHECK(((counted<rows_first>(2, 3) * nS).raw() == expected));
  CHECK(((2. * m.row(1)).eval() * mV).raw()(2) == 24.);
  CHECK((convolt::tag(m.row(1) + m.row(1), mV).raw()(1) == 22.));
  Eigen::VectorXf const x = Eigen::VectorXf::LinSpaced(4, 0.F, 3.F);
  auto const t = x * ms;
  static_assert(std::is_same_v<std::remove_cv_t<decltype(t)>, convolt::tensor<ms, float, 1>>);
  CHECK(t.raw()(3) == 3.F);
  CHECK((Eigen::RowVector3d(1., 2., 3.) * mV).raw()(2) == 3.);
  CHECK((Eigen::Array22d::Ones() * mV).raw()(1, 1) == 1.);
  CHECK((Eigen::MatrixXd(0, 3) * mV).size() == 0);
}

TEST_CASE("matrices, maps and blocks are looked at where they are") {
  Eigen::MatrixXd m = counted<Eigen::MatrixXd>(2, 3);
  auto seen = tag_ref(m, mV);
  CHECK((seen.raw() == expected));
  CHECK(&seen.raw()(1, 2) == &m(1, 2));
  seen *= 2.;
  CHECK(m(1, 2) == 24.);
  rows_first r = counted<rows_first>(2, 3);
  CHECK(&tag_ref(r, mV).raw()(1, 0) == &r(1, 0));
  auto const inner = tag_ref(r.block(0, 1, 2, 2), mV);
  CHECK((inner.raw() == xt::xtensor<double, 2>{{1., 2.}, {11., 12.}}));
  CHECK(&inner.raw()(1, 1) == &r(1, 2));
  CHECK((tag_ref(r.col(1), mV).raw() == xt::xtensor<double, 1>{1., 11.}));
  double numbers[] = {1., 2., 3., 4.};
  auto mapped = tag_ref(Eigen::Map<Eigen::VectorXd>(numbers, 4), pA);
  mapped += 1. * pA;
  CHECK(numbers[3] == 5.);
  CHECK(tag_ref(std::as_const(m), mV).raw()(0, 1) == 2.);
  CHECK(convolt::sum(tag_ref(r, mV)).raw() == 36.);
  Eigen::MatrixXd one_row = counted<Eigen::MatrixXd>(1, 3);
  CHECK((tag_ref(one_row, mV).raw() == xt::xtensor<double, 2>{{0., 1., 2.}}));
  Eigen::MatrixXd nothing(0, 3);
  CHECK(tag_ref(nothing, mV).size() == 0);
}

TEST_CASE("quantities are maps of Eigen without a copy") {
  convolt::tensor<mV, double, 2> v(expected * mV);
  auto map = eigen_map(v, mV);
  CHECK(map.rows() == 2);
  CHECK(map(1, 2) == 12.);
  CHECK(&map(1, 2) == &v.raw()(1, 2));
  map.row(0).setConstant(5.);
  CHECK(v.raw()(0, 2) == 5.);
  convolt::tensor<pA, float, 1> const i(xt::xtensor<float, 1>{1.F, 2.F} * pA);
  CHECK(eigen_map(i, mV * nS).sum() == 3.F);
  static_assert(std::is_const_v<std::remove_pointer_t<decltype(eigen_map(i, pA).data())>>);
  Eigen::VectorXd const gains = Eigen::VectorXd::Ones(3);
  auto const products = (eigen_map(v, mV) * gains).eval() * mV;
  CHECK(products.raw()(1) == 33.);
}

template <class Q, class U>
concept Mapped = requires(Q& q, U const& u) { eigen_map(q, u); };
static_assert(Mapped<convolt::tensor<mV, double, 1>, decltype(mV)>);
static_assert(!Mapped<convolt::tensor<mV, double, 1>, decltype(V)> &&
              !Mapped<convolt::tensor<mV, double, 1>, decltype(pA)>);
template <class M>
concept Looked = requires(M&& m) { tag_ref(static_cast<M&&>(m), mV); };
static_assert(Looked<Eigen::MatrixXd&> && Looked<Eigen::Map<Eigen::VectorXd>> && !Looked<Eigen::MatrixXd>);

}  // namespace

#endif
