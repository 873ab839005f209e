// SPDX-License-Identifier: BSD-3-Clause
/// The parameters of whole models: layers under names, visited one after the other or listed. A model is a layer, names
/// and layers by turns, or a struct with a member layers().
/// Layer: nn.
#pragma once

#include <convolt/array/strided.hpp>
#include <convolt/nn/configuration.hpp>
#include <convolt/nn/parameter.hpp>
#include <convolt/nn/text.hpp>
#include <convolt/units/any_unit.hpp>

#include <array>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::nn {

namespace detail {

struct ignore_parameter {
  template <class P>
  void operator()(P const&) const {}
};

template <class G>
inline constexpr bool is_layer_list = false;

}  // namespace detail

/// One of the layers of this library.
template <class L>
concept AnyLayer = requires(L const& layer) {
  layer.params(detail::ignore_parameter());
  layer.configuration();
  typename L::element_type;
};

/// A struct whose member layers() names its layers, which may be models again:
/// `auto layers() { return nn::named_layers("encoder", encoder, "decoder", decoder); }`
template <class M>
concept LayerModel = requires(M& model) { requires detail::is_layer_list<decltype(model.layers())>; };

/// What has parameters. Const where its layers are only to be looked at.
template <class M>
concept LayersOrModel = AnyLayer<std::remove_cv_t<M>> || detail::is_layer_list<std::remove_cv_t<M>> || LayerModel<M>;

/// Layers and models under names, as references to them: it must not outlive them.
template <LayersOrModel... Ls>
class layer_list {
 public:
  /// Throws parameter_error "bad_layer_name" unless each has a name of its own.
  layer_list(std::array<std::string, sizeof...(Ls)> names, Ls&... layers)
      : names_(std::move(names)), layers_(&layers...) {
    for (std::size_t i = 0; i < names_.size(); ++i) { check_name(i); }
  }

  /// Calls f(name, layer or model) for each.
  template <class F>
  void for_each(F const& f) const {
    call(f, std::index_sequence_for<Ls...>());
  }

 private:
  template <class F, std::size_t... I>
  void call(F const& f, std::index_sequence<I...>) const {
    (f(names_[I], *std::get<I>(layers_)), ...);
  }

  void check_name(std::size_t i) const {
    bool used = false;
    for (std::size_t j = 0; j < i; ++j) { used = used || names_[j] == names_[i]; }
    if (!used && !names_[i].empty()) { return; }
    geometry::throw_parameter_error({.where = "nn::named_layers", .argument = "name"},
                                    {.category = "bad_layer_name",
                                     .problem = used ? "is that of two layers" : "is empty",
                                     .expected = "a name of its own for each layer",
                                     .actual = geometry::quoted(names_[i])});
  }

  std::array<std::string, sizeof...(Ls)> names_;
  std::tuple<Ls*...> layers_;
};

namespace detail {

template <class... Ls>
inline constexpr bool is_layer_list<layer_list<Ls...>> = true;

template <class Name, class L>
concept NameAndLayer = std::is_convertible_v<Name, std::string_view> && std::is_lvalue_reference_v<L> &&
                       LayersOrModel<std::remove_reference_t<L>>;

/// Names and layers by turns. A layer is no temporary: it would be gone before anybody looks at it.
template <class... Args>
inline constexpr bool are_named = false;
template <class Name, class L>
inline constexpr bool are_named<Name, L> = NameAndLayer<Name, L>;
template <class Name, class L, class Next, class... Rest>
inline constexpr bool are_named<Name, L, Next, Rest...> = NameAndLayer<Name, L> && are_named<Next, Rest...>;

template <class Tuple, std::size_t... I>
auto layer_list_of(Tuple const& args, std::index_sequence<I...>) {
  using list = layer_list<std::remove_reference_t<std::tuple_element_t<2 * I + 1, Tuple>>...>;
  return list({std::string(std::string_view(std::get<2 * I>(args)))...}, std::get<2 * I + 1>(args)...);
}

}  // namespace detail

/// What stands for the layers of a model: names and layers, or models, by turns.
template <class... Args>
concept NamesAndLayers = detail::are_named<Args...>;

/// Names and layers by turns: `named_layers("encoder", encoder, "decoder", decoder)`. Throws parameter_error
/// "bad_layer_name" unless each has a name of its own.
template <class... Args>
  requires NamesAndLayers<Args&&...>
