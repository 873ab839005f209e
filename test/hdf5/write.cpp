// SPDX-License-Identifier: BSD-3-Clause
// Writes what check_written.py reads with h5py.
// usage: hdf5_write FILE
#include <convolt/io/hdf5.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

#include <exception>
#include <iostream>

using namespace convolt::units;

int main(int count, char** arguments) {
  if (count != 2) { return 2; }
  try {
    convolt::io::hdf5_writer out(arguments[1], "lfp/raw", uV, 2.5 * kHz, {.channels = 2, .start = -1.5 * s});
    for (int i = 0; i < 1000; ++i) {
      out.write(convolt::tensor<mV, double, 2>{{i * 0.5, -i * 0.25}, {i * 0.5 + 0.125, 0.}});
    }
    out.commit();
  } catch (std::exception const& e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
}
