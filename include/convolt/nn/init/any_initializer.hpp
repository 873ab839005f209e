// SPDX-License-Identifier: BSD-3-Clause
/// One type for all initializers, for those who store or choose one when the program runs.
/// Layer: nn.
#pragma once

#include <convolt/nn/init/constant.hpp>
#include <convolt/nn/init/given.hpp>

#include <concepts>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace convolt::nn::init {

/// Any initializer; a number, which becomes every number of the array; or an array, which must have the shape asked
/// for. Copies share what they hold, which never changes.
class any_initializer : public detail::callable<any_initializer> {
 public:
  template <class I>
    requires(!std::derived_from<I, any_initializer> && Initializer<I>)
  any_initializer(I initializer)  // NOLINT(google-explicit-constructor): every initializer is one
      : held_(std::make_shared<holder<I>>(std::move(initializer))) {}
  template <Scalar S>
    requires std::is_arithmetic_v<S>
  any_initializer(S value)  // NOLINT(google-explicit-constructor): a number is a constant initializer
      : any_initializer(constant(static_cast<double>(value))) {}
  template <ArrayExpression A>
  any_initializer(A const& array)  // NOLINT(google-explicit-constructor): an array is an initializer of its shape
      : any_initializer(exactly(array)) {}

  template <InitialNumber T>
  void fill(std::span<T> values, shape_view shape, context const& c) const {
    held_->fill(values, shape, c);
  }

 private:
  struct interface {
    virtual ~interface() = default;
    virtual void fill(std::span<float> values, shape_view shape, context const& c) const = 0;
    virtual void fill(std::span<double> values, shape_view shape, context const& c) const = 0;
  };
  template <class I>
  struct holder final : interface {
    explicit holder(I&& i) : initializer(std::move(i)) {}
    void fill(std::span<float> values, shape_view shape, context const& c) const override {
      initializer.fill(values, shape, c);
    }
    void fill(std::span<double> values, shape_view shape, context const& c) const override {
      initializer.fill(values, shape, c);
    }
    I initializer;
  };

  std::shared_ptr<interface const> held_;
};

}  // namespace convolt::nn::init
