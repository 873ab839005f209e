// SPDX-License-Identifier: BSD-3-Clause
// A target needs a source, also one that is there for its precompiled header.
