// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/geometry/boundary.hpp: positions against series written out by hand, as numpy.pad continues
/// them.

#include <convolt/geometry/boundary.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>

#include <string>
#include <string_view>

using namespace convolt;

namespace {

/// The sources of positions first, first + 1, ... of n samples, as digits; '-' where there is none.
std::string sources(boundary b, convolt::index first, convolt::index last, convolt::index n) {
  std::string text;
  for (convolt::index i = first; i <= last; ++i) {
    convolt::index const s = geometry::source_of(b, i, n);
    text += s < 0 ? '-' : static_cast<char>('0' + s);
  }
  return text;
}

constexpr boundary every_boundary[] = {boundary::zero, boundary::replicate, boundary::reflect, boundary::symmetric,
                                       boundary::circular};

static_assert(geometry::source_of(boundary::circular, -1, 4) == 3);
static_assert(geometry::source_of(boundary::symmetric, -1, 4) == 0);

}  // namespace

TEST_CASE("each boundary continues an axis in its own way") {
  CHECK(sources(boundary::zero, -3, 6, 4) == "---0123---");
  CHECK(sources(boundary::replicate, -3, 6, 4) == "0000123333");
  CHECK(sources(boundary::reflect, -3, 6, 4) == "3210123210");
  CHECK(sources(boundary::symmetric, -3, 6, 4) == "2100123321");
  CHECK(sources(boundary::circular, -3, 6, 4) == "1230123012");
}

TEST_CASE("surroundings longer than the axis go on") {
  CHECK(sources(boundary::reflect, -7, 7, 3) == "121012101210121");
  CHECK(sources(boundary::symmetric, -7, 9, 3) == "00122100122100122");
  CHECK(sources(boundary::circular, -4, 4, 2) == "010101010");
  for (boundary const b : {boundary::replicate, boundary::reflect, boundary::symmetric, boundary::circular}) {
    CHECK(sources(b, -2, 2, 1) == "00000");
  }
  for (boundary const b : every_boundary) { CHECK(sources(b, -1, 1, 0) == "---"); }
}

TEST_CASE("boundaries have names, and other libraries' words as text only") {
  for (boundary const b : every_boundary) { CHECK(geometry::boundary_named(name_of(b), "here", "boundary") == b); }
  CHECK(geometry::boundary_named("wrap", "here", "boundary") == boundary::circular);
  CHECK(geometry::boundary_named("edge", "here", "boundary") == boundary::replicate);
  CHECK(geometry::boundary_named("constant", "here", "boundary") == boundary::zero);
  for (char const* const wrong : {"Reflect", "", "mirror", "nearest"}) {
    try {
      static_cast<void>(geometry::boundary_named(wrong, "here", "boundary"));
      FAIL("no error");
    } catch (parameter_error const& e) {
      CHECK(e.category() == "bad_padding_mode");
      CHECK(e.where() == "here");
      CHECK(e.argument() == "boundary");
      CHECK(e.actual() == geometry::quoted(wrong));
    }
  }
}
