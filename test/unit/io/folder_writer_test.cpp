// SPDX-License-Identifier: BSD-3-Clause
/// Saving a folder: nothing changes before it is complete, and names are checked.
#include <convolt/io/folder_writer.hpp>

#include <convolt/io/folder.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/npy.hpp>
#include <support/scratch_folder.hpp>
#include <support/small_disk.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;

xt::xtensor<float, 2> const numbers = {{1.F, 2.F}, {3.F, 4.F}};

TEST_CASE("a folder holds npy files under the names of the arrays, and their description") {
  scratch_folder const scratch;
  {
    io::folder_writer writer(scratch / "net");
    writer.add("encoder.weight", numbers * nS);
    writer.add("counts", xt::xtensor<std::int32_t, 1>{1, 2, 3});
    writer.configure("layer", "Conv1d");
    writer.commit();
  }
  auto const file = convolt::test::read_npy(scratch / "net/encoder.weight.npy");
  CHECK(file.shape == std::vector<std::size_t>{2, 2});
  CHECK(convolt::test::npy_values<float>(file) == std::vector<float>{1.F, 2.F, 3.F, 4.F});
  io::sidecar const s = io::read_sidecar(scratch / "net");
  CHECK(s.arrays.size() == 2);
  CHECK(s.arrays[0].unit == "nS");
  CHECK(s.arrays[1].unit == "1");
  CHECK(s.arrays[1].type == "<i4");
  CHECK(s.configuration[0].second == "Conv1d");
  CHECK(std::distance(std::filesystem::directory_iterator(scratch / "net"), std::filesystem::directory_iterator()) ==
        3);
}

TEST_CASE("a writer that is given up leaves the folder as it was") {
  scratch_folder const scratch;
  { io::folder_writer(scratch / "new").add("a", numbers); }
  CHECK_FALSE(std::filesystem::exists(scratch / "new"));
  auto const save = [&](float factor, bool complete) {
    io::folder_writer writer(scratch / "net");
    writer.add("a", xt::xtensor<float, 2>(factor * numbers));
    if (complete) { writer.commit(); }
  };
  save(1.F, true);
  save(2.F, false);
  CHECK(io::folder(scratch / "net").load<float, 2>("a").raw()(1, 1) == 4.F);
  save(2.F, true);
  CHECK(io::folder(scratch / "net").load<float, 2>("a").raw()(1, 1) == 8.F);
}

TEST_CASE("saving does not touch files of other names") {
  scratch_folder const scratch;
  scratch.put("notes.txt", "mine");
  io::folder_writer writer(scratch.path());
  writer.add("a", numbers);
  writer.commit();
  CHECK(scratch.get("notes.txt") == "mine");
  CHECK(scratch.count() == 3);
}

TEST_CASE("names are checked before anything is written") {
  scratch_folder const scratch;
  io::folder_writer writer(scratch.path());
  CHECK_THROWS_AS(writer.add("../a", numbers), convolt::parameter_error);
  CHECK_THROWS_AS(writer.add("", numbers), convolt::parameter_error);
  writer.add("weight", numbers);
  CHECK_THROWS_AS(writer.add("Weight", numbers), convolt::parameter_error);
  writer.configure("layer", "a");
  CHECK_THROWS_WITH(writer.configure("layer", "b"),
                    "convolt::io::folder_writer::configure: key was used before; got 'layer'");
  CHECK(scratch.count() == 1);
}

TEST_CASE("a file in the place of the folder is refused") {
  scratch_folder const scratch;
  scratch.put("net", "");
  CHECK_THROWS_AS(io::folder_writer(scratch / "net"), io::io_error);
  CHECK_THROWS_AS(io::folder_writer(scratch / "no/net"), io::io_error);
}

#if __has_include(<sys/resource.h>)

TEST_CASE("on a full disk a folder stays as it was") {
  scratch_folder const scratch;
  {
    io::folder_writer writer(scratch / "net");
    writer.add("a", numbers);
    writer.commit();
  }
  {
    convolt::test::small_disk const disk(100'000);
    io::folder_writer writer(scratch / "net");
    writer.add("a", xt::xtensor<float, 2>(2.F * numbers));
    CHECK_THROWS_AS(writer.add("b", xt::xtensor<double, 1>(std::array<std::size_t, 1>{20'000}, 1.)), io::io_error);
    writer.configure("text", std::string(200'000, 'x'));
    CHECK_THROWS_AS(writer.commit(), io::io_error);
    CHECK_THROWS_AS(writer.commit(), io::io_error);
  }
  CHECK(io::folder(scratch / "net").load<float, 2>("a").raw()(1, 1) == 4.F);
  CHECK(std::distance(std::filesystem::directory_iterator(scratch / "net"), std::filesystem::directory_iterator()) ==
        2);
}

#endif

}  // namespace
