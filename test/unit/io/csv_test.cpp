// SPDX-License-Identifier: BSD-3-Clause
/// Tables as text: exact numbers, units in the first line, and the line of every fault.
#include <convolt/io/csv.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/counted.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/small_disk.hpp>

#include <cmath>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>

struct spike : convolt::base_unit<"spike"> {};

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;

TEST_CASE("a table is saved with names and units and comes back exactly") {
  scratch_folder const folder;
  xt::xtensor<double, 1> const t = {0., 0.1, 0.30000000000000004};
  xt::xtensor<float, 1> const v = {-65.F, 1e-30F, 0.1F};
  xt::xtensor<int, 1> const n = {1, -2, 3};
  io::table out;
  out.add("t", t * ms);
  out.add("v soma", v * mV);
  out.add("n", n);
  io::save_csv(folder / "a.csv", out);
  std::string const text = folder.get("a.csv");
  CHECK(text.substr(0, text.find('\n')) == "t [ms], v soma [mV], n");
  io::table const in = io::load_csv(folder / "a.csv");
  CHECK(in.rows() == 3);
  CHECK(in.columns().size() == 3);
  auto const times = in("t", ms);
  static_assert(std::is_same_v<convolt::unit_t<decltype(times)>, std::remove_cv_t<decltype(ms)>>);
  CHECK((times.raw() == t));
  CHECK(in("v soma").unit() == mV);
  CHECK(static_cast<float>(in("v soma").raw()(2)) == 0.1F);
  CHECK(in("v soma", V)(0).raw() == -0.065);
  CHECK(in("n", convolt::one).raw()(1) == -2.);
  CHECK(folder.count() == 1);
}

TEST_CASE("csv files of other programs are read") {
  scratch_folder const folder;
  auto const path = folder.put("a.csv", "\xEF\xBB\xBFt[ms],i [ nA/cm^2 ],x\r\n1,+2.5e3 , nan\r\n\t-3,-inf,0\r\n\r\n");
  io::table const t = io::load_csv(path);
  CHECK(t.rows() == 2);
  CHECK(t("t", ms).raw()(1) == -3.);
  CHECK(t("i", uA / convolt::pow<2>(cm)).raw()(0) == 2.5);
  CHECK(std::isnan(t("x").raw()(0)));
  CHECK(std::isinf(t("i").raw()(1)));
  CHECK(io::load_csv(folder.put("b.csv", "a, b")).rows() == 0);
  CHECK(io::load_csv(folder.put("b.csv", "a\n1")).rows() == 1);
}

TEST_CASE("units of one's own are understood where they are given") {
  scratch_folder const folder;
  auto const path = folder.put("a.csv", "rate [spike/s]\n4\n");
  CHECK_THROWS_AS(io::load_csv(path), io::io_error);
  CHECK(io::load_csv(path, {spike{}})("rate", spike{} / s).raw()(0) == 4.);
  CHECK(io::load_csv(path, convolt::counted)("rate", kHz).raw()(0) == 0.004);
}

std::string complaint(std::string const& text) {
  scratch_folder const folder;
  auto const path = folder.put("a.csv", text);
  try {
    io::load_csv(path);
  } catch (io::io_error const& e) {
    CHECK(e.category() == "bad_csv");
    std::string const what = e.what();
    return what.substr(what.find("a.csv: ") + 7);
  }
  return "nothing was thrown";
}

TEST_CASE("what is not a table is refused with its line") {
  CHECK(complaint("a, b\n1, 2\n3\n") == "line 3 has another number of fields than the first; expected 2, got 1");
  CHECK(complaint("a, b\n1, 2, 3\n") == "line 2 has another number of fields than the first; expected 2, got 3");
  CHECK(complaint("a\n1\n\n2\n") ==
        "line 3, column 1 (a) has something that is not a number; expected a number, got ''");
  CHECK(complaint("t, a\n0, 1x\n") ==
        "line 2, column 2 (a) has something that is not a number; expected a number, got '1x'");
  CHECK(complaint("a\n1e999\n") ==
        "line 2, column 1 (a) has something that is not a number; expected a number, got '1e999'");
  CHECK(complaint("a, a\n1, 2\n") == "line 2, column 2 has a name that cannot be one; got 'a'");
  CHECK(complaint("").find("name") != std::string::npos);
  CHECK_THROWS_AS(io::load_csv("no/such.csv"), io::io_error);
}

