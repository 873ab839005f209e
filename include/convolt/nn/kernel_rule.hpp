// SPDX-License-Identifier: BSD-3-Clause
/// What stands between the weight of a layer and the kernel that it computes with, but for the mask: nothing, or the
/// standardisation of ScaledWSConv. All of it can be asked of both.
/// Layer: nn.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/core/xt.hpp>
#include <convolt/nn/configuration.hpp>
#include <convolt/nn/standardize.hpp>

#include <cstddef>
#include <utility>

namespace convolt::nn::detail {

/// The weight is the kernel.
template <class T>
class kernel_is_weight {
 public:
  static constexpr bool standardises = false;

  kernel_is_weight() = default;
  template <class Options>
  kernel_is_weight(layer_configuration const&, Options const&) {}

  static void apply(layer_configuration const&, T*) {}
  static bool has_gain() { return false; }
  static T const* gain_numbers() { return nullptr; }
  static std::size_t gain_size() { return 0; }
  template <class F>
  static void visit_gain(F const&) {}
  static double eps() { return 0; }
};

/// Every output channel of the weight is standardised and multiplied by its gain, if there is one.
template <class T>
class kernel_is_standardised {
 public:
  static constexpr bool standardises = true;
  using numbers_type = xt::xtensor<T, 1>;

  /// Throws parameter_error "bad_eps".
  template <class Options>
  kernel_is_standardised(layer_configuration const& c, Options const& o) : eps_(o.eps) {
    check_eps(c.where(), o.eps);
    if (o.ws_gain) {
      gain_ = arrays::allocate<T, 1>({c.out_channels()});
      gain_.fill(T(1));
    }
  }

  /// From weight to kernel, in place.
  void apply(layer_configuration const& c, T* numbers) const {
    standardize<T>(numbers, numbers, split_at(c.kernel_shape(), c.rank() + 1), eps_, gain_numbers());
  }
  bool has_gain() const { return gain_.size() > 0; }
  /// Null if there is none.
  T const* gain_numbers() const { return has_gain() ? gain_.data() : nullptr; }
  std::size_t gain_size() const { return gain_.size(); }
  numbers_type const& gain() const { return gain_; }
  void set_gain(numbers_type&& gain) { gain_ = std::move(gain); }
  /// f of the numbers, if there are any.
  template <class F>
  void visit_gain(F const& f) const {
    if (has_gain()) { f(gain_); }
  }
  double eps() const { return eps_; }

 private:
  double eps_;
  numbers_type gain_ = numbers_type::from_shape({0});
};

}  // namespace convolt::nn::detail
