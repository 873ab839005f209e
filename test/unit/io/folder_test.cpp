// SPDX-License-Identifier: BSD-3-Clause
/// Loading a folder: units, axes, and every contradiction by name.
#include <convolt/io/folder.hpp>

#include <convolt/io/folder_writer.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/thrown_by.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <type_traits>

struct spike : convolt::base_unit<"spike"> {};

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;
using convolt::test::thrown_by;

xt::xtensor<float, 2> const numbers = {{1.F, 2.F, 3.F}, {4.F, 5.F, 6.F}};

/// A folder with a weight in nS, an lfp in uV with one axis, spikes in a unit of our own, and plain counts.
class saved {
 public:
  saved() {
    io::folder_writer writer(path());
    writer.add("weight", numbers * nS);
    writer.add("lfp", convolt::sampled(numbers * uV, convolt::no_axis, convolt::axis(-1. * ms, 0.5 * ms, 3)));
    writer.add("rate", numbers * (spike{} / s));
    writer.add("counts", xt::xtensor<std::int32_t, 1>{1000, 2000} * mV);
    writer.configure("kernel_size", "5");
    writer.commit();
  }
  std::filesystem::path path() const { return scratch_ / "net"; }
  std::string file(std::string const& name) const { return (path() / name).string(); }
  void put(std::string const& name, std::string const& bytes) const { scratch_.put("net/" + name, bytes); }
  std::string get(std::string const& name) const { return scratch_.get("net/" + name); }

 private:
  scratch_folder scratch_;
};

template <class F>
std::string complaint(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()) + " " + e.what(); }
  return "nothing was thrown";
}

TEST_CASE("arrays are loaded in the unit asked for") {
  saved const s;
  io::folder const folder(s.path());
  auto const same = folder.load<float, 2>("weight", nS);
  static_assert(std::is_same_v<std::remove_cv_t<decltype(same)>,
                               convolt::quantity<std::remove_cv_t<decltype(nS)>, xt::xtensor<float, 2>>>);
  CHECK((same.raw() == numbers));
  auto const converted = folder.load<float, 2>("weight", uS);
  CHECK(converted.raw()(1, 2) == 0.006F);
  auto const at_run_time = folder.load<float>("weight");
  CHECK(at_run_time.unit() == nS);
  CHECK(to_string(at_run_time.unit()) == "nS");
  CHECK(at_run_time.raw()(0, 1) == 2.F);
  CHECK(folder.load<float>("weight", convolt::any_unit(uS)).raw()(1, 2) == 0.006F);
  CHECK(folder.load<std::int32_t, 1>("counts", uV).raw()(1) == 2'000'000);
  CHECK_THROWS_AS((folder.load<std::int32_t, 1>("counts", V)), convolt::unit_error);  // not whole
}

TEST_CASE("a unit that measures something else is refused with the file and both units") {
  saved const s;
  io::folder const folder(s.path());
  CHECK(complaint([&] { (void)folder.load<float, 2>("weight", mV); }) ==
        "unit_mismatch convolt::io::folder: " + s.file("weight.npy") +
            ": has a unit that measures something else; expected mV, got nS");
  CHECK_THROWS_AS((folder.load<float, 2>("weight", convolt::one)), convolt::unit_error);
}

TEST_CASE("units of one's own are understood where they are known") {
  saved const s;
  CHECK(complaint([&] { (void)io::folder(s.path()).load<float, 2>("rate"); }).substr(0, 8) == "bad_unit");
  CHECK((io::folder(s.path()).load<float, 2>("rate", spike{} / convolt::units::s).raw() == numbers));
  io::folder const knowing(s.path(), {spike{}});
  CHECK(knowing.load<float, 2>("rate", spike{} / ms).raw()(0, 0) == 0.001F);
}

TEST_CASE("sampled quantities come back with their axes") {
  saved const s;
  io::folder const folder(s.path());
  auto const lfp = folder.load_sampled<float>("lfp", uV, convolt::no_axis, ms);
  CHECK((lfp.raw() == numbers));
  CHECK(lfp.axis<1>().start().in(ms) == -1.);
  CHECK(lfp.axis<1>().step().in(ms) == 0.5);
  CHECK(lfp.axis<1>().count() == 3);
  auto const in_seconds = folder.load_sampled<float>("lfp", mV, convolt::no_axis, convolt::units::s);
  CHECK(in_seconds.axis<1>().step().raw() == 0.0005);
  CHECK(in_seconds.raw()(0, 0) == 0.001F);
  CHECK(complaint([&] { (void)folder.load_sampled<float>("lfp", uV, ms, ms); }) ==
        "axis_mismatch convolt::io::folder: " + s.file("lfp.npy") +
            ": has not the axis that is asked for in dimension 0; expected an axis in ms, got none");
  CHECK(complaint([&] { (void)folder.load_sampled<float>("lfp", uV, convolt::no_axis, convolt::no_axis); }) ==
        "axis_mismatch convolt::io::folder: " + s.file("lfp.npy") +
            ": has not the axis that is asked for in dimension 1; expected none, got an axis in ms");
  CHECK_THROWS_AS((folder.load_sampled<float>("lfp", uV, convolt::no_axis, mV)), convolt::unit_error);
  std::string text = s.get("arrays.json");
  text.replace(text.find("0.5"), 3, "0.0");
  s.put("arrays.json", text);
  CHECK(complaint([&] {
          (void)io::folder(s.path()).load_sampled<float>("lfp", uV, convolt::no_axis, ms);
        }).substr(0, 13) == "axis_mismatch");
}

