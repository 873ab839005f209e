// SPDX-License-Identifier: BSD-3-Clause
/// A line that does not compile: a voltage plus a current. `./dev demo` shows what the compiler says of it.
#include <convolt/convolt.hpp>

using namespace convolt::units;

int main() {
  auto const vm = xt::xtensor<double, 1>{-65., -60.} * mV;
  auto const current = xt::xtensor<double, 1>{10., 20.} * pA;
  auto const sum = vm + current;
}
