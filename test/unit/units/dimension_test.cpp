// SPDX-License-Identifier: BSD-3-Clause
/// Dimensions: the seven of the SI and those that users name.

#include <convolt/units/dimension.hpp>
#include <support/catch.hpp>

namespace {

namespace dim = convolt::dim;
using convolt::dimension;

static_assert(dim::none == dimension{});
static_assert(dim::length / dim::length == dim::none);
static_assert(dim::length / dim::time != dim::time / dim::length);
static_assert((dim::length * dim::time).count == 2);

}  // namespace

TEST_CASE("the seven base dimensions are seven") {
  dimension const bases[] = {
      dim::length, dim::mass, dim::time, dim::current, dim::temperature, dim::amount, dim::luminous_intensity};
  for (dimension const& a : bases) {
    for (dimension const& b : bases) { CHECK((a == b) == (&a == &b)); }
  }
}

TEST_CASE("base dimensions of users are known by name and never one of the SI") {
  using convolt::detail::base_id;
  CHECK(base_id("spike") == base_id("spike"));
  CHECK(base_id("spike") != base_id("photon"));
  CHECK(base_id("spike") != base_id("spike "));
  for (char const* name : {"", "m", "s", "spike"}) { CHECK(base_id(name) > 7); }
}
