// SPDX-License-Identifier: BSD-3-Clause
/// What the formatters of std::format and of {fmt} share: what stands between the braces is for the numbers, and the
/// unit follows them.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/dimension_axis.hpp>

#include <cstddef>
#include <ostream>
#include <sstream>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace convolt::format_parts {

/// Appends a text to what is formatted.
template <class Context>
void write(Context& context, std::string_view text) {
  auto out = context.out();
  for (char const c : text) { *out++ = c; }
  context.advance_to(std::move(out));
}

/// The lists of one axis, in braces, from the numbers that follow.
template <class Number, class Iterator, class Context>
void write_axis(Number const& number, Iterator& next, std::vector<std::size_t> const& shape, std::size_t axis,
                Context& context) {
  if (axis == shape.size()) {
    context.advance_to(number.format(*next, context));
    ++next;
    return;
  }
  write(context, "{");
  for (std::size_t i = 0; i < shape[axis]; ++i) {
    if (i > 0) { write(context, ", "); }
    write_axis(number, next, shape, axis + 1, context);
  }
  write(context, "}");
}

/// A formatter of quantities. Number is the library's formatter of their numbers.
template <class Number>
class quantity_formatter {
 public:
  template <class Context>
  constexpr auto parse(Context& context) {
    return number_.parse(context);
  }

  template <class Q, class Context>
  auto format(Q const& q, Context& context) const {
    if constexpr (Scalar<wrapped_t<Q>>) {
      context.advance_to(number_.format(q.raw(), context));
    } else {
      auto const& shape = q.raw().shape();
      std::vector<std::size_t> const extents(shape.begin(), shape.end());
      auto next = q.raw().template begin<xt::layout_type::row_major>();
      write_axis(number_, next, extents, 0, context);
    }
    write(context, convolt::detail::unit_suffix(q.unit()));
    return context.out();
  }

 private:
  Number number_;
};

/// The same of sampled quantities: the array, and a line for each axis, which is written as operator<< does.
template <class Number>
class sampled_formatter : public quantity_formatter<Number> {
 public:
  template <class S, class Context>
  auto format(S const& x, Context& context) const {
    context.advance_to(quantity_formatter<Number>::format(x.quantity(), context));
    std::ostringstream axes;
    axes.imbue(std::locale::classic());
    std::apply([&](auto const&... a) { write_axes(axes, x, a...); }, x.axes());
    write(context, axes.str());
    return context.out();
  }

 private:
  template <class S, class... A>
  static void write_axes(std::ostream& os, S const& x, A const&... axes) {
    std::size_t d = 0;
    ((os << "\naxis " << d << ": ", convolt::detail::print_axis(os, axes, x.shape(d)), ++d), ...);
  }
};

}  // namespace convolt::format_parts
