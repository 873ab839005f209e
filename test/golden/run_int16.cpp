// SPDX-License-Identifier: BSD-3-Clause
/// The runs for int16.

#include <golden/typed_runs.hpp>

namespace convolt::golden {

template <>
typed_runs runs_of<std::int16_t>() {
  return make_runs<std::int16_t>();
}

}  // namespace convolt::golden
