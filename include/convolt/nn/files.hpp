// SPDX-License-Identifier: BSD-3-Clause
/// Saves layers as a folder of .npy files with a sidecar of names, shapes, units and configuration, and loads them
/// again. Not part of <convolt/convolt.hpp>.
/// Layer: nn.
#pragma once

#include <convolt/array/strided.hpp>
#include <convolt/io/folder.hpp>
#include <convolt/io/folder_writer.hpp>
#include <convolt/nn/load_check.hpp>
#include <convolt/nn/params.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::nn {

namespace detail {

template <class L>
constexpr void check_element_type() {
  static_assert(io::NpyElement<typename L::element_type>, "convolt: layers of float and of double can be saved");
}

inline std::string prefix_of(std::string const& name) { return name.empty() ? "" : name + "."; }

/// The type of the unit of a parameter: static, or any_unit.
template <class Value>
using parameter_unit_t = unit_t<std::remove_cvref_t<Value>>;

// ---- saving --------------------------------------------------------------------------------------------------------

template <class L>
void write_layer(io::folder_writer& writer, std::string const& name, L const& layer) {
  check_element_type<L>();
  std::string const prefix = prefix_of(name);
  layer.params([&](auto const& p) { writer.add(prefix + std::string(p.name), p.value); });
  if (layer.has_mask()) { writer.add(prefix + "mask", layer.mask()); }
  for (auto& [field, text] : fields_of(layer.configuration(), layer.eps())) {
    writer.configure(prefix + field, std::move(text));
  }
}

/// A folder in the place of a file is all that can stop a file from being put there once the new ones are written.
inline void check_place(std::filesystem::path const& file) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(file, ignored)) { return; }
  io::throw_io_error(file, {.category = "file_not_writable",
                            .where = "folder_writer",
                            .problem = "cannot be written",
                            .actual = "a folder of this name"});
}

template <class L>
void check_places(std::filesystem::path const& path, std::string const& name, L const& layer) {
  std::string const prefix = prefix_of(name);
  layer.params([&](auto const& p) { check_place(path / (prefix + std::string(p.name) + ".npy")); });
  if (layer.has_mask()) { check_place(path / (prefix + "mask.npy")); }
}

// ---- loading -------------------------------------------------------------------------------------------------------

template <class U>
std::optional<any_unit> wanted_unit(U) {
  if constexpr (Unit<U>) {
    return any_unit(U());
  } else {
    return std::nullopt;
  }
}

template <class L>
wanted_array wanted(std::string name, index_list const& shape, std::optional<any_unit> unit) {
  using T = typename L::element_type;
  return {.name = std::move(name),
          .type = io::npy_header_of<T>({}).type(),
          .shape = {shape.begin(), shape.end()},
          .unit = std::move(unit)};
}

/// The unit in which the gain is wanted: that of the weight, in the folder where it is a value.
inline std::optional<any_unit> unit_in(io::folder const& folder, std::string const& name) {
  try {
    return folder.unit(name);
  } catch (io::io_error const&) { return std::nullopt; }  // the weight itself is missing, which is told of it
}

template <class L>
void check_layer(load_check& check, io::folder const& folder, std::string const& name, L const& layer) {
  check_element_type<L>();
  std::string const prefix = prefix_of(name);
  if (!check.layer(prefix, layer.configuration().where())) { return; }
  layer.params([&](auto const& p) {
    using U = parameter_unit_t<decltype(p.value)>;
    index_list const shape = arrays::shape_of("nn::load", p.name, raw(p.value));
    bool const follows = !Unit<U> && p.name == "gain";
    check.array(wanted<L>(prefix + std::string(p.name), shape,
                          follows ? unit_in(folder, prefix + "weight") : wanted_unit(p.unit())));
  });
  wanted_array const mask = wanted<L>(prefix + "mask", layer.kernel_shape(), any_unit());
  if (layer.has_mask() || folder.has(mask.name)) { check.array(mask); }
  check.fields(prefix, fields_of(layer.configuration(), layer.eps()));
}

