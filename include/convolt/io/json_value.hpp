// SPDX-License-Identifier: BSD-3-Clause
/// A JSON value. It remembers its line, so that a wrong entry of a long file can be found.
/// Numbers written as integers stay exact (std::int64_t) as far as they fit; all others are double.
/// Layer: io.
#pragma once

#include <convolt/io/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace convolt::io {

/// Text that is not JSON, or a value that is not what its reader expects. The message starts with the place.
class json_error : public io_error {
 public:
  explicit json_error(std::string problem)
      : io_error({.category = "bad_json", .where = "io::json", .problem = std::move(problem)}) {}
};

/// One JSON value. Objects keep the order of their members.
class json {
 public:
  using array = std::vector<json>;
  using object = std::vector<std::pair<std::string, json>>;
  using content = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, array, object>;

  json() = default;
  explicit json(content value) : value_(std::move(value)) {}
  json(content value, std::size_t line) : value_(std::move(value)), line_(line) {}

  std::size_t line() const noexcept { return line_; }
  bool is_null() const noexcept { return holds<std::nullptr_t>(); }
  bool is_bool() const noexcept { return holds<bool>(); }
  bool is_integer() const noexcept { return holds<std::int64_t>(); }
  bool is_number() const noexcept { return is_integer() || holds<double>(); }
  bool is_string() const noexcept { return holds<std::string>(); }
  bool is_array() const noexcept { return holds<array>(); }
  bool is_object() const noexcept { return holds<object>(); }

  bool as_bool() const { return get<bool>("true or false"); }
  std::int64_t as_integer() const { return get<std::int64_t>("an integer"); }
  double as_double() const {
    return is_integer() ? static_cast<double>(std::get<std::int64_t>(value_)) : get<double>("a number");
  }
  std::string const& as_string() const { return get<std::string>("a string"); }
  array const& items() const { return get<array>("an array"); }
  object const& members() const { return get<object>("an object"); }

  /// The member of an object, or a null pointer.
  json const* find(std::string_view key) const {
    for (auto const& [name, value] : members()) {
      if (name == key) { return &value; }
    }
    return nullptr;
  }

  /// The member of an object; throws where it is missing.
  json const& at(std::string_view key) const {
    json const* found = find(key);
    if (found == nullptr) { throw json_error(place() + "member '" + std::string(key) + "' is missing"); }
    return *found;
  }

  /// Sets or replaces a member of an object.
  void set(std::string key, json value) {
    members();
    auto& all = std::get<object>(value_);
    for (auto& [name, old] : all) {
      if (name == key) {
        old = std::move(value);
        return;
      }
    }
    all.emplace_back(std::move(key), std::move(value));
  }

  std::string kind() const {
    static constexpr char const* names[] = {"null",     "true or false", "an integer", "a number",
                                            "a string", "an array",      "an object"};
    return names[value_.index()];
  }

 private:
  template <class T>
  bool holds() const noexcept {
    return std::holds_alternative<T>(value_);
  }

  template <class T>
  T const& get(char const* wanted) const {
    T const* v = std::get_if<T>(&value_);
    if (v == nullptr) { throw json_error(place() + "expected " + wanted + ", found " + kind()); }
    return *v;
  }

  std::string place() const { return "line " + std::to_string(line_) + ": "; }

  content value_ = nullptr;
  std::size_t line_ = 0;
};

}  // namespace convolt::io
