// SPDX-License-Identifier: BSD-3-Clause
/// The runs for float32.

#include <golden/typed_runs.hpp>

namespace convolt::golden {

template <>
typed_runs runs_of<float>() {
  return make_runs<float>();
}

}  // namespace convolt::golden
