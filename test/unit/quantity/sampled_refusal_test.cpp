// SPDX-License-Identifier: BSD-3-Clause
/// What is refused with a sentence in a body counts as a call without a result; test/compile_fail has the sentences.
#include <convolt/quantity/sampled_refusal.hpp>

#include <convolt/quantity/sampled_math.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace convolt::units;
convolt::series<mV> const trace;

static_assert(std::is_void_v<decltype(convolt::mean(trace, 0))> && std::is_void_v<decltype(trace.mean(0))>);
static_assert(std::is_void_v<decltype(trace.var<0>(1))> && std::is_void_v<decltype(convolt::cumsum(trace))>);
static_assert(std::is_void_v<decltype(convolt::exp(trace))> && std::is_void_v<decltype(convolt::round(trace))>);
static_assert(std::is_void_v<decltype(convolt::clip(trace, 0., 1.))>);
static_assert(std::is_void_v<decltype(convolt::where(true, trace, trace))>);
static_assert(!convolt::detail::refused<int>);

TEST_CASE("sentences cost nothing at run time") { CHECK(std::is_void_v<decltype(convolt::max(trace, 1.))>); }

}  // namespace
