// SPDX-License-Identifier: BSD-3-Clause
/// A workspace that belongs to a stream and not to a thread: what runs in it allocates nothing, whichever thread it
/// runs on.
/// Layer: dsp.
#pragma once

#include <convolt/engine/problem/buffer.hpp>

#include <utility>

namespace convolt::dsp::detail {

/// Copies have room for as much.
class own_workspace {
 public:
  own_workspace() = default;
  own_workspace(own_workspace const& other) { space_.reserve(other.space_.capacity()); }
  own_workspace(own_workspace&&) = default;
  own_workspace& operator=(own_workspace const& other) {
    own_workspace copy(other);
    space_ = std::move(copy.space_);
    return *this;
  }
  own_workspace& operator=(own_workspace&&) = default;
  ~own_workspace() = default;

  engine::workspace& get() { return space_; }

 private:
  engine::workspace space_;
};

}  // namespace convolt::dsp::detail
