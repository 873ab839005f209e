// SPDX-License-Identifier: BSD-3-Clause
// A column of a table is an array: what is sampled has an axis, which would be lost.
// EXPECT: add x.quantity() and x.axis<0>().values()
#include <convolt/io/table.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

void add(convolt::io::table& out, convolt::series<mV, double, 1> const& v) {
#ifdef CONVOLT_FAIL
  out.add("v", v);
#else
  out.add("v", v.quantity());
#endif
}
