// SPDX-License-Identifier: BSD-3-Clause
/// The runs for complex64 and complex128.

#include <golden/typed_runs.hpp>

namespace convolt::golden {

template <>
typed_runs runs_of<std::complex<float>>() {
  return make_runs<std::complex<float>>();
}
template <>
typed_runs runs_of<std::complex<double>>() {
  return make_runs<std::complex<double>>();
}

}  // namespace convolt::golden
