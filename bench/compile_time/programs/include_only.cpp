// SPDX-License-Identifier: BSD-3-Clause
/// All of convolt, and nothing of it used.
/// Layer: bench.
#include <convolt/convolt.hpp>

int main() {}
