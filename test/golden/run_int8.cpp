// SPDX-License-Identifier: BSD-3-Clause
/// The runs for int8.

#include <golden/typed_runs.hpp>

namespace convolt::golden {

template <>
typed_runs runs_of<std::int8_t>() {
  return make_runs<std::int8_t>();
}

}  // namespace convolt::golden
