// SPDX-License-Identifier: BSD-3-Clause
/// What a function takes that is there to be refused, with its sentence, where no other of its name can be called: too
/// few arguments, too many, or of types that nobody thought of. Compilers would list all the others instead.
/// Layer: core.
#pragma once

#include <initializer_list>

namespace convolt::refused {

/// Whatever is written for an argument, braces too. It has to be converted, so that each function that takes one of the
/// arguments as it is, is the better one; such a function must be among those of the name. No template may deduce it.
struct any {
  constexpr any(std::initializer_list<any>) {}
  template <class... X>
  constexpr any(X const&...) {}  // NOLINT(google-explicit-constructor): arguments become one unasked
};

}  // namespace convolt::refused