TEST_CASE("names that look like names with units survive a file") {
  scratch_folder const folder;
  xt::xtensor<double, 1> const x = {1., 2.};
  io::table out;
  out.add("v (mV)", x);
  out.add("a / A", x);
  out.add("w (soma)", x * mV);
  out.add("dF/F", x);
  io::save_csv(folder / "a.csv", out);
  std::string const text = folder.get("a.csv");
  CHECK(text.substr(0, text.find('\n')) == "v (mV) [1], a / A [1], w (soma) [mV], dF/F");
  io::table const in = io::load_csv(folder / "a.csv");
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(in.columns()[i].name == out.columns()[i].name);
    CHECK(in.columns()[i].unit == out.columns()[i].unit);
  }
}

TEST_CASE("names can be taken as they are") {
  scratch_folder const folder;
  auto const path = folder.put("a.csv", "f(x), w (soma), t / ms\n1, 2, 3\n");
  CHECK_THROWS_AS(io::load_csv(path), io::io_error);
  io::table const t = io::load_csv(path, io::names_only);
  CHECK(t("w (soma)", convolt::one).raw()(0) == 2.);
  CHECK(t.columns()[2].unit == convolt::one);
}

TEST_CASE("the mark of UTF-8 is no part of a name, since at the beginning of a file it would be lost") {
  scratch_folder const folder;
  CHECK(io::load_csv(folder.put("a.csv",
                                "\xEF\xBB\xBF"
                                "a,b\n1,2\n"))
            .columns()[0]
            .name == "a");
  auto const path = folder.put("b.csv",
                               " \xEF\xBB\xBF'<f8'\xA2"
                               "2\n");
  CHECK_THROWS_WITH(io::load_csv(path, io::names_only), Catch::Contains("column 1 has a name that cannot be one"));
  io::table t;
  CHECK_THROWS_AS(t.add("\xEF\xBB\xBF"
                        "a",
                        xt::xtensor<double, 1>{1.}),
                  convolt::parameter_error);
}

TEST_CASE("random texts are tables or refused with their file, and never anything else") {
  constexpr unsigned seed = 65537;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::string_view const pieces[] = {"t", "v (mV)", "[ms]",  "(",  ")",        "[",    "]",  " / ",
                                     ",", ",",      "\n",    "\n", "\r",       "\"",   "1",  "-",
                                     ".", "nan",    "1e999", " ",  "\xC2\xB5", "\xFF", "ms", "dF/F"};
  scratch_folder const folder;
  int accepted = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (std::size_t n = 1 + random() % 14; n > 0; --n) { text += pieces[random() % std::size(pieces)]; }
    try {
      io::table const t = io::load_csv(folder.put("a.csv", text));
      ++accepted;
      io::save_csv(folder / "b.csv", t);
      io::table const again = io::load_csv(folder / "b.csv");
      for (std::size_t c = 0; c < t.columns().size(); ++c) {
        bool const same =
            again.columns()[c].name == t.columns()[c].name && again.columns()[c].unit == t.columns()[c].unit;
        if (!same || again.rows() != t.rows()) { FAIL_CHECK(text << " came back as " << folder.get("b.csv")); }
      }
    } catch (io::io_error const& e) {
      if (e.category() != "bad_csv") { FAIL_CHECK(e.what()); }
    }
  }
  CHECK(accepted > 100);
}

#if __has_include(<sys/resource.h>)

TEST_CASE("a table appears complete or not at all") {
  scratch_folder const folder;
  folder.put("a.csv", "older");
  io::table t;
  t.add("v", xt::xtensor<double, 1>(std::array<std::size_t, 1>{30'000}, 0.125) * mV);
  {
    convolt::test::small_disk const disk(100'000);
    CHECK_THROWS_AS(io::save_csv(folder / "a.csv", t), io::io_error);
  }
  CHECK(folder.get("a.csv") == "older");
  CHECK(folder.count() == 1);
}

#endif

}  // namespace
