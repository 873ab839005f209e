// SPDX-License-Identifier: BSD-3-Clause
/// Tests of bench/engine/shape.hpp.

#include <engine/shape.hpp>

#include <engine/element.hpp>

#include <bench/files.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <complex>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::bench;
using bench_test::contains;

constexpr char const* plain_row = "a\tconv\t1\t1\t10\t2\t4\t3\t1\t1\t1\t1\t1\tf32\tnear\tkernel\tthree taps\tnote";

std::vector<shape> rows_of(std::string const& text) {
  bench_test::text_file const file("shapes.tsv", bench_test::shapes_header + text);
  return read_shapes(file.path());
}

/// The plain row with another text in a column.
std::string changed(std::size_t column, std::string const& text) {
  std::vector<std::string> cells = split(plain_row, '\t');
  cells.at(column) = text;
  std::string row;
  for (std::string const& cell : cells) { row += (row.empty() ? "" : "\t") + cell; }
  return row + '\n';
}

std::string fault_of_row(std::size_t column, std::string const& text) {
  return bench_test::message_of([&] { static_cast<void>(rows_of(changed(column, text))); });
}

}  // namespace

TEST_CASE("a row of the shapes of the benchmark has its numbers, family, axis and series") {
  auto const rows = rows_of(std::string(plain_row) + "\n\n" + changed(0, "b"));
  REQUIRE(rows.size() == 2);
  shape const& s = rows.front();
  CHECK(s.id == "a");
  CHECK(s.numbers == element::f32);
  CHECK(s.family == "near");
  CHECK(s.over == "kernel");
  CHECK(s.series == "three taps");
  CHECK(value_over(s, s.over) == 3);
  CHECK(output_extents(s) == extents{10});
  CHECK(nominal_multiply_adds(s) == 10 * 3 * 2 * 4);
}

TEST_CASE("every element type of the benchmark has a name, and nothing else is one") {
  for (auto const& e : elements) {
    CHECK(rows_of(changed(13, std::string(e.name))).front().numbers == e.kind);
    CHECK(name_of(e.kind) == e.name);
  }
  CHECK(real_products(element::c64) == 4);
  CHECK(real_products(element::c64_by_f32) == 2);
  CHECK(real_products(element::i16_to_i32) == 1);
  CHECK(is_integer(element::i16_to_i32));
  CHECK_FALSE(is_integer(element::c64));
  for (auto const* word : {"", "f16", "F32", "f32 ", "c64x"}) {
    CHECK(contains(fault_of_row(13, word), "none of the"));
  }
}

TEST_CASE("elements of the benchmark are visited with the types of output, weights and input") {
  auto const types = [](element kind) {
    return visit_element(kind, [](auto t) {
      using E = decltype(t);
      return std::vector<std::size_t>{sizeof(typename E::value), sizeof(typename E::weight),
                                      sizeof(typename E::sample)};
    });
  };
  CHECK(types(element::f64) == std::vector<std::size_t>{8, 8, 8});
  CHECK(types(element::c64) == std::vector<std::size_t>{8, 8, 8});
  CHECK(types(element::c64_by_f32) == std::vector<std::size_t>{8, 4, 8});
  CHECK(types(element::i16_to_i32) == std::vector<std::size_t>{4, 2, 2});
  CHECK(types(element::i8) == std::vector<std::size_t>{1, 1, 1});
}

TEST_CASE("rows of the benchmark that cannot be read are named with their line") {
  CHECK(contains(fault_of_row(0, ""), "line 2"));
  CHECK(contains(fault_of_row(1, "Conv"), "neither 'conv' nor 'convT'"));
  CHECK(contains(fault_of_row(2, "4"), "at most 3"));
  CHECK(contains(fault_of_row(4, "10,10"), "one value for each"));
  CHECK(contains(fault_of_row(4, "10,"), "not an integer"));
  CHECK(contains(fault_of_row(7, "0"), "less than 1"));
  CHECK(contains(fault_of_row(7, "13"), "the output is empty"));
  CHECK(contains(fault_of_row(12, "3"), "do not divide"));
  CHECK(contains(fault_of_row(14, ""), "family is empty"));
  CHECK(contains(fault_of_row(15, "width"), "no number of a row"));
  CHECK(contains(fault_of_row(16, ""), "series is empty"));
  std::string const twice = std::string(plain_row) + '\n' + plain_row + '\n';
  CHECK(contains(bench_test::message_of([&] { static_cast<void>(rows_of(twice)); }), "line 3"));
  CHECK(contains(bench_test::message_of([&] { static_cast<void>(rows_of("a\tconv\t1\n")); }), "17 cells"));
  CHECK(contains(bench_test::message_of([] { static_cast<void>(read_shapes("no such file")); }), "cannot open"));
}

TEST_CASE("a family of the benchmark is drawn over one number") {
  std::string other = changed(15, "groups");
  other[0] = 'b';
  std::string const fault =
      bench_test::message_of([&] { static_cast<void>(rows_of(std::string(plain_row) + '\n' + other)); });
  CHECK(contains(fault, "above are over kernel"));
}

TEST_CASE("numbers that families of the benchmark are drawn over") {
  shape s;
  s.batch = 2;
  s.in_channels = 6;
  s.out_channels = 4;
  s.groups = 2;
  s.input = {8, 9};
  s.kernel = {3, 5};
  s.stride = {2, 3};
  s.dilation = {1, 1};
  s.pad_lo = s.pad_hi = {1, 2};
  CHECK(value_over(s, "size") == 2 * 6 * 8 * 9);
  CHECK(value_over(s, "channels") == 6);
  CHECK(value_over(s, "groups") == 2);
  CHECK(value_over(s, "kernel") == 5);
  CHECK(value_over(s, "stride") == 3);
  CHECK(value_over(s, "dilation") == 1);
  CHECK(output_extents(s) == extents{4, 3});
  CHECK(value_over(s, "products") == 2 * 6 * 2 * (4 * 3) * (3 * 5));
  CHECK(total_stride(s) == 6);
}

TEST_CASE("cells of a line are what stands between separators") {
  CHECK(split("", '\t') == std::vector<std::string>{""});
  CHECK(split("a", ',') == std::vector<std::string>{"a"});
  CHECK(split("a,,b,", ',') == std::vector<std::string>{"a", "", "b", ""});
}

TEST_CASE("the committed shapes of the benchmark can be read and have every family") {
  std::vector<shape> const rows = read_shapes("../bench/shapes.tsv");
  std::map<std::string, std::set<double>> places;  // of each family on its axis
  std::set<element> kinds;
  for (shape const& s : rows) {
    places[s.family].insert(value_over(s, s.over));
    kinds.insert(s.numbers);
  }
  for (auto const* family :
       {"strides", "dilations", "channels", "groups", "complex", "integers", "doubles", "tiny", "rank1"}) {
    CAPTURE(family);
    CHECK(places[family].size() >= 3);
  }
  CHECK(kinds.size() == std::size(elements));
}
