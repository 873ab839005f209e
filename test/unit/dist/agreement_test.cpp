// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dist/agreement.hpp.
#include <convolt/dist/agreement.hpp>

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <support/catch.hpp>
#include <unit/dist/world.hpp>

#include <new>
#include <stdexcept>
#include <string>

#if defined(CONVOLT_HAS_MPI)

namespace {

namespace dist = convolt::dist;
using convolt::index;

std::string message_of_all_or_none(dist::ranks const& all, index faulty) {
  try {
    dist::all_or_none(all, "here", [&] {
      if (all.rank() >= faulty) { throw std::runtime_error("number " + std::to_string(all.rank()) + " is tired"); }
    });
  } catch (convolt::parameter_error const& e) {
    CHECK(e.category() == "fault_on_rank");
    return e.what();
  }
  return "";
}

TEST_CASE("what fails on one rank is thrown on all, and names the first") {
  dist::ranks const all(test::world());
  for (index faulty = 0; faulty < all.count(); ++faulty) {
    std::string const number = std::to_string(faulty);
    CHECK(message_of_all_or_none(all, faulty) == "convolt::here: rank " + number + ": number " + number + " is tired");
  }
  CHECK(message_of_all_or_none(all, all.count()).empty());
}

TEST_CASE("whatever is thrown is a complaint") {
  CHECK(dist::complaint_of([] {}).empty());
  CHECK_FALSE(dist::complaint_of([] { throw std::bad_alloc(); }).empty());
  CHECK(dist::complaint_of([] { throw 3; }) == "failed");
  CHECK(dist::complaint_of([] { throw std::runtime_error(""); }) == "failed");
}

TEST_CASE("fingerprints differ where calls do") {
  auto const of = [](auto... facts) {
    dist::fingerprint f;
    (f.add(facts), ...);
    return f.value();
  };
  CHECK(of(index{1}, index{2}) == of(index{1}, index{2}));
  CHECK(of(index{1}, index{2}) != of(index{2}, index{1}));
  CHECK(of(index{-1}) != of(index{1}));
  CHECK(of(std::string_view("ab"), std::string_view("c")) != of(std::string_view("a"), std::string_view("bc")));
}

}  // namespace

#endif
