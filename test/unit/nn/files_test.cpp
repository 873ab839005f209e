// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/files.hpp: what is saved comes back, and what does not fit changes nothing.

#include <convolt/nn/files.hpp>

#include <convolt/io/npy.hpp>
#include <convolt/nn/conv.hpp>
#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/scratch_folder.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

struct spike : convolt::base_unit<"spike"> {};

namespace {

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::scratch_folder;
using test::thrown_by;
using test::whole_numbers;

using x1 = xt::xtensor<double, 1>;
using x3 = xt::xtensor<double, 3>;
using synapses = nn::Conv1d<nS, pA, double>;
using scaled = nn::ScaledWSConv1d<nn::run_time_unit, nn::run_time_unit, double>;
using up = nn::lucid::ConvTranspose1d<uS, nA, double>;

nn::conv_options options() { return {.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3}; }
x3 const w = whole_numbers({3, 3, 4}, 1);
x1 const b{1, 2, 3, 4};

/// Two layers with their first values.
struct network {
  synapses first{options(), w* nS, b* pA};
  up second{4, 2, {.kernel_size = 5, .stride = 2, .padding = 1, .output_padding = 1, .groups = 2}};

  auto layers() { return nn::named_layers("first", first, "second", second); }
  auto layers() const { return nn::named_layers("first", first, "second", second); }
};

std::string everything_of(network const& n) {
  std::string text = to_string(n.first) + to_string(n.second);
  nn::visit_params(
      [&](auto const& p) {
        for (double x : raw(p.value)) { text += " " + std::to_string(x); }
      },
      n);
  return text;
}

template <class F>
std::string differences(F const& load) {
  std::string text;
  auto const e = thrown_by<nn::load_error>(load);
  for (nn::load_difference const& d : e.differences()) { text += std::string(d.category) + " " + d.name + "; "; }
  return text;
}

}  // namespace

TEST_CASE("layers come back as they were saved") {
  scratch_folder const scratch;
  network saved;
  saved.first.mask(whole_numbers({3, 3, 4}, 2)).trainable(false);
  nn::save(scratch / "net", saved);

  network fresh;
  fresh.first.weights(x3(2 * w) * nS);
  fresh.second.weights(1. * uS);
  nn::load(scratch / "net", "first", fresh.first, "second", fresh.second);
  CHECK(everything_of(fresh) == everything_of(saved));
  CHECK(equal_arrays(fresh.first.mask(), saved.first.mask()));
  CHECK_FALSE(fresh.first.trainable());
  CHECK(equal_arrays(raw(fresh.second.weight()), raw(saved.second.weight())));

  network other;
  nn::load(scratch / "net", other);
  CHECK(everything_of(other) == everything_of(saved));
  CHECK_FALSE(std::filesystem::exists(scratch / "net" / "weight.npy"));
  CHECK(equal_arrays(io::load_npy<double, 3>(scratch / "net" / "first.weight.npy"), w));
}

TEST_CASE("a single layer needs no name, and an older folder is replaced") {
  scratch_folder const scratch;
  synapses layer(options(), w * nS, b * pA);
  layer.mask(0.5);
  nn::save(scratch.path(), layer);
  nn::save(scratch.path(), synapses(options(), x3(3 * w) * nS, b * pA));
  synapses fresh(options());
  nn::load(scratch.path(), fresh);
  CHECK(equal_arrays(raw(fresh.weight()), x3(3 * w)));
  CHECK_FALSE(fresh.has_mask());  // its file is still there, but is no longer part of what was saved
}

TEST_CASE("numbers in another unit of the dimension are converted exactly; run-time units are taken over") {
  scratch_folder const scratch;
  nn::Conv1d<uS, nA, double> const in_micro(options(), w * uS, b * nA);
  nn::save(scratch / "micro", in_micro);
  synapses in_nano(options());
  nn::load(scratch / "micro", in_nano);
  CHECK(equal_arrays(raw(in_nano.weight()), x3(1000 * w)));
  CHECK(equal_arrays(raw(in_nano.bias()), x1(1000 * b)));

  nn::Conv1d<nn::run_time_unit, nn::run_time_unit, double> any(options());
  nn::load(scratch / "micro", any);
  CHECK(unit_of(any.weight()) == any_unit(uS));
  CHECK(equal_arrays(raw(any.bias()), b));
  nn::save(scratch / "any", any);
  nn::load(scratch / "any", in_nano);
  CHECK(equal_arrays(raw(in_nano.weight()), x3(1000 * w)));
}

