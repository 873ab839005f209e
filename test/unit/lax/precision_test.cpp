// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/precision.hpp.

#include <convolt/lax/precision.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <string>
#include <string_view>

using convolt::lax::precision;
using convolt::lax::precision_level;

// Names are known at compile time, too.
static_assert(precision().level() == precision_level::default_);
static_assert(precision("highest").level() == precision_level::highest);
static_assert(precision("high", "default") == precision(precision_level::high));

TEST_CASE("precision takes every name of JAX") {
  struct row {
    char const* name;
    precision_level level;
  };
  for (row const& r : {row{"default", precision_level::default_}, row{"bfloat16", precision_level::default_},
                       row{"fastest", precision_level::fastest}, row{"high", precision_level::high},
                       row{"bfloat16_3x", precision_level::high}, row{"tensorfloat32", precision_level::high},
                       row{"highest", precision_level::highest}, row{"float32", precision_level::highest}}) {
    INFO(r.name);
    CHECK(precision(r.name).level() == r.level);
    CHECK(precision(std::string(r.name)).level() == r.level);
    CHECK(precision(std::string_view(r.name)).level() == r.level);
  }
}

TEST_CASE("precision converts from names and levels without being asked") {
  precision const from_literal = "high";
  precision const from_string = std::string("high");
  precision const from_level = precision_level::high;
  CHECK(from_literal == from_string);
  CHECK(from_literal == from_level);
}

TEST_CASE("of a pair of precisions the stricter one counts") {
  CHECK(precision("default", "highest").level() == precision_level::highest);
  CHECK(precision("highest", "fastest").level() == precision_level::highest);
  CHECK(precision(precision_level::fastest, precision_level::default_).level() == precision_level::default_);
  precision const braced = {"default", "high"};
  CHECK(braced.level() == precision_level::high);
}

TEST_CASE("precision refuses other text and says what there is") {
  for (std::string const name : {"HIGHEST", "best", "", "high "}) {
    INFO(name);
    auto const e = convolt::test::thrown_by<convolt::parameter_error>([&] { precision{name}; });
    CHECK(e.category() == "bad_precision");
    CHECK(e.where() == "lax::precision");
    CHECK(e.expected().find("'tensorfloat32'") != std::string::npos);
    CHECK(e.actual() == "'" + name + "'");
  }
  char const* const none = nullptr;
  CHECK(convolt::test::thrown_by<convolt::parameter_error>([&] { precision{none}; }).actual() == "''");
  CHECK_THROWS_AS(precision("high", "low"), convolt::parameter_error);
}
