// SPDX-License-Identifier: BSD-3-Clause
/// Padding as the user names it: by a rule (same, valid, causal, ...) or by pairs, whose meaning is part of their type.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace convolt {

/// The meanings a padding can have.
enum class padding_kind { same, same_lower, valid, full, causal, raw, forward };

/// As many outputs as inputs (divided by the stride); an odd zero goes to the end of the axis.
struct same_t {};
/// As `same`, but an odd zero goes to the start of the axis.
struct same_lower_t {};
/// No padding: only windows that lie inside the data.
struct valid_t {};
/// Every window that touches the data: (taps - 1) * dilation zeros before and after it.
struct full_t {};
/// Only the present and the past contribute: (taps - 1) * dilation zeros before the data and none after it.
struct causal_t {};

inline constexpr same_t same{};
inline constexpr same_lower_t same_lower{};
inline constexpr valid_t valid{};
inline constexpr full_t full{};
inline constexpr causal_t causal{};

/// Zeros before and after the data of one axis; negative numbers remove data. From any two integers that fit `index`.
struct pad_pair {
  index lo = 0;
  index hi = 0;

  constexpr pad_pair() = default;
  template <Integer Lo, Integer Hi>
  constexpr pad_pair(Lo low, Hi high)
      : lo(geometry::to_index(low, "padding")), hi(geometry::to_index(high, "padding")) {}

  friend constexpr bool operator==(pad_pair const&, pad_pair const&) = default;
};

namespace geometry {

/// std::pair, std::tuple or std::array of exactly two integers. Three do not make a pair.
template <class P>
concept IntegerPair = requires {
  requires std::tuple_size<P>::value == 2;
  requires Integer<std::tuple_element_t<0, P>>;
  requires Integer<std::tuple_element_t<1, P>>;
};
/// A C array of exactly two integers.
template <class P>
concept IntegerArray2 =
    std::is_array_v<P> && std::extent_v<P> == 2 && Integer<std::remove_cv_t<std::remove_extent_t<P>>>;
/// A list of integers whose length is known at run time only; it is checked then.
template <class P>
concept IntegerListOfAnyLength = !std::is_array_v<P> && IntegerRange<P> && !requires { std::tuple_size<P>::value; };

template <class P>
concept PadPairLike = std::same_as<P, pad_pair> || IntegerPair<P> || IntegerArray2<P> || IntegerListOfAnyLength<P>;

template <class R>
concept PadPairRange = requires(R const& r) {
  std::begin(r);
  std::end(r);
  requires PadPairLike<std::remove_cvref_t<decltype(*std::begin(r))>>;
};

/// Text, but not nullptr.
template <class S>
concept NameText = std::convertible_to<S const&, std::string_view> && !std::same_as<S, std::nullptr_t>;

[[noreturn]] CONVOLT_COLD inline void throw_not_a_pair(std::size_t length) {
  throw_parameter_error({.where = "padding", .argument = "entry"}, {.category = "bad_padding_form",
                                                                    .problem = "must be a pair (low, high)",
                                                                    .expected = "2 numbers",
                                                                    .actual = std::to_string(length),
                                                                    .advice = "give one {low, high} per spatial axis"});
}

template <PadPairLike P>
constexpr pad_pair to_pad_pair(P const& pair) {
  if constexpr (std::same_as<P, pad_pair>) {
    return pair;
  } else if constexpr (IntegerPair<P>) {
    return {std::get<0>(pair), std::get<1>(pair)};
  } else if constexpr (IntegerArray2<P>) {
    return {pair[0], pair[1]};
  } else {
    pad_pair result;
    std::size_t length = 0;
    for (auto it = std::begin(pair); it != std::end(pair); ++it, ++length) {
      index const value = to_index(*it, "padding");
      if (length == 0) { result.lo = value; }
      if (length == 1) { result.hi = value; }
    }
    if (length != 2) { throw_not_a_pair(length); }
    return result;
  }
}

/// What to write instead of a name in other letters, or of one that only an object has.
inline std::string advice_on_name(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') { c = static_cast<char>(c - 'a' + 'A'); }
  }
  if (upper == "SAME" || upper == "VALID" || upper == "SAME_LOWER") {
    return "names count in exact case: '" + upper + "'";
  }
  if (upper == "CAUSAL") { return "give the object convolt::causal"; }
  return upper == "FULL" ? "give the object convolt::full" : "";
}

/// A list of pairs, one per spatial axis, without a meaning yet.
class pad_list {
 public:
  constexpr pad_list() = default;
  constexpr pad_list(std::initializer_list<pad_pair> pairs) {
    for (pad_pair const& p : pairs) { append(p); }
  }
  template <PadPairRange R>
  constexpr explicit pad_list(R const& range) {
    for (auto it = std::begin(range); it != std::end(range); ++it) { append(to_pad_pair(*it)); }
  }
  /// Copies the pairs and not their places: whole vectors of what has just been written number by number are slow to
  /// read.
  constexpr pad_list(pad_list const& other) : size_(other.size_) {
    for (pad_pair const& p : other.kept_) { kept_.push_back(p); }
  }
  constexpr pad_list& operator=(pad_list const&) = default;

  /// How many pairs were given. May exceed the number of axes that a convolution can have.
  constexpr std::size_t size() const { return size_; }
  constexpr pad_pair const& operator[](std::size_t i) const { return kept_[i]; }
  /// The pairs; no more than a convolution can have axes.
  constexpr std::span<pad_pair const> pairs() const { return {kept_.begin(), kept_.size()}; }

