// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/load_check.hpp: the comparison of a folder with what is wanted, kind by kind.

#include <convolt/nn/load_check.hpp>

#include <convolt/io/folder_writer.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <string>
#include <vector>

struct spike : convolt::base_unit<"spike"> {};

namespace {

using namespace convolt;
using namespace convolt::units;
using nn::detail::load_check;

/// A folder with a layer "a" of one array and two fields.
class saved {
 public:
  explicit saved(std::string const& field_prefix = "a.") {
    io::folder_writer writer(scratch_ / "net");
    writer.add("a.weight", xt::xtensor<float, 2>{{1.F, 2.F, 3.F}} * nS);
    writer.add("a.rate", xt::xtensor<float, 1>{1.F} * (spike{} / s));
    writer.configure(field_prefix + "layer", "nn::Conv1d");
    writer.configure(field_prefix + "trainable", "False");
    writer.commit();
  }
  io::folder folder() const { return io::folder(scratch_ / "net"); }

 private:
  test::scratch_folder scratch_;
};

nn::detail::wanted_array weight() { return {.name = "a.weight", .type = "<f4", .shape = {1, 3}, .unit = any_unit(nS)}; }
nn::detail::wanted_array rate() {
  return {.name = "a.rate", .type = "<f4", .shape = {1}, .unit = any_unit(spike{} / s)};
}
nn::detail::layer_fields fields() { return {{"layer", "nn::Conv1d"}, {"trainable", "True"}}; }

/// "category name expected actual; " for everything that differs.
std::string differences(load_check& check) {
  std::string text;
  try {
    check.finish();
  } catch (nn::load_error const& e) {
    CHECK(e.category() == "layer_mismatch");
    CHECK(e.where() == "nn::load");
    for (nn::load_difference const& d : e.differences()) {
      text += std::string(d.category) + " " + d.name + " " + d.expected + " " + d.actual + "; ";
      CHECK(std::string(e.what()).find(d.name + " ") != std::string::npos);
    }
  }
  return text;
}

/// What is said when the weight and the fields are wanted like this.
std::string differences(nn::detail::wanted_array const& wanted, nn::detail::layer_fields const& own) {
  saved const written;
  io::folder const folder = written.folder();
  load_check check(folder);
  check.array(wanted);
  check.array(rate());
  check.fields("a.", own);
  return differences(check);
}

}  // namespace

TEST_CASE("a folder that holds what is wanted passes, units of the same dimension included") {
  CHECK(differences(weight(), fields()).empty());
  auto in_siemens = weight();
  in_siemens.unit = any_unit(S);
  CHECK(differences(in_siemens, fields()).empty());
  auto in_any_unit = weight();
  in_any_unit.unit.reset();
  CHECK(differences(in_any_unit, fields()).empty());
  auto turned = weight();
  turned.type = ">f4";  // the byte order of the other machine
  CHECK(differences(turned, fields()).empty());
}

TEST_CASE("each kind of difference is told with both sides") {
  auto a = weight();
  a.type = "<f8";
  CHECK(differences(a, fields()) == "element_type a.weight '<f8' '<f4'; ");
  a = weight();
  a.shape = {3, 1};
  CHECK(differences(a, fields()) == "shape a.weight [3, 1] [1, 3]; ");
  a = weight();
  a.unit = any_unit(mV);
  CHECK(differences(a, fields()) == "unit a.weight mV nS; ");
  a = weight();
  a.name = "a.gain";
  CHECK(differences(a, fields()) == "array_missing a.gain [1, 3] ; array_unknown a.weight  [1, 3]; ");
  CHECK(differences(weight(), {{"layer", "nn::Conv2d"}, {"trainable", "True"}}) ==
        "configuration a.layer nn::Conv2d nn::Conv1d; ");
  CHECK(differences(weight(), {{"layer", "nn::Conv1d"}}) == "configuration a.trainable  False; ");
  CHECK(differences(weight(), {{"layer", "nn::Conv1d"}, {"trainable", "True"}, {"groups", "1"}}) ==
        "configuration a.groups 1 ; ");
}

TEST_CASE("all that differs is told at once") {
  auto a = weight();
  a.type = "<f8";
  a.shape = {3, 1};
  a.unit = any_unit(mV);
  CHECK(differences(a, {{"layer", "nn::Conv2d"}}) ==
        "element_type a.weight '<f8' '<f4'; shape a.weight [3, 1] [1, 3]; unit a.weight mV nS; "
        "configuration a.layer nn::Conv2d nn::Conv1d; configuration a.trainable  False; ");
}

TEST_CASE("units that the folder cannot name are told where they do not have the wanted text") {
  saved const written;
  io::folder const folder = written.folder();
  load_check check(folder);
  check.array(weight());
  auto in_hertz = rate();
  in_hertz.unit = any_unit(Hz);
  check.array(in_hertz);
  check.fields("a.", fields());
  CHECK(differences(check) == "unit a.rate Hz 'spike/s', which is not known; ");
}

TEST_CASE("a layer that is missing, or not asked for, is one difference") {
  saved const written;
  io::folder const folder = written.folder();
  load_check check(folder);
  CHECK_FALSE(check.layer("b.", "nn::Conv1d"));
  CHECK(differences(check) == "layer_missing b nn::Conv1d ; layer_unknown a  nn::Conv1d; ");
  load_check single(folder);
  CHECK_FALSE(single.layer("", "nn::Conv1d"));
  try {
    single.finish();
    FAIL("nothing was thrown");
  } catch (nn::load_error const& e) {
    CHECK(std::string(e.what()).find("a layer without a name is missing, expected nn::Conv1d; a is not known") !=
          std::string::npos);
  }
  load_check good(folder);
  CHECK(good.layer("a.", "nn::Conv1d"));
}

TEST_CASE("an unknown layer without a name does not hide arrays of named ones") {
  saved const written("");
  io::folder const folder = written.folder();
  load_check check(folder);
  CHECK(differences(check) ==
        "layer_unknown   nn::Conv1d; array_unknown a.weight  [1, 3]; array_unknown a.rate  [1]; ");
}

TEST_CASE("whether a layer is trained is read, not compared") {
  saved const written;
  io::folder const folder = written.folder();
  load_check const check(folder);
  CHECK_FALSE(check.saved_trainable("a."));
}
