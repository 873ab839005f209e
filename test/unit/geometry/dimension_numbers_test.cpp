// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/dimension_numbers.hpp.
#include <convolt/geometry/dimension_numbers.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

using convolt::dimension_numbers;

namespace {

constexpr dimension_numbers nhwc{"NHWC", "HWIO", "NHWC"};
static_assert(nhwc.given() && nhwc.rank() == 4 && nhwc.spatial_rank() == 2);
static_assert(nhwc.lhs() == "NHWC" && nhwc.rhs() == "HWIO" && nhwc.out() == "NHWC");
static_assert(nhwc.lhs_batch_axis() == 0 && nhwc.lhs_feature_axis() == 3);
static_assert(nhwc.rhs_output_axis() == 3 && nhwc.rhs_input_axis() == 2);
static_assert(nhwc.out_batch_axis() == 0 && nhwc.out_feature_axis() == 3);

// The kernel's string rules the order of the axes; the operands are matched by letter.
constexpr dimension_numbers mixed{"NWHC", "OHIW", "HCWN"};
static_assert(mixed.letter(0) == 'H' && mixed.letter(1) == 'W');
static_assert(mixed.lhs_axis(0) == 2 && mixed.lhs_axis(1) == 1);
static_assert(mixed.rhs_axis(0) == 1 && mixed.rhs_axis(1) == 3);
static_assert(mixed.out_axis(0) == 0 && mixed.out_axis(1) == 2);
static_assert(mixed.out_batch_axis() == 3 && mixed.out_feature_axis() == 1);

// Any characters are letters; upper and lower case are different ones.
static_assert(dimension_numbers{"Nx0C", "x0IO", "C0xN"}.letter(1) == '0');
static_assert(dimension_numbers{"NhHC", "hHIO", "NhHC"}.lhs_axis(1) == 2);
static_assert(dimension_numbers{"CN", "IO", "NC"}.spatial_rank() == 0);
static_assert(dimension_numbers{"NC12345678", "OI87654321", "NC12345678"}.lhs_axis(0) == 9);
constexpr char unterminated[3] = {'N', 'C', 'W'};
static_assert(dimension_numbers(unterminated, "OIW", "NCW").lhs() == "NCW");

// Not given.
static_assert(!dimension_numbers{}.given() && dimension_numbers{}.rank() == 0 &&
              dimension_numbers{}.spatial_rank() == 0);
static_assert(dimension_numbers{} != nhwc && nhwc == dimension_numbers{"NHWC", "HWIO", "NHWC"});
static_assert(nhwc != dimension_numbers{"NHWC", "HWOI", "NHWC"});

// Defaults.
using std::size_t;
constexpr bool spelled(dimension_numbers const& d, std::string_view lhs, std::string_view rhs) {
  return d.lhs() == lhs && d.rhs() == rhs && d.out() == lhs;
}
static_assert(spelled(dimension_numbers::channels_first(0), "NC", "OI"));
static_assert(spelled(dimension_numbers::channels_first(1), "NCW", "OIW"));
static_assert(spelled(dimension_numbers::channels_first(2), "NCHW", "OIHW"));
static_assert(spelled(dimension_numbers::channels_first(3), "NCDHW", "OIDHW"));
static_assert(spelled(dimension_numbers::channels_first(8), "NC01234567", "OI01234567"));
static_assert(spelled(dimension_numbers::channels_last(0), "NC", "IO"));
static_assert(spelled(dimension_numbers::channels_last(1), "NHC", "HIO"));
static_assert(spelled(dimension_numbers::channels_last(2), "NHWC", "HWIO"));
static_assert(spelled(dimension_numbers::channels_last(3), "NHWDC", "HWDIO"));
static_assert(spelled(dimension_numbers::channels_last(5), "N01234C", "01234IO"));

// Literals with a fault are no constant expressions: inside a consteval function, that refuses the call.
template <size_t Size>
struct literal {
  char text[Size];
  constexpr literal(char const (&source)[Size]) : text{} {
    for (size_t i = 0; i < Size; ++i) { text[i] = source[i]; }
  }
};
template <literal Lhs, literal Rhs, literal Out>
struct made_of {
  consteval dimension_numbers operator()() const { return {Lhs.text, Rhs.text, Out.text}; }
};
template <literal Lhs, literal Rhs, literal Out>
concept Compiles = requires { typename std::bool_constant<made_of<Lhs, Rhs, Out>{}().given()>; };

static_assert(Compiles<"NCW", "OIW", "NCW">);
static_assert(!Compiles<"NCWH", "OIW", "NCW">);
static_assert(!Compiles<"NCW", "OIW", "NCH">);
static_assert(!Compiles<"NWW", "OIW", "NCW">);
static_assert(!Compiles<"NCN", "OIW", "NCW">);
static_assert(!Compiles<"NCW", "IWH", "NCW">);
static_assert(!Compiles<"NCW", "OIO", "NCW">);
static_assert(!Compiles<"NCW", "OIW", "CWW">);
static_assert(!Compiles<"NCW", "", "NCW">);
static_assert(!Compiles<"ncw", "oiw", "ncw">);
static_assert(!Compiles<"NCWW", "OIWW", "NCWW">);
static_assert(!Compiles<"", "", "">);
static_assert(!Compiles<"NC123456789", "OI123456789", "NC123456789">);

// Two strings, four strings, and things that are not text.
static_assert(!std::is_constructible_v<dimension_numbers, char const*, char const*>);
static_assert(!std::is_constructible_v<dimension_numbers, char const*, char const*, char const*, char const*>);
static_assert(!std::is_constructible_v<dimension_numbers, char const*> &&
              !std::is_constructible_v<dimension_numbers, int>);
static_assert(!std::is_constructible_v<dimension_numbers, int, int, int>);

// As users write it, in an aggregate of options, also in a template and as a default.
struct options {
  convolt::dimension_numbers dimension_numbers = {};
  std::optional<convolt::dimension_numbers> optional = {};
  convolt::dimension_numbers with_default = {"NCW", "OIW", "NCW"};
  int other = 1;
};
std::string lhs_of(options const& o) { return std::string(o.dimension_numbers.lhs()); }
template <class T>
std::string lhs_in_template(T other) {
  return lhs_of({.dimension_numbers = {"NHWC", "HWIO", "NHWC"}, .other = other});
}

std::string category_of(auto&& make) {
  try {
    make();
  } catch (convolt::parameter_error const& e) { return std::string(e.category()); }
  return "accepted";
}

}  // namespace

