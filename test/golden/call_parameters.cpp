// SPDX-License-Identifier: BSD-3-Clause
/// One reader for each name that occurs in `params`.

#include <golden/call_parameters.hpp>

#include <map>
#include <string_view>

namespace convolt::golden {
namespace {

integers read_list(json const& value, std::size_t spatial_rank) {
  if (value.is_integer()) { return integers(spatial_rank, value.as_integer()); }
  integers list;
  for (json const& item : value.items()) { list.push_back(item.as_integer()); }
  return list;
}

// Entries of another length than two are kept: to reject them is up to the library.
std::variant<std::string, integer_lists> read_padding(json const& value) {
  if (value.is_string()) { return value.as_string(); }
  integer_lists entries;
  for (json const& item : value.items()) {
    integers& entry = entries.emplace_back();
    for (json const& number : item.items()) { entry.push_back(number.as_integer()); }
  }
  return entries;
}

std::vector<std::string> read_layout(json const& value) {
  std::vector<std::string> strings;
  for (json const& item : value.items()) { strings.push_back(item.as_string()); }
  return strings;
}

using reader = void (*)(call_parameters&, json const&, std::size_t);

void read_strides(call_parameters& p, json const& v, std::size_t n) { p.strides = read_list(v, n); }
void read_rhs_dilation(call_parameters& p, json const& v, std::size_t n) { p.rhs_dilation = read_list(v, n); }
void read_feature_groups(call_parameters& p, json const& v, std::size_t) { p.feature_groups = v.as_integer(); }
void ignore(call_parameters&, json const&, std::size_t) {}

std::map<std::string_view, reader> const& readers() {
  static std::map<std::string_view, reader> const all{
      {"window_strides", read_strides},
      {"strides", read_strides},
      {"stride", read_strides},
      {"padding", [](call_parameters& p, json const& v, std::size_t) { p.padding = read_padding(v); }},
      {"use_consistent_padding",
       [](call_parameters& p, json const& v, std::size_t) { p.forward_padding = v.as_bool(); }},
      {"lhs_dilation", [](call_parameters& p, json const& v, std::size_t n) { p.lhs_dilation = read_list(v, n); }},
      {"rhs_dilation", read_rhs_dilation},
      {"dilation", read_rhs_dilation},
      {"dimension_numbers", [](call_parameters& p, json const& v, std::size_t) { p.layout = read_layout(v); }},
      {"feature_group_count", read_feature_groups},
      {"groups", read_feature_groups},
      {"batch_group_count", [](call_parameters& p, json const& v, std::size_t) { p.batch_groups = v.as_integer(); }},
      {"transpose_kernel", [](call_parameters& p, json const& v, std::size_t) { p.transpose_kernel = v.as_bool(); }},
      {"output_padding", [](call_parameters& p, json const& v, std::size_t n) { p.output_padding = read_list(v, n); }},
      {"filter_shape", [](call_parameters& p, json const& v, std::size_t n) { p.filter_shape = read_list(v, n); }},
      {"preferred_element_type", [](call_parameters& p, json const& v, std::size_t) { p.preferred = v.as_string(); }},
      // A derived value: the numbers that a padding name stands for.
      {"resolved_padding", ignore},
  };
  return all;
}

}  // namespace

call_parameters read_parameters(json const& params, std::size_t spatial_rank) {
  call_parameters p;
  for (auto const& [name, value] : params.members()) {
    auto const found = readers().find(name);
    if (found == readers().end()) { throw suite_error("parameter '" + name + "' is not supported"); }
    if (!value.is_null()) { found->second(p, value, spatial_rank); }
  }
  params.at("padding");
  return p;
}

}  // namespace convolt::golden
