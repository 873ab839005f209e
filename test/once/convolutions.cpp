// SPDX-License-Identifier: BSD-3-Clause
/// Convolutions of each kind of element, with and without a plan, in a function whose name is that of the build. With
/// the loops of the headers here, or elsewhere in the program.
#include <convolt/core/arch.hpp>
#include <convolt/lax.hpp>

#include <complex>
#include <string>

namespace {

template <class T>
int count_faults(bool vector_loops) {
  namespace lax = convolt::lax;
  xt::xtensor<T, 3> const x{{{T(1), T(2), T(4)}}};
  xt::xtensor<T, 3> const w{{{T(10), T(1)}}};
  auto const is_right = [](xt::xtensor<T, 3> const& y) {
    return y.size() == 2 && y(0, 0, 0) == T(12) && y(0, 0, 1) == T(24);
  };
  auto const plan = lax::plan(x, w, {1}, convolt::valid, lax::conv_options{});
  bool const named = plan.explain().find("method: ") != std::string::npos;
  bool const as_expected = (plan.explain().find("boxed: ") != std::string::npos) == vector_loops;
  bool const compact = convolt::target_arch::grid == convolt::kernel_grid::compact;
  bool const has_grid = plan.explain().find(compact ? ", compact grid" : ", full grid") != std::string::npos;
  return !is_right(lax::conv(x, w, {1}, convolt::valid)) + !is_right(plan(x)) + !named + !as_expected +
         (has_grid != vector_loops);
}

}  // namespace

int CONVOLT_TEST_NAME();

int CONVOLT_TEST_NAME() {
  return count_faults<float>(true) + count_faults<double>(true) + count_faults<int>(false) +
         count_faults<long double>(false) + count_faults<std::complex<float>>(false);
}
