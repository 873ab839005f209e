// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/scratch.hpp.

#include <convolt/array/scratch.hpp>

#include <support/catch.hpp>

using namespace convolt;

TEST_CASE("scratch memory lies row after row and can be filled") {
  arrays::scratch<float> a({2, 3, 4});
  CHECK(a.view().strides == index_list{12, 4, 1});
  a.fill(2.F);
  float sum = 0;
  for (convolt::index i = 0; i < 24; ++i) { sum += a.read().data[i]; }
  CHECK(sum == 48.F);
  CHECK(a.read().data == a.view().data);
}

TEST_CASE("scratch memory of no elements is there, and of a scalar has one") {
  arrays::scratch<double> nothing({3, 0});
  nothing.fill(1.);
  CHECK(nothing.read().empty());
  arrays::scratch<double> one({});
  one.fill(4.);
  CHECK(*one.read().data == 4.);
}
