// SPDX-License-Identifier: BSD-3-Clause
/// What files that link the library do not compile themselves, apart from the loops. For the processors that all
/// programs run on, whatever the loops are for.
/// Layer: compiled library.
#include <convolt/bodies.hpp>
