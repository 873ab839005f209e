// SPDX-License-Identifier: BSD-3-Clause
/// The runs for float64.

#include <golden/typed_runs.hpp>

namespace convolt::golden {

template <>
typed_runs runs_of<double>() {
  return make_runs<double>();
}

}  // namespace convolt::golden
