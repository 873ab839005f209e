// SPDX-License-Identifier: BSD-3-Clause
/// Products of powers: exact merging, rational exponents, marks for what does not fit.

#include <convolt/units/powers.hpp>
#include <support/catch.hpp>

#include <climits>

namespace {

using powers = convolt::basic_powers<struct test_kind>;

constexpr powers base(std::uint64_t b, std::int64_t twelfths) {
  powers p;
  p.append(b, twelfths);
  return p;
}

static_assert(base(2, 12) * base(3, 12) == base(3, 12) * base(2, 12));
static_assert((base(2, 12) * base(2, -12)).count == 0);
static_assert(base(2, 12) / base(2, 12) == powers{});
static_assert((base(2, 6) * base(2, 6)) == base(2, 12));
static_assert(base(2, 12).raised(1, 2) == base(2, 6));
static_assert(base(2, 12).raised(-3, 2) == base(2, -18));
static_assert(base(2, 12).raised(3, -2) == base(2, -18));
static_assert(base(2, 12).raised(0, 7) == powers{});
static_assert(base(2, 0).count == 0);

static_assert(!base(2, 12).raised(1, 12).overflowed);
static_assert(base(2, 12).raised(1, 5).overflowed, "a fifth is no multiple of a twelfth");
static_assert(base(2, 6).raised(1, 12).overflowed);
static_assert(base(2, 12).raised(1, 0).overflowed);
static_assert(!base(2, 12).raised(4096).overflowed);
static_assert(base(2, 12).raised(4097).overflowed);
static_assert(base(2, 12).raised(-4097).overflowed);
static_assert(base(2, 12 * 4096).raised(INT_MAX).overflowed);
static_assert(base(2, 12 * 4096).raised(INT_MIN).overflowed);

constexpr powers many(int n) {
  powers p;
  for (int i = 1; i <= n; ++i) { p = p * base(static_cast<std::uint64_t>(i), 12); }
  return p;
}
static_assert(many(powers::capacity).count == powers::capacity && !many(powers::capacity).overflowed);
static_assert(many(powers::capacity + 1).overflowed);
static_assert((many(powers::capacity + 1) * many(powers::capacity).raised(-1)).overflowed, "the mark stays");
static_assert(many(powers::capacity + 1) != many(powers::capacity));

}  // namespace

TEST_CASE("powers stay sorted by base whatever the order of multiplication") {
  powers const p = base(7, 12) * base(2, -12) * base(5, 18) * base(3, 12);
  REQUIRE(p.count == 4);
  std::uint64_t last = 0;
  for (convolt::power const& e : p) {
    CHECK(e.base > last);
    CHECK(e.twelfths != 0);
    last = e.base;
  }
}
