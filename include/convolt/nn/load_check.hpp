// SPDX-License-Identifier: BSD-3-Clause
/// Compares a folder of saved layers with the layers that are to be loaded from it, and collects all that differs.
/// Layer: nn.
#pragma once

#include <convolt/io/folder.hpp>
#include <convolt/nn/layer_fields.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::nn {

/// One thing in which a folder and the layers differ.
struct load_difference {
  /// "layer_missing", "layer_unknown", "array_missing", "array_unknown", "shape", "element_type", "unit",
  /// "configuration"
  std::string_view category;
  std::string name;      ///< of the layer, array or configuration field: "encoder.weight", "encoder.stride"
  std::string expected;  ///< what the layer has; empty where it has nothing of this name
  std::string actual;    ///< what the folder has; empty where it has nothing of this name
};

/// A folder whose content belongs to other layers. Nothing has been loaded.
class load_error : public io::io_error {
 public:
  load_error(std::string const& folder, std::vector<load_difference> differences)
      : io_error(facts_of(folder, differences)), differences_(std::move(differences)) {}

  /// All that differs, in the order of the layers.
  std::vector<load_difference> const& differences() const noexcept { return differences_; }

 private:
  static std::string sentence_of(load_difference const& d) {
    std::string const kind = d.category == "shape"          ? " has another shape"
                             : d.category == "element_type" ? " has other elements"
                             : d.category == "unit"         ? " has a unit that does not fit"
                             : d.actual.empty()             ? " is missing"
                             : d.expected.empty()           ? " is not known to these layers"
                                                            : " differs";
    std::string text = (d.name.empty() ? "a layer without a name" : d.name) + kind;
    if (!d.expected.empty()) { text += ", expected " + d.expected; }
    if (!d.actual.empty()) { text += ", got " + d.actual; }
    return text;
  }
  static error_facts facts_of(std::string const& folder, std::vector<load_difference> const& differences) {
    std::string all;
    for (load_difference const& d : differences) { all += (all.empty() ? "" : "; ") + sentence_of(d); }
    return {.category = "layer_mismatch",
            .where = "nn::load",
            .argument = folder + ":",
            .problem = "was not saved from these layers: " + all};
  }

  std::vector<load_difference> differences_;
};

namespace detail {

/// What a layer wants of one of its arrays.
struct wanted_array {
  std::string name;
  std::string type;  ///< in NumPy's spelling
  std::vector<std::size_t> shape;
  std::optional<any_unit> unit;  ///< none: any will do
};

class load_check {
 public:
  explicit load_check(io::folder const& folder) : folder_(folder) {}

  /// Compares an array. That there is none is a fault.
  void array(wanted_array const& wanted) {
    known_.insert(wanted.name);
    if (!folder_.has(wanted.name)) {
      add("array_missing", wanted.name, io::list_text(wanted.shape), "");
      return;
    }
    io::array_entry const& e = folder_.entry(wanted.name);
    // The byte order does not count: it is turned round.
    if (e.type.substr(1) != wanted.type.substr(1)) {
      add("element_type", wanted.name, io::printable(wanted.type), io::printable(e.type));
    }
    if (e.shape != wanted.shape) { add("shape", wanted.name, io::list_text(wanted.shape), io::list_text(e.shape)); }
    compare_units(wanted, e);
  }

  /// Whether the folder has a layer, whose arrays and fields are saved under `prefix`. If not, that is all there is to
  /// say of it.
  bool layer(std::string const& prefix, std::string_view kind) {
    if (configured(prefix + "layer") != nullptr) { return true; }
    add("layer_missing", prefix.substr(0, prefix.empty() ? 0 : prefix.size() - 1), std::string(kind), "");
    return false;
  }

  /// Compares the configuration of a layer, whose fields are saved under `prefix`.
  void fields(std::string const& prefix, layer_fields const& own) {
    for (auto const& [field, text] : own) {
      std::string const name = prefix + field;
      known_fields_.insert(name);
      std::string const* const saved = configured(name);
      if (saved == nullptr) {
        add("configuration", name, text, "");
      } else if (!fields_agree(field, *saved, text)) {
        add("configuration", name, text, saved->empty() ? "''" : *saved);
      }
    }
  }

  /// Whether a layer was saved as one that is trained.
  bool saved_trainable(std::string const& prefix) const {
    std::string const* const saved = configured(prefix + std::string(trainable_field));
    return saved != nullptr && *saved == truth(true);
  }

  /// Throws load_error if anything differs, also where the folder has more than was asked about.
  void finish() {
    find_unknown_layers();
    for (io::array_entry const& e : folder_.arrays()) {
      if (known_.count(e.name) == 0 && !is_of_unknown_layer(e.name)) {
        add("array_unknown", e.name, "", io::list_text(e.shape));
      }
    }
    for (auto const& [name, text] : folder_.configuration()) {
      if (known_fields_.count(name) == 0 && !is_of_unknown_layer(name)) {
        add("configuration", name, "", text.empty() ? "''" : text);
      }
    }
    if (!differences_.empty()) { throw load_error(folder_.path().string(), std::move(differences_)); }
  }

 private:
  void find_unknown_layers() {
    constexpr std::string_view end = "layer";
    for (auto const& [name, text] : folder_.configuration()) {
      bool const names_a_layer = name == end || (name.size() > end.size() && name.ends_with(".layer"));
      if (!names_a_layer || known_fields_.count(name) != 0) { continue; }
      unknown_layers_.push_back(name.substr(0, name.size() - end.size()));
      std::string const& prefix = unknown_layers_.back();
      add("layer_unknown", prefix.substr(0, prefix.empty() ? 0 : prefix.size() - 1), "", text);
    }
  }
  /// Its name goes on after that of the layer without another point.
  bool is_of_unknown_layer(std::string const& name) const {
    return std::any_of(unknown_layers_.begin(), unknown_layers_.end(), [&](std::string const& prefix) {
      return name.starts_with(prefix) && name.find('.', prefix.size()) == std::string::npos;
    });
  }

  void add(std::string_view category, std::string name, std::string expected, std::string actual) {
    differences_.push_back({category, std::move(name), std::move(expected), std::move(actual)});
  }

  std::string const* configured(std::string const& name) const {
    for (auto const& [key, text] : folder_.configuration()) {
      if (key == name) { return &text; }
    }
    return nullptr;
  }

  /// A text equal to that of the wanted unit may name units that only the layer knows.
  void compare_units(wanted_array const& wanted, io::array_entry const& e) {
    std::string const own = wanted.unit ? std::string(to_string(*wanted.unit)) : "any unit";
    if (wanted.unit && own == e.unit) { return; }
    try {
      any_unit const saved = folder_.unit(e.name);
      if (wanted.unit && !same_dimension(saved, *wanted.unit)) { add("unit", e.name, own, e.unit); }
    } catch (io::io_error const&) { add("unit", e.name, own, io::printable(e.unit) + ", which is not known"); }
  }

  io::folder const& folder_;
  std::set<std::string> known_;
  std::set<std::string> known_fields_;
  std::vector<std::string> unknown_layers_;  ///< what the names of their arrays and fields begin with
  std::vector<load_difference> differences_;
};

}  // namespace detail
}  // namespace convolt::nn
