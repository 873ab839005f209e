// SPDX-License-Identifier: BSD-3-Clause
/// Arrays with the numbers of a workload, and the calls.
/// Layer: bench.
#include <engine/convolt_arrays.hpp>

#include <convolt/lax.hpp>
#include <engine/buffer.hpp>

#include <algorithm>
#include <array>
#include <complex>
#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::bench {

namespace {

template <std::size_t N>
using sizes = std::array<std::size_t, N>;

/// Batch, channels and space, or taps, in the order of the layout.
template <std::size_t Rank>
sizes<Rank + 2> in_order(bool channels_first, index batch, index channels, extents const& space) {
  sizes<Rank + 2> all{};
  std::size_t k = 0;
  all[k++] = static_cast<std::size_t>(batch);
  if (channels_first) { all[k++] = static_cast<std::size_t>(channels); }
  for (index const extent : space) { all[k++] = static_cast<std::size_t>(extent); }
  if (!channels_first) { all[k] = static_cast<std::size_t>(channels); }
  return all;
}

template <std::size_t Rank>
sizes<Rank + 2> weights_in_order(bool channels_first, shape const& s) {
  auto const out = static_cast<std::size_t>(s.out_channels);
  auto const in = static_cast<std::size_t>(s.in_channels / s.groups);
  sizes<Rank + 2> all{};
  std::size_t k = 0;
  if (channels_first) {
    all[k++] = out;
    all[k++] = in;
  }
  for (index const extent : s.kernel) { all[k++] = static_cast<std::size_t>(extent); }
  if (!channels_first) {
    all[k++] = in;
    all[k] = out;
  }
  return all;
}

template <class E, std::size_t N>
xt::xtensor<E, N> array_of(sizes<N> const& shape, buffer<E> const& numbers) {
  auto array = xt::xtensor<E, N>::from_shape(shape);
  std::copy(numbers.begin(), numbers.end(), array.data());
  return array;
}

lax::conv_general_dilated_options options_of(shape const& s, bool channels_first) {
  std::string const space = std::string("HW").substr(2 - s.rank());
  lax::conv_general_dilated_options o;
  o.rhs_dilation = s.dilation;
  o.feature_group_count = s.groups;
  if (channels_first) {
    o.dimension_numbers = dimension_numbers("NC" + space, "OI" + space, "NC" + space);
  } else {
    o.dimension_numbers = dimension_numbers("N" + space + "C", space + "IO", "N" + space + "C");
  }
  return o;
}

raw_padding padding_of(shape const& s) {
  std::vector<pad_pair> pairs;
  for (std::size_t d = 0; d < s.rank(); ++d) { pairs.emplace_back(s.pad_lo[d], s.pad_hi[d]); }
  return raw_padding(pairs);
}

/// The preferred element type of a call, if operands are converted.
template <class T, class I>
using preferred = std::conditional_t<std::same_as<T, I>, void, T>;

/// What the candidates of this file share: operands, options, and where the result goes.
template <class T, class W, class I, std::size_t Rank>
class array_candidate : public candidate<T> {
 public:
  explicit array_candidate(workload<T, W, I> const& w)
      : options_(options_of(w.size, is_channels_first(w.table))),
        padding_(padding_of(w.size)),
        strides_(w.size.stride),
        input_(array_of(in_order<Rank>(is_channels_first(w.table), w.size.batch, w.size.in_channels, w.size.input),
                        w.input)),
        weights_(array_of(weights_in_order<Rank>(is_channels_first(w.table), w.size), w.weights)),
        output_(xt::xtensor<T, Rank + 2>::from_shape(
            in_order<Rank>(is_channels_first(w.table), w.size.batch, w.size.out_channels, output_extents(w.size)))) {}

  buffer<T> result() override { return {output_.data(), output_.data() + output_.size()}; }

  auto planned() const { return lax::plan<preferred<T, I>>(input_, weights_, strides_, padding_, options_); }

