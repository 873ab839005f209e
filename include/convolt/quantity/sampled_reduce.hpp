// SPDX-License-Identifier: BSD-3-Clause
/// The reductions of `sampled`: over everything, `x.mean()`, and along one dimension, `x.mean<1>()`, `x.mean<-1>()`,
/// `x.mean<ms>()`. A class that `sampled` inherits from, for the length of files alone.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/along.hpp>
#include <convolt/quantity/dimension_axis.hpp>
#include <convolt/quantity/dimension_choice.hpp>
#include <convolt/quantity/reduce.hpp>

#include <array>
#include <string>
#include <tuple>
#include <utility>

namespace convolt::quantities {

/// Numbers with these axes; with no axis left, the number itself.
template <class T, std::size_t Rank, AnyUnit U, class... Axes>
auto with_axes(xt::xtensor<T, Rank, xt::layout_type::row_major>&& numbers, U const& unit,
               std::tuple<Axes...> const& axes);

}  // namespace convolt::quantities

namespace convolt::detail {

/// What a reduction along a dimension may be told besides: to keep it with one element, and the ddof of a variance.
template <class O>
concept ReductionOption = std::same_as<O, keepdims_t> || std::same_as<O, ddof>;

constexpr index less_of(keepdims_t) { return 0; }
constexpr index less_of(ddof d) { return d.value; }

/// Dimension D of x reduced by loop(block, results), and dropped, or kept with one element.
template <std::size_t D, class R, class S, class V, class Loop, ReductionOption... O>
auto reduce_dimension(S const& x, V const& unit, Loop const& loop, O const&...) {
  std::array<std::size_t, S::rank> extents = x.shape();
  dimension_block const block = block_along(extents, D);
  if constexpr ((std::same_as<O, keepdims_t> || ...)) {
    extents[D] = 1;
    xt::xtensor<R, S::rank, xt::layout_type::row_major> numbers(extents);
    loop(block, numbers.data());
    return with_axes(std::move(numbers), unit, tuple_with<D>(x.axes(), reduced_t{}));
  } else {
    xt::xtensor<R, S::rank - 1, xt::layout_type::row_major> numbers(extents_without(extents, D));
    loop(block, numbers.data());
    return with_axes(std::move(numbers), unit, tuple_without<D>(x.axes()));
  }
}

/// The sum times the step of the axis.
template <class T>
struct integral_fold : sum_fold<T> {
  using wide = accumulator_t<floating_t<T>>;
  typename real_type<wide>::type step;
  constexpr explicit integral_fold(typename real_type<wide>::type by) : step(by) {}
  constexpr floating_t<T> finish(accumulator_t<T> const& s) const {
    return static_cast<floating_t<T>>(static_cast<wide>(s) * step);
  }
};

/// Whether one sample is true, or all are.
template <bool All>
struct truth_fold {
  struct state {
    bool holds = All;
  };
  constexpr state start() const { return {}; }
  template <class X>
  constexpr state take(state s, X const& x) const {
    return {All ? s.holds && x != X() : s.holds || x != X()};
  }
  constexpr bool finish(state s) const { return s.holds; }
};

/// `x.mean(1)`, and options that there are not.
/// As numbers, or compilers would go on about what was to be done with nothing.
#define CONVOLT_REFUSE_ARGUMENTS(name)                                                                    \
  template <class X>                                                                                      \
    requires(!ReductionOption<X>)                                                                         \
  double name(X const&) const CONVOLT_REFUSED("the dimension is a template argument, as in x.mean<1>()"); \
  template <class D>                                                                                      \
  double name() const CONVOLT_REFUSED("a dimension is a number or a unit, as in x.mean<1>(), no type");   \
  template <auto D, class X>                                                                              \
    requires(!ReductionOption<X>)                                                                         \
  double name(X const&) const CONVOLT_REFUSED("the options are convolt::keepdims and convolt::ddof{1}");

template <AnyUnit U, class T, class... Axes>
class sampled_reductions {
  using self_type = sampled<U, T, Axes...>;

 public:
  /// Sums are carried in double at least, of integers in 64 bits.
  auto sum() const { return convolt::sum(self().quantity()); }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto sum(O const&... options) const {
    return along<D>(sum_fold<T>{}, self().unit(), options...);
  }

  /// Of integers in double. Throws shape_error where there is no sample, as do all but sums and integrals.
  auto mean() const {
    check_samples(self().size(), "all", "sampled::mean");
    return convolt::mean(self().quantity());
  }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto mean(O const&... options) const {
    check_dimension<D>("sampled::mean");
    return along<D>(mean_fold<T>{}, self().unit(), options...);
  }

