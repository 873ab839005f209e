// SPDX-License-Identifier: BSD-3-Clause
/// The layout of a convolution as three strings of axis letters, checked at compile time where they are literals.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/text.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace convolt {

namespace geometry {

/// What can be wrong with dimension numbers.
enum class layout_fault {
  none,
  too_long,           ///< more axes than a convolution can have
  lengths_differ,     ///< the strings do not have one length
  lhs_needs_N_and_C,  ///< not exactly one 'N' and one 'C'
  rhs_needs_O_and_I,  ///< not exactly one 'O' and one 'I'
  out_needs_N_and_C,  ///< not exactly one 'N' and one 'C'
  duplicate_letter,   ///< a letter twice in one string
  spatial_letters_differ
};

namespace detail {

constexpr std::size_t count_of(std::string_view text, char letter) {
  std::size_t n = 0;
  for (char c : text) { n += c == letter ? 1U : 0U; }
  return n;
}

constexpr bool has_exactly_one(std::string_view text, char a, char b) {
  return count_of(text, a) == 1 && count_of(text, b) == 1;
}

constexpr bool has_duplicate(std::string_view text) {
  for (char c : text) {
    if (count_of(text, c) > 1) { return true; }
  }
  return false;
}

/// Whether every letter of `text` but the two named ones occurs in `other` as a letter that is not one of its own two.
constexpr bool spatial_letters_occur(std::string_view text, char a, char b, std::string_view other, char c, char d) {
  for (char letter : text) {
    if (letter == a || letter == b) { continue; }
    if (letter == c || letter == d || count_of(other, letter) == 0) { return false; }
  }
  return true;
}

}  // namespace detail

/// The three strings while they are checked.
struct layout_text {
  std::string_view lhs;
  std::string_view rhs;
  std::string_view out;
};

/// The first fault of three strings, in the order of the enumeration.
constexpr layout_fault find_layout_fault(layout_text const& t) {
  auto const [lhs, rhs, out] = t;
  constexpr std::size_t longest = max_spatial_rank + 2;
  if (lhs.size() > longest || rhs.size() > longest || out.size() > longest) { return layout_fault::too_long; }
  if (lhs.size() != rhs.size() || out.size() != rhs.size()) { return layout_fault::lengths_differ; }
  if (!detail::has_exactly_one(lhs, 'N', 'C')) { return layout_fault::lhs_needs_N_and_C; }
  if (!detail::has_exactly_one(rhs, 'O', 'I')) { return layout_fault::rhs_needs_O_and_I; }
  if (!detail::has_exactly_one(out, 'N', 'C')) { return layout_fault::out_needs_N_and_C; }
  if (detail::has_duplicate(lhs) || detail::has_duplicate(rhs) || detail::has_duplicate(out)) {
    return layout_fault::duplicate_letter;
  }
  // Without duplicates and with equal lengths, inclusion is equality.
  if (!detail::spatial_letters_occur(rhs, 'O', 'I', lhs, 'N', 'C') ||
      !detail::spatial_letters_occur(rhs, 'O', 'I', out, 'N', 'C')) {
    return layout_fault::spatial_letters_differ;
  }
  return layout_fault::none;
}

/// The sentence about a fault.
CONVOLT_COLD inline std::string text_of(layout_fault fault) {
  switch (fault) {
    case layout_fault::none:
      break;
    case layout_fault::too_long:
      return "has too many axes, at most " + std::to_string(max_spatial_rank + 2);
    case layout_fault::lengths_differ:
      return "the three strings must have the same length";
    case layout_fault::lhs_needs_N_and_C:
      return "the lhs string must contain 'N' and 'C' exactly once";
    case layout_fault::rhs_needs_O_and_I:
      return "the rhs string must contain 'O' and 'I' exactly once";
    case layout_fault::out_needs_N_and_C:
      return "the output string must contain 'N' and 'C' exactly once";
    case layout_fault::duplicate_letter:
      return "a string must not contain a letter twice";
    case layout_fault::spatial_letters_differ:
      return "the three strings must have the same spatial letters";
  }
  return "is well formed";
}

inline parameter_error layout_error(layout_fault fault, layout_text const& t) {
  return parameter_error(facts_of({.where = "dimension_numbers", .argument = ""},
                                  {.category = "bad_dimension_numbers",
                                   .problem = text_of(fault),
                                   .expected = "for instance 'NHWC', 'HWIO', 'NHWC'",
                                   .actual = quoted(t.lhs) + ", " + quoted(t.rhs) + ", " + quoted(t.out)}));
}

/// The error of each fault. A literal with a fault ends at a throw expression, which is no constant expression: the
/// compiler shows its line, and so the name says what is wrong. (clang 14 compiles a consteval constructor in a default
/// member initialiser into a call at run time, which then throws.)
namespace bad_dimension_numbers {
inline parameter_error there_are_too_many_axes(layout_text const& t) { return layout_error(layout_fault::too_long, t); }
inline parameter_error the_three_strings_must_have_the_same_length(layout_text const& t) {
  return layout_error(layout_fault::lengths_differ, t);
}
inline parameter_error the_lhs_string_must_contain_N_and_C_exactly_once(layout_text const& t) {
  return layout_error(layout_fault::lhs_needs_N_and_C, t);
}
inline parameter_error the_rhs_string_must_contain_O_and_I_exactly_once(layout_text const& t) {
  return layout_error(layout_fault::rhs_needs_O_and_I, t);
}
inline parameter_error the_output_string_must_contain_N_and_C_exactly_once(layout_text const& t) {
  return layout_error(layout_fault::out_needs_N_and_C, t);
}
inline parameter_error a_string_must_not_contain_a_letter_twice(layout_text const& t) {
  return layout_error(layout_fault::duplicate_letter, t);
}
inline parameter_error the_three_strings_must_have_the_same_spatial_letters(layout_text const& t) {
  return layout_error(layout_fault::spatial_letters_differ, t);
}
}  // namespace bad_dimension_numbers

/// Nothing for a good layout; for a faulty one a compile-time error where constants are needed, else an exception.
constexpr void require_no_fault(layout_text const& t) {
  namespace say = bad_dimension_numbers;
  switch (find_layout_fault(t)) {
    case layout_fault::none:
      return;
    case layout_fault::too_long:
      throw say::there_are_too_many_axes(t);
    case layout_fault::lengths_differ:
      throw say::the_three_strings_must_have_the_same_length(t);
    case layout_fault::lhs_needs_N_and_C:
      throw say::the_lhs_string_must_contain_N_and_C_exactly_once(t);
    case layout_fault::rhs_needs_O_and_I:
      throw say::the_rhs_string_must_contain_O_and_I_exactly_once(t);
    case layout_fault::out_needs_N_and_C:
      throw say::the_output_string_must_contain_N_and_C_exactly_once(t);
    case layout_fault::duplicate_letter:
      throw say::a_string_must_not_contain_a_letter_twice(t);
    case layout_fault::spatial_letters_differ:
      throw say::the_three_strings_must_have_the_same_spatial_letters(t);
  }
}

}  // namespace geometry