auto named_layers(Args&&... args) {
  return detail::layer_list_of(std::forward_as_tuple(args...), std::make_index_sequence<sizeof...(Args) / 2>());
}

namespace detail {

inline std::string joined_name(std::string const& prefix, std::string_view name) {
  return prefix.empty() ? std::string(name) : (prefix + ".").append(name);
}

/// Calls f(name, layer) for each layer; those of models have both names, joined by a point.
template <LayersOrModel M, class F>
void for_each_layer(std::string const& name, M& model, F const& f) {
  if constexpr (AnyLayer<std::remove_cv_t<M>>) {
    f(name, model);
  } else if constexpr (is_layer_list<std::remove_cv_t<M>>) {
    model.for_each([&](std::string const& inner, auto& m) { for_each_layer(joined_name(name, inner), m, f); });
  } else {
    auto const layers = model.layers();
    for_each_layer(name, layers, f);
  }
}
/// A single layer or model, without a name, or names and layers by turns.
template <class F, class... Args>
void for_all_layers(F const& f, Args&... args) {
  if constexpr (sizeof...(Args) == 1) {
    (for_each_layer({}, args, f), ...);
  } else {
    auto const layers = named_layers(args...);
    for_each_layer({}, layers, f);
  }
}

template <class... Args>
inline constexpr bool are_layers = are_named<Args...>;
template <class M>
inline constexpr bool are_layers<M> = LayersOrModel<std::remove_reference_t<M>>;

template <class V>
parameter_view<V> renamed(std::string_view name, parameter_view<V> const& p) {
  return {name, p.value, p.frozen};
}

}  // namespace detail

/// As arguments: a layer, a model, or names and layers by turns.
template <class... Args>
concept LayerArguments = detail::are_layers<Args...>;

/// Calls visit(p) for every parameter: p.name ("weight", in models "encoder.weight"), p.value (a quantity, or a plain
/// array where the unit is 1), p.unit() and p.frozen. The name and the value are there during the call.
template <class F, class... Args>
  requires LayerArguments<Args&...>
void visit_params(F&& visit, Args&&... layers) {
  auto const look = [&](std::string const& name, auto const& layer) {
    layer.params([&](auto const& p) {
      std::string const full = detail::joined_name(name, p.name);
      visit(detail::renamed(full, p));
    });
  };
  detail::for_all_layers(look, layers...);
}

/// Replaces every parameter by f(p), whose unit must fit. Whether a frozen one is to change is up to f.
template <class F, class... Args>
  requires LayerArguments<Args&...>
void update_params(F&& f, Args&&... layers) {
  auto const change = [&](std::string const& name, auto& layer) {
    layer.update_params([&](auto const& p) {
      std::string const full = detail::joined_name(name, p.name);
      return f(detail::renamed(full, p));
    });
  };
  detail::for_all_layers(change, layers...);
}

/// What list_params() tells of a parameter.
struct parameter_info {
  std::string name = {};
  index_list shape = {};
  any_unit unit = {};
  std::string_view type = {};  ///< of the numbers: "float"
  bool frozen = false;

  /// How many numbers it has.
  index size() const {
    index n = 1;
    for (index extent : shape) { n *= extent; }
    return n;
  }
};

/// "encoder.weight (5, 3, 16) nS, float, frozen"
inline std::string to_string(parameter_info const& p) {
  std::string text = p.name + " " + detail::with_unit_text(detail::tuple_text(p.shape), convolt::to_string(p.unit));
  return text.append(", ").append(p.type) + (p.frozen ? ", frozen" : "");
}
inline std::ostream& operator<<(std::ostream& os, parameter_info const& p) { return os << to_string(p); }

/// The parameters in the order in which they are visited.
template <class... Args>
  requires LayerArguments<Args&...>
std::vector<parameter_info> list_params(Args&&... layers) {
  std::vector<parameter_info> list;
  auto const add = [&list](auto const& p) {
    index_list const shape = arrays::shape_of("nn::list_params", p.name, raw(p.value));
    list.push_back({.name = std::string(p.name),
                    .shape = shape,
                    .unit = p.unit(),
                    .type = detail::element_name<element_t<std::remove_cvref_t<decltype(p.value)>>>(),
                    .frozen = p.frozen});
  };
  visit_params(add, layers...);
  return list;
}

}  // namespace convolt::nn