TEST_CASE("dimension_numbers: literals in designated initialisers") {
  CHECK(lhs_of({.dimension_numbers = {"NHWC", "HWIO", "NHWC"}}) == "NHWC");
  CHECK(lhs_of({}).empty());
  CHECK(lhs_in_template(1) == "NHWC");
  CHECK([](options o = {.dimension_numbers = {"NWC", "WIO", "NWC"}}) { return lhs_of(o); }() == "NWC");
  CHECK(options{.optional = {{"NHC", "HIO", "NHC"}}}.optional.value().rhs() == "HIO");
  CHECK(options{}.with_default.rhs() == "OIW");
  options later;
  later.dimension_numbers = {"NC", "OI", "CN"};
  CHECK(later.dimension_numbers.out() == "CN");
}

TEST_CASE("dimension_numbers: text that is known at run time only") {
  std::string const lhs = "NHWC";
  std::string_view const rhs = "HWIO";
  CHECK(dimension_numbers(lhs, rhs, lhs) == nhwc);
  CHECK(dimension_numbers{lhs, "HWIO", "NHWC"} == nhwc);
  CHECK(dimension_numbers::from_list(std::vector<std::string>{"NHWC", "HWIO", "NHWC"}) == nhwc);
  dimension_numbers kept;
  {
    std::string const short_lived = "NCW";
    kept = dimension_numbers(short_lived, "OIW", "NCW");
  }
  CHECK(kept.lhs() == "NCW");
}

TEST_CASE("dimension_numbers: faulty text is a typed error") {
  struct row {
    std::string lhs, rhs, out, says;
  };
  std::vector<row> const rows{
      {"NCWH", "OIW", "NCW", "same length"},
      {"NCW", "", "NCW", "same length"},
      {"", "", "", "lhs string must contain 'N' and 'C' exactly once"},
      {"NCW", "OIW", "NCH", "same spatial letters"},
      {"NCH", "OIW", "NCW", "same spatial letters"},
      {"NOI", "OIC", "NOI", "lhs string must contain 'N' and 'C'"},
      {"NCO", "OIN", "NCO", "same spatial letters"},
      {"NWW", "OIW", "NCW", "lhs string must contain 'N' and 'C' exactly once"},
      {"NCN", "OIW", "NCW", "lhs string must contain 'N' and 'C' exactly once"},
      {"NcW", "OIW", "NcW", "lhs string must contain 'N' and 'C' exactly once"},
      {"NCW", "IWH", "NCW", "rhs string must contain 'O' and 'I' exactly once"},
      {"NCW", "OIO", "NCW", "rhs string must contain 'O' and 'I' exactly once"},
      {"NCW", "OIW", "CWW", "output string must contain 'N' and 'C' exactly once"},
      {"ncw", "oiw", "ncw", "exactly once"},
      {"NCWW", "OIWW", "NCWW", "a letter twice"},
      {"NCHW", "OIWW", "NCHW", "a letter twice"},
      {"NC123456789", "OI123456789", "NC123456789", "too many axes"},
      {std::string(100000, 'N'), "OIW", "NCW", "too many axes"},
  };
  for (row const& r : rows) {
    CAPTURE(r.lhs, r.rhs, r.out);
    try {
      dimension_numbers const d(r.lhs, r.rhs, r.out);
      FAIL("accepted");
    } catch (convolt::parameter_error const& e) {
      CHECK(e.category() == "bad_dimension_numbers");
      CHECK_THAT(e.what(), Catch::Matchers::Contains(r.says));
      CHECK_THAT(e.actual(), Catch::Matchers::Contains(convolt::geometry::quoted(r.rhs)));
      CHECK(std::string(e.what()).size() < 400);
    }
  }
}

TEST_CASE("dimension_numbers: a list must hold three strings") {
  std::string const t = "NCW";
  for (std::vector<std::string> const& list : {std::vector<std::string>{}, {t}, {t, "OIW"}, {t, "OIW", t, t}}) {
    CHECK(category_of([&] { return dimension_numbers::from_list(list); }) == "bad_dimension_numbers");
  }
}

TEST_CASE("dimension_numbers: the default layouts are themselves well formed") {
  for (size_t n = 0; n <= convolt::max_spatial_rank; ++n) {
    CAPTURE(n);
    for (dimension_numbers const& d : {dimension_numbers::channels_first(n), dimension_numbers::channels_last(n)}) {
      CHECK(convolt::geometry::find_layout_fault({d.lhs(), d.rhs(), d.out()}) == convolt::geometry::layout_fault::none);
      CHECK(d.spatial_rank() == n);
    }
  }
}
