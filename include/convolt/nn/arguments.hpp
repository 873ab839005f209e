// SPDX-License-Identifier: BSD-3-Clause
/// The types of the options of layers: counts, one number for all axes or one per axis, and paddings in all the forms
/// that the mirrored systems take. None of them allocates.
/// Layer: nn.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>
#include <convolt/lax/types.hpp>
#include <convolt/nn/fwd.hpp>

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace convolt::nn {

/// In `in_size`: this extent may differ from call to call.
inline constexpr index dynamic = -1;

/// A single integer of any integer type, range-checked.
class whole_number {
 public:
  constexpr whole_number() = default;
  template <Integer I>
  constexpr whole_number(I n)  // NOLINT(google-explicit-constructor): a count is an integer
      : value_(geometry::to_index(n, "option")) {}
  constexpr index value() const { return value_; }

  friend constexpr bool operator==(whole_number, whole_number) = default;

 private:
  index value_ = 0;
};

namespace detail {

constexpr index_list joined(index_list first, index_list const& second) {
  for (index n : second) { first.push_back(n); }
  return first;
}

[[noreturn]] inline void throw_list_length(geometry::place at, std::size_t rank, std::size_t length) {
  std::string const n = std::to_string(rank);
  geometry::throw_parameter_error(at, {.category = "bad_parameter_length",
                                       .problem = length == 0 ? "must be given" : "has the wrong number of entries",
                                       .expected = "one integer, or a list of 1" + (rank > 1 ? " or " + n : ""),
                                       .actual = std::to_string(length)});
}

}  // namespace detail

/// One integer for all spatial axes, or a list with one per axis. A list of one entry counts for all axes.
class per_axis {
 public:
  constexpr per_axis() = default;
  template <Integer I>
  constexpr per_axis(I n)  // NOLINT(google-explicit-constructor): an integer counts for all axes
      : entries_({n}) {}
  constexpr per_axis(std::initializer_list<geometry::integer_entry> entries) : entries_(entries) {}
  template <class R>
    requires(!std::same_as<std::remove_cvref_t<R>, per_axis> && geometry::IntegerRange<R>)
  constexpr per_axis(R const& entries)  // NOLINT(google-explicit-constructor): any list of integers is one
      : entries_(entries) {}

  constexpr bool given() const { return entries_.given(); }

  /// One entry per axis. Throws parameter_error "bad_parameter_length".
  constexpr index_list of_rank(geometry::place at, std::size_t rank) const {
    if (entries_.size() == 1) { return index_list::filled(rank, entries_[0]); }
    if (entries_.size() != rank) { detail::throw_list_length(at, rank, entries_.size()); }
    return {entries_.values().begin(), entries_.values().end()};
  }
  /// The same of a parameter that has a default, which an empty list leaves it.
  constexpr index_list of_rank_or(index otherwise, geometry::place at, std::size_t rank) const {
    return given() ? of_rank(at, rank) : index_list::filled(rank, otherwise);
  }

  friend constexpr bool operator==(per_axis const&, per_axis const&) = default;

 private:
  steps entries_;
};

/// One pair of pads per spatial axis.
using pad_pairs = inline_list<pad_pair, max_spatial_rank>;

namespace detail {

[[noreturn]] inline void throw_padding_length(std::string_view where, std::size_t rank, std::size_t length) {
  std::string const n = std::to_string(rank);
  std::string const expected = rank == 1 ? "an integer, {low, high}, {{low, high}} or a name"
                                         : "an integer, " + n + " integers, 1 or " + n + " pairs, or a name";
  geometry::throw_parameter_error({.where = where, .argument = "padding"},
                                  {.category = "bad_padding_length",
                                   .problem = length == 0 ? "must not be empty" : "has the wrong number of entries",
                                   .expected = expected,
                                   .actual = std::to_string(length)});
}

}  // namespace detail

/// Pads as numbers: an integer for all sides, a list of integers, or a list of pairs {low, high}.
class pad_numbers {
 public:
  /// An empty list, which is no padding.
  constexpr pad_numbers() = default;
  template <Integer I>
  constexpr pad_numbers(I n)  // NOLINT(google-explicit-constructor): an integer pads all sides
      : form_(form::one), flat_({n}) {}
  constexpr pad_numbers(std::initializer_list<geometry::integer_entry> entries) : flat_(entries) {}
  constexpr pad_numbers(std::initializer_list<pad_pair> pairs) : form_(form::pairs), pairs_(pairs) {}
  /// Any range of integers or of pairs. One template for both: clang 14 does not inherit two that differ by
  /// constraints.
  template <class R>
    requires(geometry::IntegerRange<R> || geometry::PadPairRange<R>)
  constexpr pad_numbers(R const& list) {  // NOLINT(google-explicit-constructor): any list is one
    if constexpr (geometry::IntegerRange<R>) {
      flat_ = steps(list);
    } else {
      form_ = form::pairs;
      pairs_ = geometry::pad_list(list);
    }
  }
  /// From pairs whose meaning has been dealt with.
  constexpr explicit pad_numbers(geometry::pad_list const& pairs) : form_(form::pairs), pairs_(pairs) {}

  /// One pair per axis, by the rules of brainstate: two integers on a single axis are {low, high}; otherwise a list of
  /// integers has one per axis, which pads both its sides. One pair counts for all axes.
  constexpr pad_pairs of_rank(std::string_view where, std::size_t rank) const {
    if (rank == 1 && form_ == form::list && flat_.size() == 2) { return {pad_pair{flat_[0], flat_[1]}}; }
    return symmetric_of_rank(where, rank, false);
  }

  /// One pair per axis, by the rules of PyTorch: a list of integers has one, or one per axis; each pads both sides.
  constexpr pad_pairs symmetric_of_rank(std::string_view where, std::size_t rank,
                                        bool one_counts_for_all = true) const {
    std::size_t const length = form_ == form::pairs ? pairs_.size() : flat_.size();
    bool const repeats = length == 1 && (form_ != form::list || one_counts_for_all);
    if (!repeats && (length != rank || length == 0)) { detail::throw_padding_length(where, rank, length); }
    pad_pairs result;
    for (std::size_t i = 0; i < rank; ++i) { result.push_back(entry(repeats ? 0 : i)); }
    return result;
  }

  friend constexpr bool operator==(pad_numbers const&, pad_numbers const&) = default;

 private:
  enum class form { one, list, pairs };

  constexpr pad_pair entry(std::size_t i) const {
    return form_ == form::pairs ? pairs_[i] : pad_pair{flat_[i], flat_[i]};
  }

  form form_ = form::list;
  steps flat_;
  geometry::pad_list pairs_;
};

namespace detail {
constexpr std::string_view text_or_nothing(char const* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}
}  // namespace detail

/// The padding of a layer. Names (`same`, `valid`, "SAME", "VALID" in exactly this spelling; in forward layers `full`
/// and `causal`), raw_padding, forward_padding, and numbers, which are raw: zeros around the input, for transposed
/// layers around the dilated input.
class layer_padding : public pad_numbers {
 public:
  using pad_numbers::pad_numbers;
  constexpr layer_padding() = default;
  constexpr layer_padding(same_t) : kind_(padding_kind::same) {}    // NOLINT(google-explicit-constructor)
  constexpr layer_padding(valid_t) : kind_(padding_kind::valid) {}  // NOLINT(google-explicit-constructor)
  constexpr layer_padding(full_t) : kind_(padding_kind::full) {}    // NOLINT(google-explicit-constructor)
  constexpr layer_padding(causal_t) : kind_(padding_kind::causal) {}  // NOLINT(google-explicit-constructor)
  layer_padding(same_lower_t) = delete;  // layers have no same_lower, whose zeros would go to the start
  constexpr layer_padding(raw_padding const& pairs) : pad_numbers(static_cast<geometry::pad_list const&>(pairs)) {}
  constexpr layer_padding(forward_padding const& pairs)
      : pad_numbers(static_cast<geometry::pad_list const&>(pairs)), kind_(padding_kind::forward) {}
  /// Throws parameter_error "bad_padding_name".
  constexpr layer_padding(std::string_view name) : kind_(kind_of(name)) {}  // NOLINT(google-explicit-constructor)
  constexpr layer_padding(char const* name)
      : layer_padding(detail::text_or_nothing(name)) {}  // NOLINT(google-explicit-constructor)
  layer_padding(std::string const& name)
      : layer_padding(std::string_view(name)) {}  // NOLINT(google-explicit-constructor)

  constexpr padding_kind kind() const { return kind_; }

  /// As the padding of a lax function with this many spatial axes. Throws parameter_error "bad_padding_length".
  constexpr convolt::padding of_axes(std::string_view where, std::size_t rank) const {
    if (kind_ == padding_kind::same) { return same; }
    if (kind_ == padding_kind::valid) { return valid; }
    if (kind_ == padding_kind::full) { return full; }
    if (kind_ == padding_kind::causal) { return causal; }
    pad_pairs const pairs = of_rank(where, rank);
    if (kind_ == padding_kind::forward) { return forward_padding(pairs); }
    return raw_padding(pairs);
  }

  friend constexpr bool operator==(layer_padding const&, layer_padding const&) = default;

 private:
  static constexpr padding_kind kind_of(std::string_view name) {
    if (name == "SAME") { return padding_kind::same; }
    if (name != "VALID") { throw_unknown_name(name); }
    return padding_kind::valid;
  }
  [[noreturn]] static void throw_unknown_name(std::string_view name) {
    geometry::throw_parameter_error({.where = "nn::layer_padding", .argument = "padding"},
                                    {.category = "bad_padding_name",
                                     .problem = "has a name that layers do not know",
                                     .expected = "'SAME' or 'VALID'",
                                     .actual = geometry::quoted(name),
                                     .advice = geometry::advice_on_name(name)});
  }

  padding_kind kind_ = padding_kind::raw;
};

/// The padding of the functionals conv1d, conv2d and conv3d: numbers, `same`, `valid`, their names in any case, and
/// `causal`.
class functional_padding : public pad_numbers {
 public:
  using pad_numbers::pad_numbers;
  constexpr functional_padding() = default;
  constexpr functional_padding(same_t) : kind_(padding_kind::same) {}    // NOLINT(google-explicit-constructor)
  constexpr functional_padding(valid_t) : kind_(padding_kind::valid) {}  // NOLINT(google-explicit-constructor)
  constexpr functional_padding(causal_t) : kind_(padding_kind::causal) {}  // NOLINT(google-explicit-constructor)
  /// Throws parameter_error "bad_padding_name".
  constexpr functional_padding(std::string_view name) : kind_(kind_of(name)) {}  // NOLINT(google-explicit-constructor)
  constexpr functional_padding(char const* name)
      : functional_padding(detail::text_or_nothing(name)) {}  // NOLINT(google-explicit-constructor)
  functional_padding(std::string const& name)
      : functional_padding(std::string_view(name)) {}  // NOLINT(google-explicit-constructor)

  /// Throws parameter_error "bad_padding_length".
  constexpr convolt::padding of_axes(std::string_view where, std::size_t rank) const {
    if (kind_ == padding_kind::same) { return same; }
    if (kind_ == padding_kind::valid) { return valid; }
    if (kind_ == padding_kind::causal) { return causal; }
    return raw_padding(symmetric_of_rank(where, rank));
  }

 private:
  static constexpr bool is(std::string_view name, std::string_view lower) {
    bool equal = name.size() == lower.size();
    for (std::size_t i = 0; equal && i < lower.size(); ++i) {
      equal = name[i] == lower[i] || name[i] == static_cast<char>(lower[i] - 'a' + 'A');
    }
    return equal;
  }
  static constexpr padding_kind kind_of(std::string_view name) {
    if (is(name, "same")) { return padding_kind::same; }
    if (!is(name, "valid")) { throw_unknown_name(name); }
    return padding_kind::valid;
  }
  [[noreturn]] static void throw_unknown_name(std::string_view name) {
    geometry::throw_parameter_error({.where = "nn::functional_padding", .argument = "padding"},
                                    {.category = "bad_padding_name",
                                     .problem = "has a name that is not known",
                                     .expected = "'same' or 'valid'",
                                     .actual = geometry::quoted(name)});
  }

  padding_kind kind_ = padding_kind::raw;
};

}  // namespace convolt::nn