  /// Mean squares of the distance from the mean in the unit squared, and their root. `x.var<1>(ddof{1})` divides by
  /// n - 1.
  auto var(ddof d = {}) const {
    check_samples(self().size(), "all", "sampled::var");
    return convolt::var(self().quantity(), d);
  }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto var(O const&... options) const {
    check_dimension<D>("sampled::var");
    return along<D>(var_fold<T>((index(0) + ... + less_of(options))), raised<2, 1>(self().unit()), options...);
  }
  auto stddev(ddof d = {}) const {
    check_samples(self().size(), "all", "sampled::stddev");
    return convolt::stddev(self().quantity(), d);
  }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto stddev(O const&... options) const {
    check_dimension<D>("sampled::stddev");
    return along<D>(stddev_fold<T>((index(0) + ... + less_of(options))), self().unit(), options...);
  }

  /// NaN when there is one.
  auto min() const { return convolt::amin(self().quantity()); }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto min(O const&... options) const {
    check_dimension<D>("sampled::min");
    return along<D>(min_fold<T>{}, self().unit(), options...);
  }
  auto max() const { return convolt::amax(self().quantity()); }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto max(O const&... options) const {
    check_dimension<D>("sampled::max");
    return along<D>(max_fold<T>{}, self().unit(), options...);
  }

  /// Sample numbers, plain: of the first of equals, of the first NaN. Over everything in row-major order.
  std::size_t argmin() const { return convolt::argmin(self().quantity()); }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto argmin(O const&... options) const {
    check_dimension<D>("sampled::argmin");
    return plain(along<D>(argmin_fold<T>{}, one, options...));
  }
  std::size_t argmax() const { return convolt::argmax(self().quantity()); }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto argmax(O const&... options) const {
    check_dimension<D>("sampled::argmax");
    return plain(along<D>(argmax_fold<T>{}, one, options...));
  }

  /// Whether a sample is not zero, and whether none is: of comparisons, `(x > 0. * mV).any<1>()`.
  bool any() const { return fold_all(truth_fold<false>{}, self().raw()).holds; }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto any(O const&... options) const {
    return along<D>(truth_fold<false>{}, one, options...);
  }
  bool all() const { return fold_all(truth_fold<true>{}, self().raw()).holds; }
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto all(O const&... options) const {
    return along<D>(truth_fold<true>{}, one, options...);
  }

  /// The sum times the step: every sample stands for one step. The unit is multiplied by that of the axis. Negative
  /// steps change the sign.
  template <auto D, ReductionOption... O>
    requires DimensionChoice<D>
  auto integrate(O const&... options) const {
    auto const& a = self().template axis<D>();
    if constexpr (is_axis<std::remove_cvref_t<decltype(a)>>) {
      using fold = integral_fold<T>;
      return along<D>(fold(static_cast<decltype(fold::step)>(a.step().raw())), self().unit() * a.unit(), options...);
    } else {
      static_assert(is_axis<std::remove_cvref_t<decltype(a)>>,
                    "convolt: this dimension has no axis, so no step; take sum() of it");
    }
  }
  auto integrate() const
    requires(sizeof...(Axes) == 1)
  {
    return integrate<0>();
  }
  template <class S = self_type>
    requires(S::rank > 1)
  double integrate() const CONVOLT_REFUSED("say along which dimension, as in x.integrate<ms>()");

  CONVOLT_REFUSE_ARGUMENTS(sum)
  CONVOLT_REFUSE_ARGUMENTS(mean)
  CONVOLT_REFUSE_ARGUMENTS(var)
  CONVOLT_REFUSE_ARGUMENTS(stddev)
  CONVOLT_REFUSE_ARGUMENTS(min)
  CONVOLT_REFUSE_ARGUMENTS(max)
  CONVOLT_REFUSE_ARGUMENTS(argmin)
  CONVOLT_REFUSE_ARGUMENTS(argmax)
  CONVOLT_REFUSE_ARGUMENTS(any)
  CONVOLT_REFUSE_ARGUMENTS(all)
  CONVOLT_REFUSE_ARGUMENTS(integrate)

 private:
  self_type const& self() const { return static_cast<self_type const&>(*this); }

  static void check_samples(std::size_t n, std::string const& which, char const* where) {
    if (n == 0) {
      throw shape_error({.category = "empty_axis", .where = where, .axis = which, .problem = "has no samples"});
    }
  }
  template <auto D>
  void check_dimension(char const* where) const {
    constexpr std::size_t d = chosen_dimension<D, Axes...>;
    check_samples(self().shape(d), std::to_string(d), where);
  }

  /// A single sample number without the unit `one`.
  template <class X>
  static auto plain(X&& numbers) {
    if constexpr (AnyQuantity<X>) {
      return numbers.raw();
    } else {
      return std::forward<X>(numbers);
    }
  }

  template <auto D, class Fold, class V, class... O>
  auto along(Fold const& fold, V const& unit, O const&... options) const {
    using R = std::remove_cvref_t<decltype(fold.finish(fold.start()))>;
    auto const loop = [&](dimension_block const& block, R* out) { fold_lines(fold, self().raw().data(), block, out); };
    return reduce_dimension<chosen_dimension<D, Axes...>, R>(self(), unit, loop, options...);
  }
};

#undef CONVOLT_REFUSE_ARGUMENTS

}  // namespace convolt::detail