  friend constexpr bool operator==(pad_list const&, pad_list const&) = default;

 private:
  constexpr void append(pad_pair const& pair) {
    if (kept_.size() < max_spatial_rank) { kept_.push_back(pair); }
    ++size_;
  }

  inline_list<pad_pair, max_spatial_rank> kept_;
  std::size_t size_ = 0;
};

}  // namespace geometry

/// Zeros around the dilated input: `raw_padding{{lo, hi}, ...}`. What a bare list of pairs means, as in JAX.
class raw_padding : public geometry::pad_list {
 public:
  using geometry::pad_list::pad_list;
};

/// The padding of the forward convolution whose transpose is computed: `forward_padding{{lo, hi}, ...}`. PyTorch's
/// meaning, and JAX's under use_consistent_padding=True: more padding gives a smaller transposed output. Negative
/// numbers enlarge it. In a forward convolution it is simply the padding.
class forward_padding : public geometry::pad_list {
 public:
  using geometry::pad_list::pad_list;
};

/// Any padding that lax accepts. Implicit from `same`, `same_lower`, `valid`, `full`, `causal`, raw_padding,
/// forward_padding, from pairs (`{{0, 2}, {1, 1}}` or a range of pairs; raw), and from the names of JAX, "SAME",
/// "SAME_LOWER" and "VALID", in exactly this spelling.
class padding {
 public:
  /// No pairs: what a convolution without spatial axes needs.
  constexpr padding() = default;
  constexpr padding(same_t) : kind_(padding_kind::same) {}              // NOLINT(google-explicit-constructor)
  constexpr padding(same_lower_t) : kind_(padding_kind::same_lower) {}  // NOLINT(google-explicit-constructor)
  constexpr padding(valid_t) : kind_(padding_kind::valid) {}            // NOLINT(google-explicit-constructor)
  constexpr padding(full_t) : kind_(padding_kind::full) {}              // NOLINT(google-explicit-constructor)
  constexpr padding(causal_t) : kind_(padding_kind::causal) {}          // NOLINT(google-explicit-constructor)
  constexpr padding(raw_padding const& pairs)                           // NOLINT(google-explicit-constructor)
      : pairs_(pairs) {}
  constexpr padding(forward_padding const& pairs)  // NOLINT(google-explicit-constructor)
      : kind_(padding_kind::forward), pairs_(pairs) {}
  constexpr padding(std::initializer_list<pad_pair> pairs) : pairs_(pairs) {}
  template <Integer I>
  padding(I) = delete;  // give a pair {low, high} per spatial axis: {{2, 2}}
  template <Integer I, Integer J>
  padding(I, J) = delete;  // one more pair of braces, for a list with a pair {low, high} per spatial axis: {{2, 2}}
  template <geometry::IntegerRange R>
  padding(R const&) = delete;  // give a list with a pair {low, high} per spatial axis: {{2, 2}}
  template <geometry::PadPairRange R>
  constexpr padding(R const& pairs)  // NOLINT(google-explicit-constructor): any list of pairs is a raw padding
      : pairs_(pairs) {}
  /// Throws parameter_error "bad_padding_name" for any other text.
  template <geometry::NameText S>
  constexpr padding(S const& name)  // NOLINT(google-explicit-constructor): a name is a padding
      : kind_(kind_of(name)) {}

  constexpr padding_kind kind() const { return kind_; }
  constexpr bool is_named() const { return kind_ != padding_kind::raw && kind_ != padding_kind::forward; }
  /// The pairs of a raw or forward padding; none for a named one.
  constexpr geometry::pad_list const& pairs() const { return pairs_; }

  friend constexpr bool operator==(padding const&, padding const&) = default;

 private:
  template <class S>
  static constexpr padding_kind kind_of(S const& name) {
    if constexpr (std::is_pointer_v<S>) {
      if (name == nullptr) { throw_unknown_name(""); }
    }
    std::string_view const text = name;
    if (text == "SAME") { return padding_kind::same; }
    if (text == "SAME_LOWER") { return padding_kind::same_lower; }
    if (text == "VALID") { return padding_kind::valid; }
    throw_unknown_name(text);
  }
  [[noreturn]] static void throw_unknown_name(std::string_view name) {
    geometry::throw_parameter_error({.where = "padding", .argument = "name"},
                                    {.category = "bad_padding_name",
                                     .problem = "is not known",
                                     .expected = "'SAME', 'SAME_LOWER' or 'VALID'",
                                     .actual = geometry::quoted(name),
                                     .advice = geometry::advice_on_name(name)});
  }

  padding_kind kind_ = padding_kind::raw;
  geometry::pad_list pairs_;
};

/// "same", "valid", ...: how messages name a padding.
constexpr std::string_view name_of(padding_kind kind) {
  switch (kind) {
    case padding_kind::same:
      return "same";
    case padding_kind::same_lower:
      return "same_lower";
    case padding_kind::valid:
      return "valid";
    case padding_kind::full:
      return "full";
    case padding_kind::causal:
      return "causal";
    case padding_kind::raw:
      return "raw_padding";
    case padding_kind::forward:
      return "forward_padding";
  }
  return "";
}

}  // namespace convolt
