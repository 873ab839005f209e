// SPDX-License-Identifier: BSD-3-Clause
// A tile of the micro-kernel, for check_fetches: nothing but its machine code shows what it fetches ahead.
#if defined(CONVOLT_WITHOUT_FETCHES)
int fetches() { return 0; }
#else
#include <convolt/engine/methods/shared/tile.hpp>

using convolt::engine::default_arch;
template void convolt::engine::run_tile<float, default_arch, 2>(convolt::engine::tile_place<float> const&,
                                                                convolt::engine::tile_task<float> const&);
#endif
