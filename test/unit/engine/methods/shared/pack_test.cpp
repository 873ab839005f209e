// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/methods/shared/pack.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <limits>
#include <vector>

namespace {

using convolt::engine::channel_panel;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::pack_weights;
using convolt::engine::panel_list;
using convolt::engine::problem;

/// Weights [out][in][tap], each number telling its indices.
problem two_axes(convolt::index out, convolt::index in) {
  problem p;
  p.rank = 2;
  p.in_channels = in;
  p.out_channels = out;
  p.axes[0].weights = 2;
  p.axes[1].weights = 3;
  p.axes[1].weights_step = 1;
  p.axes[0].weights_step = 3;
  p.weights_in_step = 6;
  p.weights_out_step = 6 * in;
  return p;
}

TEST_CASE("output channels are cut into panels of two vectors, the last one shorter") {
  static constexpr panel_list panels{.channels = 37, .width = 8};
  static_assert(panels.vectors() == 5);
  static_assert(panels.size() == 3);
  CHECK(panels[1].first == 16);
  CHECK(panels[1].stored == 16);
  CHECK(panels[1].vectors == 2);
  CHECK(panels[2].first == 32);
  CHECK(panels[2].stored == 5);
  CHECK(panels[2].vectors == 1);
  static_assert(panel_list{.channels = 0, .width = 8}.size() == 0);
  static constexpr panel_list wide{.channels = 40, .width = 8, .most = 4};
  static_assert(wide.size() == 2);
  static_assert(wide[0].vectors == 4 && wide[0].stored == 32);
  static_assert(wide[1].first == 32 && wide[1].vectors == 1 && wide[1].stored == 8);
}

TEST_CASE("packed weights are in the order panel, tap, input channel, output channel") {
  static constexpr convolt::index width = static_cast<convolt::index>(lanes<double, default_arch>);
  convolt::index const in = 2;
  convolt::index const out = 2 * width + 1;
  problem p = two_axes(out, in);
  std::vector<double> weights(static_cast<std::size_t>(out * in * 6));
  for (std::size_t i = 0; i < weights.size(); ++i) { weights[i] = static_cast<double>(i + 1); }
  panel_list const panels{.channels = out, .width = width};
  std::vector<double> packed(static_cast<std::size_t>(6 * in * panels.vectors() * width), -1.);
  CHECK(pack_weights<double, default_arch>(p, panels, weights.data(), packed.data()));
  std::size_t at = 0;
  for (convolt::index i = 0; i < panels.size(); ++i) {
    channel_panel const panel = panels[i];
    for (convolt::index tap = 0; tap < 6; ++tap) {
      for (convolt::index c = 0; c < in; ++c) {
        for (convolt::index lane = 0; lane < panel.vectors * width; ++lane, ++at) {
          convolt::index const o = panel.first + lane;
          double const expected = o < out ? static_cast<double>(o * p.weights_out_step + c * 6 + tap + 1) : 0.;
          CHECK(packed[at] == expected);
        }
      }
    }
  }
  CHECK(at == packed.size());
}

/// The same weights with the output channels as neighbours.
struct both_orders {
  problem rows, columns;
  std::vector<float> by_rows, by_columns;

  explicit both_orders(convolt::index out) : rows(two_axes(out, 3)), columns(rows) {
    columns.weights_out_step = 1;
    columns.weights_in_step = out;
    columns.axes[1].weights_step = 3 * out;
    columns.axes[0].weights_step = 9 * out;
    by_rows.resize(static_cast<std::size_t>(18 * out));
    by_columns.resize(by_rows.size());
    for (convolt::index o = 0; o < out; ++o) {
      for (convolt::index i = 0; i < 18; ++i) { set(o, i, static_cast<float>(100 * o + i)); }
    }
  }
  /// i: input channel times taps, plus tap.
  void set(convolt::index o, convolt::index i, float value) {
    convolt::index const out = columns.weights_in_step;
    by_rows[static_cast<std::size_t>(o * 18 + i)] = value;
    by_columns[static_cast<std::size_t>(i % 6 * 3 * out + i / 6 * out + o)] = value;
  }
};

TEST_CASE("weights whose output channels are neighbours pack to the same numbers, and infinite ones are found") {
  static constexpr convolt::index width = static_cast<convolt::index>(lanes<float, default_arch>);
  for (convolt::index const out : {convolt::index{1}, width, width + 1, 2 * width, 4 * width + 3, 6 * width}) {
    for (convolt::index const most : {2, 4}) {
      CAPTURE(out, most);
      both_orders w(out);
      panel_list const panels{.channels = out, .width = width, .most = most};
      std::vector<float> a(static_cast<std::size_t>(panels.vectors() * width * 18), -1.f);
      std::vector<float> b = a;
      CHECK(pack_weights<float, default_arch>(w.rows, panels, w.by_rows.data(), a.data()));
      CHECK(pack_weights<float, default_arch>(w.columns, panels, w.by_columns.data(), b.data()));
      CHECK(a == b);
      for (convolt::index o = 0; o < out; ++o) {
        w.set(o, 7, std::numeric_limits<float>::infinity());
        CHECK_FALSE(pack_weights<float, default_arch>(w.rows, panels, w.by_rows.data(), a.data()));
        CHECK_FALSE(pack_weights<float, default_arch>(w.columns, panels, w.by_columns.data(), b.data()));
        w.set(o, 7, 0.f);
      }
    }
  }
}

}  // namespace
