// SPDX-License-Identifier: BSD-3-Clause
/// Declarations of what calls take to say how windows lie: steps, paddings, layouts.
/// Layer: geometry.
#pragma once

namespace convolt {

class steps;
class padding;
class raw_padding;
class forward_padding;
class dimension_numbers;

}  // namespace convolt