/// Which axis of each operand is what. Three strings of letters, one letter per axis: 'N' the batch, 'C' the channels,
/// 'O' and 'I' the output and input channels of the kernel; all other letters are spatial and belong together by name.
/// Case matters.
///
/// `{"NHWC", "HWIO", "NHWC"}` from literals is checked by the compiler; from std::string or std::string_view it is
/// checked when it is made and throws parameter_error "bad_dimension_numbers". `dimension_numbers{}` is "not given":
/// each function then takes its own default. Strides, dilations and paddings follow the spatial letters in the order of
/// the kernel's string.
class dimension_numbers {
 public:
  constexpr dimension_numbers() = default;

  /// From literals, at compile time.
  template <std::size_t Lhs, std::size_t Rhs, std::size_t Out>
  consteval dimension_numbers(char const (&lhs)[Lhs], char const (&rhs)[Rhs], char const (&out)[Out]) {
    geometry::layout_text const t{text_of(lhs), text_of(rhs), text_of(out)};
    geometry::require_no_fault(t);
    store(t);
  }

  /// From text that is known at run time.
  constexpr dimension_numbers(std::string_view lhs, std::string_view rhs, std::string_view out) {
    geometry::require_no_fault({lhs, rhs, out});
    store({lhs, rhs, out});
  }

  /// From a list of strings, which must be three. For layouts that come from files.
  static dimension_numbers from_list(std::span<std::string const> strings) {
    if (strings.size() != 3) {
      geometry::throw_parameter_error({.where = "dimension_numbers", .argument = ""},
                                      {.category = "bad_dimension_numbers",
                                       .problem = "must be the three strings of lhs, rhs and output",
                                       .expected = "3 strings",
                                       .actual = std::to_string(strings.size())});
    }
    return {std::string_view(strings[0]), std::string_view(strings[1]), std::string_view(strings[2])};
  }

  /// 'NCHW', 'OIHW', 'NCHW' at any rank: the default of conv.
  static constexpr dimension_numbers channels_first(std::size_t spatial_rank) {
    dimension_numbers d;
    d.lhs_ = d.out_ = letters{'N', 'C'};
    d.rhs_ = letters{'O', 'I'};
    for (std::size_t i = 0; i < spatial_rank; ++i) { d.push_spatial(forward_letter(spatial_rank, i)); }
    d.find_places();
    return d;
  }

  /// 'NHWC', 'HWIO', 'NHWC' at any rank; up to three spatial axes this is the default of conv_transpose.
  static constexpr dimension_numbers channels_last(std::size_t spatial_rank) {
    dimension_numbers d;
    d.lhs_ = d.out_ = letters{'N'};
    for (std::size_t i = 0; i < spatial_rank; ++i) { d.push_spatial(spatial_rank <= 3 ? "HWD"[i] : digit(i)); }
    d.rhs_.push_back('I');
    d.rhs_.push_back('O');
    d.lhs_.push_back('C');
    d.out_.push_back('C');
    d.find_places();
    return d;
  }

