// SPDX-License-Identifier: BSD-3-Clause
/// From the names of element types in the suite to the compiled runs.

#include <golden/element_types.hpp>
#include <golden/inexpressible.hpp>
#include <golden/layer_runs.hpp>
#include <golden/runs.hpp>

#include <string_view>

namespace convolt::golden {

// Defined in the files that are named run_*.cpp.
template <>
typed_runs runs_of<float>();
template <>
typed_runs runs_of<double>();
template <>
typed_runs runs_of<std::int8_t>();
template <>
typed_runs runs_of<std::int16_t>();
template <>
typed_runs runs_of<std::int32_t>();
template <>
typed_runs runs_of<std::int64_t>();
template <>
typed_runs runs_of<std::complex<float>>();
template <>
typed_runs runs_of<std::complex<double>>();

namespace {

typed_runs runs_for(std::string_view dtype) {
  typed_runs runs{};
  with_type(dtype, [&]<class T>() { runs = runs_of<T>(); });
  return runs;
}

complaints unsupported(std::string const& dtype) { return {"element type '" + dtype + "' is not supported here"}; }

}  // namespace

complaints run_case(suite_case const& c) {
  if (is_layer_operation(c.op)) { return run_layer_case(c); }
  typed_runs const runs = runs_for(c.dtype);
  return runs.run_case != nullptr ? runs.run_case(c) : unsupported(c.dtype);
}

complaints run_rejection(rejection const& row) {
  if (is_layer_operation(row.op)) { return run_layer_rejection(row); }
  if (inexpressible_call const call = inexpressible_call_of(row); call.kind != nullptr) {
    if (call.refused) { return {}; }
    return {std::string("C++ accepts the call, which was to be refused when compiled: ") + call.kind};
  }
  rejected_operand const* lhs = row.find("lhs");
  std::string const dtype = lhs == nullptr || lhs->dtype.empty() ? "float32" : lhs->dtype;
  typed_runs const runs = runs_for(dtype);
  return runs.run_rejection != nullptr ? runs.run_rejection(row) : unsupported(dtype);
}

complaints run_table_row(table_row const& row) {
  complaints all = runs_of<std::int64_t>().run_table_row(row);
  for (std::string& complaint : runs_of<double>().run_table_row(row)) { all.push_back(std::move(complaint)); }
  return all;
}

}  // namespace convolt::golden