TEST_CASE("layers with run-time units, a gain and options given as texts come back") {
  scratch_folder const scratch;
  nn::scaled_ws_conv_options const o{.in_size = {7, 3},
                                     .out_channels = 4,
                                     .kernel_size = 3,
                                     .padding = std::string("VALID"),
                                     .eps = 1. / 3.,
                                     .padding_mode = std::string("reflect")};
  scaled layer(o, tag(w, any_unit(nS / pow<2>(cm))), tag(b, any_unit(pA)));
  layer.gain(tag(x1{4, 3, 2, 1}, any_unit(nS / pow<2>(cm))));
  nn::save(scratch / "net", "scaled", layer);
  scaled fresh(o);
  nn::load(scratch / "net", "scaled", fresh);
  CHECK(to_string(fresh) == to_string(layer));
  CHECK(unit_of(fresh.gain()) == any_unit(nS / pow<2>(cm)));
  CHECK(equal_arrays(raw(fresh.gain()), x1{4, 3, 2, 1}));
  CHECK(equal_arrays(raw(fresh.bias()), b));
}

TEST_CASE("every kind of layer in every rank comes back") {
  scratch_folder const scratch;
  nn::Conv2d<one, one, float> a({.in_channels = 2, .out_channels = 3, .kernel_size = {3, 2}}, nn::init::normal(),
                                nn::init::normal());
  nn::ConvTranspose3d<mV, nn::no_bias, float> c(
      {.in_channels = 2, .out_channels = 4, .kernel_size = {1, 2, 3}, .stride = 2, .groups = 2});
  nn::lucid::ConvTranspose2d<one, one, float> d(2, 3, {.kernel_size = 2, .bias = false});
  nn::save(scratch / "net", "a", a, "c", c, "d", d);
  auto a2 = a;
  auto c2 = c;
  auto d2 = d;
  a2.weights(0).bias(0);
  c2.weights(0.F * mV);
  d2.weights(0);
  nn::load(scratch / "net", "d", d2, "a", a2, "c", c2);  // in any order
  CHECK(equal_arrays(a2.weight(), a.weight()));
  CHECK(equal_arrays(a2.bias(), a.bias()));
  CHECK(equal_arrays(raw(c2.weight()), raw(c.weight())));
  CHECK(equal_arrays(d2.weight(), d.weight()));
}

TEST_CASE("input extents that may be any go with all") {
  scratch_folder const scratch;
  nn::save(scratch / "net", synapses(options(), w * nS));
  nn::conv_options o = options();
  o.in_size = {nn::dynamic, 3};
  synapses any(o);
  nn::load(scratch / "net", any);
  CHECK(equal_arrays(raw(any.weight()), w));
  o.in_size = {8, 3};
  synapses longer(o);
  CHECK(differences([&] { nn::load(scratch / "net", longer); }) == "configuration in_size; ");
}

TEST_CASE("all that differs is told, and no layer is changed") {
  scratch_folder const scratch;
  network n;
  nn::save(scratch / "net", n);
  nn::conv_options o = options();
  o.kernel_size = 5;
  o.stride = 2;
  nn::Conv1d<mV, pA, float> other(o);
  network fresh;
  fresh.second.weights(1. * uS);
  std::string const before = everything_of(fresh) + to_string(other);
  CHECK(differences([&] { nn::load(scratch / "net", "second", fresh.second, "first", other); }) ==
        "element_type first.weight; shape first.weight; unit first.weight; element_type first.bias; "
        "configuration first.kernel_size; configuration first.stride; ");
  CHECK(everything_of(fresh) + to_string(other) == before);
  CHECK(differences([&] { nn::load(scratch / "net", "second", fresh.second, "third", fresh.first); }) ==
        "layer_missing third; layer_unknown first; ");
  nn::Conv1d<nS, nn::no_bias, double> no_bias(options());
  CHECK(differences([&] { nn::load(scratch / "net", "first", no_bias, "second", fresh.second); }) ==
        "array_unknown first.bias; ");
  fresh.first.mask(1);
  CHECK(differences([&] { nn::load(scratch / "net", fresh); }) == "array_missing first.mask; ");
  nn::ConvTranspose1d<nS, pA, double> transposed({.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3});
  CHECK(differences([&] { nn::load(scratch / "net", "first", transposed, "second", fresh.second); }) ==
        "shape first.weight; configuration first.layer; configuration first.output_padding; "
        "configuration first.lhs_dilation; ");
}

