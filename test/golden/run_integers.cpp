// SPDX-License-Identifier: BSD-3-Clause
/// The runs for int32 and int64.

#include <golden/typed_runs.hpp>

namespace convolt::golden {

template <>
typed_runs runs_of<std::int32_t>() {
  return make_runs<std::int32_t>();
}
template <>
typed_runs runs_of<std::int64_t>() {
  return make_runs<std::int64_t>();
}

}  // namespace convolt::golden
