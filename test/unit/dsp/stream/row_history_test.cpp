// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/row_history.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>

namespace {

using convolt::dsp::detail::history_size;
using convolt::dsp::detail::row_history;

}  // namespace

TEST_CASE("a history holds the last rows of every part, and rows ahead, however often it moves", "[dsp]") {
  history_size const size{.parts = 2, .width = 3, .kept = 4, .ahead = 2, .room = 5};
  row_history<double> history(size);
  CHECK(reinterpret_cast<std::uintptr_t>(history.row(0, -4)) % 64 == 0);
  auto const number = [](convolt::index part, convolt::index row, convolt::index l) {
    return row < 0 ? 0. : static_cast<double>(1 + 1000 * part + 10 * row + l);
  };
  convolt::index come = 0;
  for (convolt::index n : {0, 1, 5, 3, 5, 5, 2, 5, 1, 5}) {
    history.make_room(n);
    for (convolt::index part = 0; part < size.parts; ++part) {
      // Lane 0 of row r is written with lanes 1 and 2 of the rows ahead.
      for (convolt::index r = 0; r < n; ++r) {
        for (convolt::index l = 0; l < size.width; ++l) { history.row(part, r + l)[l] = number(part, come + r + l, l); }
      }
    }
    history.advance(n);
    come += n;
    for (convolt::index part = 0; part < size.parts; ++part) {
      for (convolt::index r = 1; r <= size.kept; ++r) {
        for (convolt::index l = 0; l < size.width; ++l) {
          bool const written = come - r >= l;
          REQUIRE(history.row(part, -r)[l] == (written ? number(part, come - r, l) : 0.));
        }
      }
    }
  }
  row_history<double> const copy = history;
  history.reset();
  for (convolt::index r = 1; r <= size.kept; ++r) { CHECK(history.row(1, -r)[0] == 0.); }
  CHECK(row_history<double>(copy).row(1, -1)[0] == number(1, come - 1, 0));
}
