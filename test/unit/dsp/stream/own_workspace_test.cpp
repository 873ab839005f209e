// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/own_workspace.hpp>

#include <support/catch.hpp>

#include <utility>

using convolt::dsp::detail::own_workspace;

TEST_CASE("copies of a workspace of one's own have room for as much", "[dsp]") {
  own_workspace space;
  CHECK(own_workspace(space).get().capacity() == 0);
  space.get().reserve(1000);
  own_workspace copy(space), assigned;
  CHECK(copy.get().capacity() == 1000);
  assigned = copy;
  CHECK(assigned.get().capacity() == 1000);
  own_workspace const moved(std::move(copy));
  assigned = own_workspace();
  CHECK(assigned.get().capacity() == 0);
}