  /// False for `dimension_numbers{}`.
  constexpr bool given() const { return !rhs_.empty(); }
  /// Axes of each operand, batch and channels included.
  constexpr std::size_t rank() const { return rhs_.size(); }
  constexpr std::size_t spatial_rank() const { return rhs_.size() < 2 ? 0 : rhs_.size() - 2; }

  constexpr std::string_view lhs() const { return {lhs_.data(), lhs_.size()}; }
  constexpr std::string_view rhs() const { return {rhs_.data(), rhs_.size()}; }
  constexpr std::string_view out() const { return {out_.data(), out_.size()}; }

  /// The letter of spatial axis i, counted in the order of the kernel's string.
  constexpr char letter(std::size_t i) const { return rhs_[rhs_axis(i)]; }
  constexpr std::size_t lhs_batch_axis() const { return lhs_places_[0]; }
  constexpr std::size_t lhs_feature_axis() const { return lhs_places_[1]; }
  constexpr std::size_t rhs_output_axis() const { return rhs_places_[0]; }
  constexpr std::size_t rhs_input_axis() const { return rhs_places_[1]; }
  constexpr std::size_t out_batch_axis() const { return out_places_[0]; }
  constexpr std::size_t out_feature_axis() const { return out_places_[1]; }

  /// Where spatial axis i lies in each operand.
  constexpr std::size_t lhs_axis(std::size_t i) const { return lhs_places_[2 + i]; }
  constexpr std::size_t rhs_axis(std::size_t i) const { return rhs_places_[2 + i]; }
  constexpr std::size_t out_axis(std::size_t i) const { return out_places_[2 + i]; }

  friend constexpr bool operator==(dimension_numbers const&, dimension_numbers const&) = default;

 private:
  using letters = inline_list<char, max_spatial_rank + 2>;
  /// Axis numbers: of 'N' and 'C' (in the kernel 'O' and 'I'), then of the spatial letters in the kernel's order.
  /// Small numbers, since layouts are made and copied at every call.
  using places = std::array<unsigned char, max_spatial_rank + 2>;

  /// Literals end with a zero character; a char array need not.
  template <std::size_t Size>
  static constexpr std::string_view text_of(char const (&text)[Size]) {
    return {text, text[Size - 1] == '\0' ? Size - 1 : Size};
  }
  static constexpr char digit(std::size_t i) { return "01234567"[i]; }
  static constexpr char forward_letter(std::size_t spatial_rank, std::size_t i) {
    return spatial_rank <= 3 ? "DHW"[3 - spatial_rank + i] : digit(i);
  }
  constexpr void push_spatial(char letter) {
    lhs_.push_back(letter);
    rhs_.push_back(letter);
    out_.push_back(letter);
  }
  constexpr void store(geometry::layout_text const& t) {
    lhs_ = letters(t.lhs.begin(), t.lhs.end());
    rhs_ = letters(t.rhs.begin(), t.rhs.end());
    out_ = letters(t.out.begin(), t.out.end());
    find_places();
  }
  constexpr void find_places() {
    lhs_places_[0] = place_of('N', lhs_);
    lhs_places_[1] = place_of('C', lhs_);
    rhs_places_[0] = place_of('O', rhs_);
    rhs_places_[1] = place_of('I', rhs_);
    out_places_[0] = place_of('N', out_);
    out_places_[1] = place_of('C', out_);
    std::size_t i = 2;
    for (char letter : rhs_) {
      if (letter == 'O' || letter == 'I') { continue; }
      lhs_places_[i] = place_of(letter, lhs_);
      rhs_places_[i] = place_of(letter, rhs_);
      out_places_[i] = place_of(letter, out_);
      ++i;
    }
  }
  /// A plain loop: g++ 12 with sanitizers does not take string_view::find for a constant expression.
  static constexpr unsigned char place_of(char letter, letters const& axes) {
    unsigned char axis = 0;
    while (axes[axis] != letter) { ++axis; }
    return axis;
  }

  letters lhs_;
  letters rhs_;
  letters out_;
  places lhs_places_{};
  places rhs_places_{};
  places out_places_{};
};

namespace geometry {

namespace detail {

using layouts_by_rank = std::array<dimension_numbers, max_spatial_rank + 1>;
constexpr layouts_by_rank list_layouts(dimension_numbers (*make)(std::size_t)) {
  layouts_by_rank list;
  for (std::size_t rank = 0; rank < list.size(); ++rank) { list[rank] = make(rank); }
  return list;
}

}  // namespace detail

/// The default layouts, by the number of spatial axes.
inline constexpr detail::layouts_by_rank channels_first_layouts =
    detail::list_layouts(dimension_numbers::channels_first);
inline constexpr detail::layouts_by_rank channels_last_layouts = detail::list_layouts(dimension_numbers::channels_last);

}  // namespace geometry

}  // namespace convolt
