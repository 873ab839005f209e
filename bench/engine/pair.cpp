// SPDX-License-Identifier: BSD-3-Clause
/// Reads pairs and judges ratios.
/// Layer: bench.
#include <engine/pair.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace convolt::bench {

namespace {

constexpr std::string_view header = "rule\tfirst\tsecond\tsuggestion\tnote";

constexpr struct {
  pair_rule rule;
  char const* name;
} rules[] = {{pair_rule::stride, "stride"},     {pair_rule::complex, "complex"}, {pair_rule::integer, "integer"},
             {pair_rule::gradient, "gradient"}, {pair_rule::layout, "layout"},   {pair_rule::rank, "rank"}};

pair_rule to_rule(std::string const& word) {
  for (auto const& r : rules) {
    if (r.name == word) { return r.rule; }
  }
  throw std::runtime_error("'" + word + "' is no rule");
}

table_kind to_layout(std::string const& word) {
  if (word == "nhwc") { return table_kind::nhwc; }
  if (word == "nchw") { return table_kind::nchw; }
  throw std::runtime_error("'" + word + "' is neither the layout nhwc nor nchw");
}

pair_side to_side(std::string const& text, std::vector<shape> const& rows) {
  std::size_t const at = text.find('@');
  std::string const row_and_way = text.substr(0, at);
  std::size_t const colon = row_and_way.find(':');
  std::string const id = row_and_way.substr(0, colon);
  auto const found = std::find_if(rows.begin(), rows.end(), [&](shape const& s) { return s.id == id; });
  if (found == rows.end()) { throw std::runtime_error("there is no row " + id); }
  pair_side side{.row = *found};
  if (colon != std::string::npos) { side.how = to_way(row_and_way.substr(colon + 1)); }
  if (at != std::string::npos) { side.layout = to_layout(text.substr(at + 1)); }
  return side;
}

void require(bool fits, char const* what) {
  if (!fits) { throw std::runtime_error(std::string("the rule does not fit: ") + what); }
}

bool same_row(pair_side const& a, pair_side const& b) { return a.row.id == b.row.id; }

bool same_weights(shape const& a, shape const& b) {
  return a.transposed == b.transposed && a.kernel == b.kernel && a.in_channels == b.in_channels &&
         a.out_channels == b.out_channels && a.groups == b.groups && a.dilation == b.dilation;
}

bool same_sizes(shape const& a, shape const& b) {
  return same_weights(a, b) && a.batch == b.batch && a.input == b.input && a.stride == b.stride;
}

double suggested_stride(shape const& dense, shape const& strided) {
  constexpr double allowance = 1.2;
  constexpr double least = 0.4;
  return std::max(allowance * static_cast<double>(total_stride(dense)) / static_cast<double>(total_stride(strided)),
                  least);
}

/// The file says it to its readers; it is the rule that counts.
void check_suggestion(std::string const& text, double suggestion) {
  double value = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    throw std::runtime_error("the suggestion '" + text + "' is no number");
  }
  if (std::abs(value - suggestion) > 1e-6) {
    throw std::runtime_error("the rule suggests " + std::to_string(suggestion) + ", not " + text);
  }
}

bool is_complex(element numbers) { return numbers == element::c64 || numbers == element::c64_by_f32; }

}  // namespace

std::string pair_side::text() const {
  std::string all = row.id;
  if (how != way::plan) { all += ':' + std::string(name_of(how)); }
  if (layout != table_kind::nhwc) { all += "@nchw"; }
  return all;
}

double suggestion_for(pair_rule rule, pair_side const& first, pair_side const& second) {
  shape const &a = first.row, &b = second.row;
  switch (rule) {
    case pair_rule::stride:
      require(same_weights(a, b) && a.numbers == b.numbers && a.input == b.input,
              "the rows differ in more than strides");
      require(!a.transposed && total_stride(a) < total_stride(b), "the second stride must be the longer one");
      return suggested_stride(a, b);
    case pair_rule::complex: {
      require(a.numbers == element::f32 && is_complex(b.numbers), "it is for float and complex float");
      require(same_weights(a, b) && a.input == b.input && a.stride == b.stride, "the rows differ in more");
      require(a.batch == 2 * b.batch, "the real row must have two signals for each complex one");
      return real_products(b.numbers) / 2;
    }
    case pair_rule::integer:
      require(a.numbers == element::f32 && is_integer(b.numbers), "it is for float and integers");
      require(same_sizes(a, b), "the rows differ in more than their numbers");
      return 4;
    case pair_rule::gradient:
      require(same_row(first, second) && first.how == way::call, "it is for a call and the gradients of the same row");
      require(is_gradient(second.how) && first.layout == second.layout, "the second side must be a gradient");
      return 2.5;
    case pair_rule::layout:
      require(same_row(first, second) && first.how == second.how, "it is for one row");
      require(first.layout != second.layout, "both have the same layout");
      return 1;
    case pair_rule::rank:
      require(same_row(first, second) && second.how == way::line_views,
              "the second side must be views of the same row");
      return 1;
  }
  throw std::logic_error("this is no rule");
}

char const* name_of(pair_rule rule) {
  for (auto const& r : rules) {
    if (r.rule == rule) { return r.name; }
  }
  return "";
}

verdict verdict_on(pair_rule rule, double ratio, double suggestion) {
  double const beyond = ratio / suggestion;
  double const slow = rule == pair_rule::layout ? std::max(beyond, 1 / beyond) : beyond;
  if (slow <= room_for_alike) { return verdict::met; }
  return slow <= 2 ? verdict::near : verdict::off;  // NaN is off
}

char const* name_of(verdict v) {
  switch (v) {
    case verdict::met:
      return "met";
    case verdict::near:
      return "within 2x";
    case verdict::off:
      return "OFF";
  }
  return "";
}

std::vector<pair> read_pairs(std::filesystem::path const& file, std::vector<shape> const& rows) {
  std::ifstream stream(file);
  if (!stream) { throw std::runtime_error("cannot open " + file.string()); }
  std::string line;
  if (!std::getline(stream, line) || line != header) {
    throw std::runtime_error(file.string() + ": the first line must be the column names: " + std::string(header));
  }
  std::vector<pair> pairs;
  for (int number = 2; std::getline(stream, line); ++number) {
    if (line.empty()) { continue; }
    try {
      std::vector<std::string> const cell = split(line, '\t');
      if (cell.size() < 4) { throw std::runtime_error("a pair has at least 4 cells"); }
      pair p{.rule = to_rule(cell[0]), .first = to_side(cell[1], rows), .second = to_side(cell[2], rows)};
      p.suggestion = suggestion_for(p.rule, p.first, p.second);
      check_suggestion(cell[3], p.suggestion);
      pairs.push_back(std::move(p));
    } catch (std::runtime_error const& fault) {
      throw std::runtime_error(file.string() + ", line " + std::to_string(number) + ": " + fault.what());
    }
  }
  return pairs;
}

}  // namespace convolt::bench
