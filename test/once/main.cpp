// SPDX-License-Identifier: BSD-3-Clause
/// The program calls each of the other files that it is linked with.
int with_loops_elsewhere();
#if defined(CONVOLT_TEST_BOTH)
int with_loops_here();
#endif
#if defined(CONVOLT_TEST_GRIDS)
int with_full_grid_here();
#endif

int main() {
  int faults = with_loops_elsewhere();
#if defined(CONVOLT_TEST_BOTH)
  faults += with_loops_here();
#endif
#if defined(CONVOLT_TEST_GRIDS)
  faults += with_full_grid_here();
#endif
  return faults;
}