/// The numbers of an array in U, or in the unit that they were saved in where U is a value.
template <class T, std::size_t Rank, class U>
auto loaded(io::folder const& folder, std::string const& name) {
  if constexpr (Unit<U>) {
    return folder.load<T, Rank>(name, U());
  } else {
    return folder.load<T, Rank>(name);
  }
}

/// A copy of the layer with what was saved, after everything has been checked.
template <class L>
L loaded_layer(load_check const& check, io::folder const& folder, std::string const& name, L const& layer) {
  using T = typename L::element_type;
  constexpr std::size_t rank = L::spatial_rank + 2;
  std::string const prefix = prefix_of(name);
  L copy = layer;
  copy.weights(loaded<T, rank, parameter_unit_t<decltype(copy.weight())>>(folder, prefix + "weight"));
  if constexpr (requires { copy.bias(); }) {
    if (copy.has_bias()) { copy.bias(loaded<T, 1, parameter_unit_t<decltype(copy.bias())>>(folder, prefix + "bias")); }
  }
  if constexpr (requires { copy.gain(); }) {
    if (copy.has_gain()) { copy.gain(loaded<T, 1, parameter_unit_t<decltype(copy.gain())>>(folder, prefix + "gain")); }
  }
  if (folder.has(prefix + "mask")) { copy.mask(folder.load<T, rank>(prefix + "mask", one)); }
  copy.trainable(check.saved_trainable(prefix));
  return copy;
}

}  // namespace detail

/// Saves a layer, a model, or names and layers by turns: `save("net", "encoder", encoder, "decoder", decoder)`.
///
/// The folder holds encoder.weight.npy and so on, which NumPy reads, masks among them, and arrays.json with shapes,
/// units, checksums and the configuration of the layers. It is made if it is not there; until everything is written its
/// older content stays as it is, and what fails leaves nothing behind. Names consist of letters, digits and _ - . only.
/// Throws io_error, parameter_error.
template <class... Args>
  requires LayerArguments<Args&...>
void save(std::filesystem::path const& folder, Args&&... layers) {
  io::folder_writer writer(folder);
  auto const write = [&](std::string const& name, auto const& layer) {
    detail::check_places(folder, name, layer);
    detail::write_layer(writer, name, layer);
  };
  detail::for_all_layers(write, layers...);
  detail::check_place(folder / io::sidecar_name);
  writer.commit();
}

/// Loads layers from a folder that was opened, for instance with units of your own.
template <class... Args>
  requires LayerArguments<Args&...>
void load(io::folder const& folder, Args&&... layers) {
  detail::load_check check(folder);
  auto const compare = [&](std::string const& name, auto const& layer) {
    detail::check_layer(check, folder, name, layer);
  };
  detail::for_all_layers(compare, layers...);
  check.finish();

  std::vector<std::function<void()>> changes;
  auto const prepare = [&](std::string const& name, auto& layer) {
    using L = std::remove_reference_t<decltype(layer)>;
    auto copy = std::make_shared<L>(detail::loaded_layer(check, folder, name, layer));
    changes.emplace_back([copy, &layer] { layer = std::move(*copy); });
  };
  detail::for_all_layers(prepare, layers...);
  for (auto const& change : changes) { change(); }
}

/// Loads what save() wrote into layers of the same configuration: parameters, masks and what is frozen. Numbers that
/// were saved in another unit of the same dimension are converted; a parameter whose unit is a value takes the one that
/// was saved. Extents of in_size that are `dynamic` go with all.
///
/// Everything is compared first, and all that differs is told at once: throws load_error. Damaged files throw io_error.
/// Whatever is thrown, the layers are as they were.
template <class... Args>
  requires LayerArguments<Args&...>
void load(std::filesystem::path const& folder, Args&&... layers) {
  load(io::folder(folder), layers...);
}

}  // namespace convolt::nn
