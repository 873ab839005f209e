// SPDX-License-Identifier: BSD-3-Clause
/// What targets that link convolt::once compile among their own sources: with their flags, and optimised where these
/// would not.
#include <convolt/loops.hpp>