 protected:
  lax::conv_general_dilated_options options_;
  raw_padding padding_;
  steps strides_;
  xt::xtensor<I, Rank + 2> input_;
  xt::xtensor<W, Rank + 2> weights_;
  xt::xtensor<T, Rank + 2> output_;
};

template <class T, class W, class I, std::size_t Rank>
class planned_arrays final : public array_candidate<T, W, I, Rank> {
 public:
  explicit planned_arrays(workload<T, W, I> const& w) : array_candidate<T, W, I, Rank>(w), plan_(this->planned()) {}

  void run() override { plan_.into(this->output_, this->input_); }
  std::string method() const override { return "lax::plan"; }

 private:
  decltype(std::declval<array_candidate<T, W, I, Rank>&>().planned()) plan_;
};

template <class T, class W, class I, std::size_t Rank>
class called_arrays final : public array_candidate<T, W, I, Rank> {
 public:
  using array_candidate<T, W, I, Rank>::array_candidate;

  void run() override {
    lax::conv_general_dilated_into<preferred<T, I>>(this->output_, this->input_, this->weights_, this->strides_,
                                                    this->padding_, this->options_);
  }
  std::string method() const override { return "lax::conv_general_dilated_into"; }
};

/// Lines as they come from elsewhere, seen as one batch of one channel.
template <class T, class W, class I>
class called_lines final : public candidate<T> {
 public:
  explicit called_lines(workload<T, W, I> const& w)
      : padding_(padding_of(w.size)),
        strides_(w.size.stride),
        dilation_(w.size.dilation),
        input_(array_of(sizes<1>{w.input.size()}, w.input)),
        weights_(array_of(sizes<1>{w.weights.size()}, w.weights)),
        output_(xt::xtensor<T, 3>::from_shape(sizes<3>{1, 1, w.output_size})) {}

  void run() override {
    lax::conv_general_dilated_into<preferred<T, I>>(output_, as_image(input_), as_image(weights_), strides_, padding_,
                                                    {.rhs_dilation = dilation_});
  }
  buffer<T> result() override { return {output_.data(), output_.data() + output_.size()}; }
  std::string method() const override { return "lax::conv_general_dilated_into of views"; }

 private:
  template <class Line>
  static auto as_image(Line& line) {
    return xt::reshape_view(line, sizes<3>{1, 1, line.size()});
  }

  raw_padding padding_;
  steps strides_, dilation_;
  xt::xtensor<I, 1> input_;
  xt::xtensor<W, 1> weights_;
  xt::xtensor<T, 3> output_;
};

template <std::size_t Rank, class T, class W, class I>
std::unique_ptr<candidate<T>> of_rank(workload<T, W, I> const& w, way how) {
  if (how == way::call) { return std::make_unique<called_arrays<T, W, I, Rank>>(w); }
  return std::make_unique<planned_arrays<T, W, I, Rank>>(w);
}

}  // namespace

template <class T, class W, class I>
std::unique_ptr<candidate<T>> make_array_candidate(workload<T, W, I> const& w, way how) {
  shape const& s = w.size;
  if (s.transposed || s.rank() > 2) { return nullptr; }
  if (how != way::line_views) { return s.rank() == 1 ? of_rank<1>(w, how) : of_rank<2>(w, how); }
  bool const is_line = s.rank() == 1 && s.batch == 1 && s.in_channels == 1 && s.out_channels == 1;
  if (!is_line) { return nullptr; }
  return std::make_unique<called_lines<T, W, I>>(w);
}

#define CONVOLT_BENCH_OPERANDS(...)                                                                                    \
  template std::unique_ptr<candidate<workload<__VA_ARGS__>::value>> make_array_candidate(workload<__VA_ARGS__> const&, \
                                                                                         way);
CONVOLT_BENCH_OPERANDS(float)
CONVOLT_BENCH_OPERANDS(double)
CONVOLT_BENCH_OPERANDS(std::complex<float>)
CONVOLT_BENCH_OPERANDS(std::int8_t)
CONVOLT_BENCH_OPERANDS(std::int16_t)
CONVOLT_BENCH_OPERANDS(std::int32_t)
CONVOLT_BENCH_OPERANDS(std::complex<float>, float)
CONVOLT_BENCH_OPERANDS(std::int32_t, std::int16_t, std::int16_t)
#undef CONVOLT_BENCH_OPERANDS

}  // namespace convolt::bench