TEST_CASE("damaged folders are refused before any layer is changed") {
  scratch_folder const scratch;
  network n;
  nn::save(scratch / "net", n);
  network fresh;
  fresh.first.weights(x3(2 * w) * nS);
  std::string const before = everything_of(fresh);
  auto const category = [&] {
    return std::string(thrown_by<io::io_error>([&] { nn::load(scratch / "net", fresh); }).category());
  };
  std::string const last = scratch.get("net/second.bias.npy"), text = scratch.get("net/arrays.json");

  std::string changed = last;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  scratch.put("net/second.bias.npy", changed);  // the last that is read
  CHECK(category() == "checksum_mismatch");
  scratch.put("net/second.bias.npy", last.substr(0, last.size() - 1));
  CHECK(category() == "npy_size");
  std::filesystem::remove(scratch / "net" / "second.bias.npy");
  CHECK(category() == "file_not_readable");
  scratch.put("net/second.bias.npy", last);
  scratch.put("net/arrays.json", text.substr(0, text.size() / 2));
  CHECK(category() == "bad_sidecar");
  std::string no_layer = text;
  no_layer.replace(no_layer.find("\"unit\": \"nS\""), 12, "\"unit\": \"xx\"");
  scratch.put("net/arrays.json", no_layer);
  CHECK(differences([&] { nn::load(scratch / "net", fresh); }) == "unit first.weight; ");
  CHECK(thrown_by<io::io_error>([&] { nn::load(scratch / "nowhere", fresh); }).category() == "file_not_readable");
  CHECK(everything_of(fresh) == before);
  scratch.put("net/arrays.json", text);
  nn::load(scratch / "net", fresh);
  CHECK(everything_of(fresh) == everything_of(n));
}

TEST_CASE("a gain in another dimension than the saved weight is told") {
  scratch_folder const scratch;
  nn::scaled_ws_conv_options const o{.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3};
  nn::save(scratch / "net", scaled(o, tag(w, any_unit(nS))));
  std::string text = scratch.get("net/arrays.json");
  text.replace(text.rfind("\"unit\": \"nS\""), 12, "\"unit\": \"mV\"");
  scratch.put("net/arrays.json", text);
  scaled fresh(o);
  CHECK(differences([&] { nn::load(scratch / "net", fresh); }) == "unit gain; ");
}

TEST_CASE("what cannot be saved leaves nothing, or what was there") {
  scratch_folder const scratch;
  network n;
  CHECK(thrown_by<parameter_error>([&] { nn::save(scratch / "net", "a/b", n.first); }).category() == "bad_array_name");
  CHECK(thrown_by<parameter_error>([&] { nn::save(scratch / "net", "a", n.first, "A", n.first); }).category() ==
        "bad_array_name");  // one file on some systems
  CHECK(scratch.count() == 0);
  CHECK(thrown_by<io::io_error>([&] { nn::save(scratch / "no" / "folder", n); }).category() == "file_not_writable");
  CHECK(scratch.count() == 0);

  nn::save(scratch / "net", n);
  std::string const before = scratch.get("net/first.weight.npy"), text = scratch.get("net/arrays.json");
  std::filesystem::remove(scratch / "net" / "second.bias.npy");
  std::filesystem::create_directory(scratch / "net" / "second.bias.npy");
  n.first.weights(x3(2 * w) * nS);
  CHECK(thrown_by<io::io_error>([&] { nn::save(scratch / "net", n); }).category() == "file_not_writable");
  CHECK(scratch.get("net/first.weight.npy") == before);
  CHECK(scratch.get("net/arrays.json") == text);
  CHECK(std::distance(std::filesystem::directory_iterator(scratch / "net"), std::filesystem::directory_iterator()) ==
        5);
}

TEST_CASE("units of one's own are saved and loaded") {
  scratch_folder const scratch;
  using rates = nn::Conv1d<spike{} / units::s, nn::no_bias, double>;
  nn::save(scratch / "net", rates(options(), w * (spike{} / units::s)));
  rates fresh(options());
  nn::load(scratch / "net", fresh);
  CHECK(equal_arrays(raw(fresh.weight()), w));
  nn::Conv1d<spike{} / ms, nn::no_bias, double> faster(options());
  CHECK(differences([&] { nn::load(scratch / "net", faster); }) == "unit weight; ");
  nn::load(io::folder(scratch / "net", {any_unit(spike{})}), faster);
  CHECK(equal_arrays(raw(faster.weight()), x3(0.001 * w)));
}
