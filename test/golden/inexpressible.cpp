// SPDX-License-Identifier: BSD-3-Clause
/// Connects rows of errors.json with the concepts of inexpressible.hpp. The answer for any pair of element types is
/// looked up in a table that the compiler fills by trying the call.

#include <golden/element_types.hpp>
#include <golden/inexpressible.hpp>
#include <golden/selection.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::golden {
namespace {

// False where a name is no element type that is known here: then nothing has been tried.
template <class Refuses>
bool is_refused(std::string_view first, std::string_view second, Refuses refuses) {
  bool refused = false;
  auto const try_both = [&]<class A>() {
    with_type(
        second, [&]<class B>() { refused = refuses.template operator()<A, B>(); }, all_element_types{});
  };
  with_type(first, try_both, element_types{});
  return refused;
}

std::string_view dtype_of(rejection const& row, std::string_view name) {
  rejected_operand const* o = row.find(name);
  return o == nullptr || o->dtype.empty() ? std::string_view("float32") : std::string_view(o->dtype);
}

bool has_flat_padding(rejection const& row) {
  json const* padding = row.params.find("padding");
  if (padding == nullptr) { return false; }
  if (padding->is_number()) { return true; }
  return padding->is_array() && std::any_of(padding->items().begin(), padding->items().end(),
                                            [](json const& item) { return item.is_number(); });
}

/// A list that is given and has no entries: in C++ an empty list is how programs leave a list out.
bool has_empty_list(rejection const& row) {
  for (char const* name : {"lhs_dilation", "rhs_dilation", "output_padding", "output_size"}) {
    json const* list = row.params.find(name);
    if (list != nullptr && list->is_array() && list->items().empty()) { return true; }
  }
  return false;
}

}  // namespace

inexpressible_call inexpressible_call_of(rejection const& row) {
  if (!is_lax_operation(row.op)) { return {}; }
  std::string_view const lhs = dtype_of(row, "lhs");
  std::string_view const rhs = dtype_of(row, "rhs");
  if (row.category == "dtype_mismatch" && lhs != rhs) {
    return {"operands of two element types",
            is_refused(lhs, rhs, []<class L, class R>() { return !OperandTypesAccepted<L, R>; })};
  }
  json const* preferred = row.params.find("preferred_element_type");
  if (row.category == "bad_preferred_type" && preferred != nullptr && preferred->is_string()) {
    return {"this preferred_element_type",
            is_refused(lhs, preferred->as_string(), []<class T, class P>() { return !PreferredTypeAccepted<T, P>; })};
  }
  if (row.category == "bad_padding_form" && has_flat_padding(row)) {
    return {"a padding of numbers that are no pairs", !PaddingAccepted<std::vector<std::int64_t>> &&
                                                          !PaddingAccepted<std::vector<double>> &&
                                                          !PaddingAccepted<std::int64_t> && !PaddingAccepted<double>};
  }
  if (row.category.ends_with("_length") && has_empty_list(row)) {
    return {"an empty list that is given", !steps(std::vector<std::int64_t>{}).given()};
  }
  return {};
}

}  // namespace convolt::golden
