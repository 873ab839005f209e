// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/array/refusals.hpp.
#include <convolt/array/refusals.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/inline_list.hpp>
#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <string>
#include <vector>

namespace {

using convolt::index_list;
using convolt::shape_error;
using convolt::test::thrown_by;
namespace arrays = convolt::arrays;

template <class F>
std::string words_of(F const& f) {
  return thrown_by<shape_error>(f).what();
}

TEST_CASE("refusals: what is wrong with one array") {
  CHECK(words_of([] { arrays::throw_rank_too_high("f", "lhs", 11); }) ==
        "convolt::f: lhs has too many axes; expected at most " + std::to_string(index_list::capacity()) + ", got 11");
  CHECK(words_of([] { arrays::throw_extent_too_large("f", "lhs", "18446744073709551615"); }) ==
        "convolt::f: lhs has an extent that does not fit a signed integer; got 18446744073709551615");
  CHECK(words_of([] {
          arrays::throw_strides_too_large("f", "rhs", {1, 4});
        }) == "convolt::f: rhs has strides that leave the address space; got [1, 4]");
  std::vector<convolt::index> const shape{2, 3};
  CHECK(words_of([&] { arrays::throw_null_data("f", "bias", shape); }) ==
        "convolt::f: bias has extents but a null data pointer; got [2, 3]");
}

TEST_CASE("refusals: what is wrong with a destination") {
  CHECK(words_of([] { arrays::throw_overlap("f", "lhs"); }) ==
        "convolt::f: out shares memory with lhs; write into an array of its own");
  CHECK(words_of([] {
          arrays::throw_output_shape("f", {2, 3}, {2, 4});
        }) == "convolt::f: out has the wrong shape; expected [2, 3], got [2, 4]");
  CHECK(words_of([] { arrays::throw_output_overlaps_itself("f"); }) ==
        "convolt::f: out has elements that share their memory; write into an array whose elements are distinct");
  auto const e = thrown_by<shape_error>([] { arrays::throw_output_shape("f", {2, 3}, {2, 4}); });
  CHECK(e.category() == "output_shape_mismatch");
  CHECK(e.argument() == "out");
  CHECK(e.expected() == "[2, 3]");
}

}  // namespace
