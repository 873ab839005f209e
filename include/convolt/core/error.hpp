// SPDX-License-Identifier: BSD-3-Clause
/// The exceptions of the library. Each carries the facts it complains about, so that programs and tests read fields and
/// not sentences; `what()` is built from the same fields.
/// Layer: core.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/shared.hpp>

#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace convolt {

/// What an exception knows. Empty fields are left out of the message.
struct error_facts {
  std::string_view category{};  ///< kind of fault, a fixed word such as "channel_mismatch"; always a string literal
  std::string where{};          ///< the function that was called: "lax::conv_transpose"
  std::string argument{};       ///< the argument at fault: "window_strides"
  std::string axis{};           ///< the axis at fault, by its letter: "W"
  std::string problem{};        ///< the sentence: "must be positive"
  std::string expected{};       ///< what would have been right: "4"
  std::string actual{};         ///< what was given: "0"
  std::string advice{};         ///< what to do instead
};

namespace detail {

/// The texts as one. Messages are put together with this where operators of the library would be candidates for every
/// `+`: looking at them is slow to compile.
CONVOLT_RARE CONVOLT_SHARED std::string joined(std::initializer_list<std::string_view> parts);

}  // namespace detail

/// Base of everything the library throws on purpose (std::bad_alloc passes through).
class error : public std::runtime_error {
 public:
  CONVOLT_RARE CONVOLT_SHARED explicit error(error_facts facts);

  /// The kind of fault as a fixed word, for instance "bad_stride".
  std::string_view category() const noexcept { return facts_.category; }
  std::string const& where() const noexcept { return facts_.where; }
  std::string const& argument() const noexcept { return facts_.argument; }
  std::string const& axis() const noexcept { return facts_.axis; }
  std::string const& expected() const noexcept { return facts_.expected; }
  std::string const& actual() const noexcept { return facts_.actual; }

 private:
  error_facts facts_;
};

/// Units that do not go together. `expected()` and `actual()` are the symbols.
class unit_error : public error {
  using error::error;
};
/// Arrays whose ranks, extents or memory do not go together.
class shape_error : public error {
  using error::error;
};
/// A parameter (stride, padding, name, ...) outside its domain.
class parameter_error : public error {
  using error::error;
};
/// Element types that do not go together.
class type_error : public error {
  using error::error;
};

/// Text that is not a unit (or another small language of the library).
class text_error : public error {
 public:
  text_error(error_facts facts, std::size_t position) : error(std::move(facts)), position_(position) {}
  /// Offset in bytes of the first character that could not be understood.
  std::size_t position() const noexcept { return position_; }

 private:
  std::size_t position_;
};

}  // namespace convolt

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/core/bodies/error.hpp>
#endif
