// SPDX-License-Identifier: BSD-3-Clause
/// The JSON of the library under the names that the tests use.
/// Layer: test support.
#pragma once

#include <convolt/io/json.hpp>

namespace convolt::test {

using io::json;
using io::json_error;
using io::parse_json;
using io::read_json;
using io::to_text;

}  // namespace convolt::test