TEST_CASE("what is missing, too much or different is said") {
  saved const s;
  io::folder const folder(s.path());
  std::string const where = " convolt::io::folder: " + s.file("arrays.json") + ": ";
  CHECK(folder.has("lfp"));
  CHECK_FALSE(folder.has("bias"));
  CHECK(complaint([&] { (void)folder.load<float>("bias"); }) ==
        "array_missing" + where + "lacks an array; expected 'bias', got weight, lfp, rate, counts");
  CHECK_NOTHROW(folder.expect_arrays({"counts", "rate", "lfp", "weight"}));
  CHECK(complaint([&] {
          folder.expect_arrays({"weight", "lfp", "rate"});
        }) == "array_unknown" + where + "has an array that is not asked for; expected no more than 3, got 'counts'");
  CHECK(complaint([&] { folder.expect_arrays({"weight", "gain"}); }).substr(0, 13) == "array_missing");
  CHECK_NOTHROW(folder.expect_configuration("kernel_size", "5"));
  CHECK(complaint([&] { folder.expect_configuration("kernel_size", "3"); }) ==
        "configuration_mismatch" + where + "was saved with another kernel_size; expected 3, got 5");
  CHECK(complaint([&] { folder.expect_configuration("stride", "1"); }) ==
        "configuration_mismatch" + where + "does not say its stride; expected 1");
  CHECK_NOTHROW(folder.expect_shape("weight", std::array<int, 2>{2, 3}));
  CHECK(complaint([&] {
          folder.expect_shape("weight", std::array<int, 2>{3, 2});
        }) == "shape_mismatch convolt::io::folder: " + s.file("weight.npy") +
                  ": has another shape; expected [3, 2], got [2, 3]");
  CHECK_THROWS_AS(folder.expect_shape("weight", std::array<int, 2>{2, -3}), io::io_error);
  CHECK_THROWS_AS((folder.load<double>("weight")), io::io_error);
  CHECK_THROWS_AS((folder.load<float, 3>("weight")), io::io_error);
}

TEST_CASE("files that do not belong to the sidecar are refused") {
  saved const s;
  std::string const good = s.get("weight.npy");
  SECTION("a missing file") {
    std::filesystem::remove(s.path() / "weight.npy");
    CHECK(complaint([&] { io::folder{s.path()}; }).substr(0, 17) == "file_not_readable");
  }
  SECTION("a file of another shape") {
    xt::xtensor<float, 2> const other = {{1.F}};
    io::save_npy(s.path() / "weight.npy", other);
    auto const e = thrown_by<io::io_error>([&] { io::folder{s.path()}; });
    CHECK(e.category() == "sidecar_mismatch");
    CHECK(e.what() == "convolt::io::folder: " + s.file("weight.npy") +
                          ": is not the array that arrays.json describes; expected '<f4' [2, 3], got '<f4' [1, 1]");
  }
  SECTION("a file of another type") {
    xt::xtensor<double, 2> const other = numbers;
    io::save_npy(s.path() / "weight.npy", other);
    auto const e = thrown_by<io::io_error>([&] { io::folder{s.path()}; });
    CHECK(e.category() == "sidecar_mismatch");
    CHECK(e.actual() == "'<f8' [2, 3]");
  }
  SECTION("other numbers, as after an interruption") {
    std::string bytes = good;
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    s.put("weight.npy", bytes);
    io::folder const folder(s.path());
    CHECK(complaint([&] { (void)folder.load<float, 2>("weight", nS); }).substr(0, 17) == "checksum_mismatch");
    CHECK_NOTHROW((folder.load<float, 2>("lfp")));
  }
  SECTION("a file that is cut off") {
    s.put("weight.npy", good.substr(0, good.size() - 4));
    CHECK(complaint([&] { io::folder{s.path()}; }).substr(0, 8) == "npy_size");
  }
  SECTION("a file that is exchanged after the folder was opened") {
    io::folder const folder(s.path());
    s.put("weight.npy", s.get("counts.npy"));
    CHECK_THROWS_AS((folder.load<float, 2>("weight", nS)), io::io_error);
  }
}

}  // namespace
