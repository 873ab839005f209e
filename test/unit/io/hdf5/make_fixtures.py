#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Make the HDF5 file that the tests of convolt/io/hdf5/ read, with h5py: series as NWB has them, and plain datasets.

usage: make_fixtures.py [FILE]
"""
import pathlib
import sys

import h5py
import numpy as np


def series(file, name, data, unit="volts", **attributes):
    group = file.create_group("acquisition/" + name)
    group.attrs["neurodata_type"] = "ElectricalSeries"
    group.attrs["namespace"] = "core"
    dataset = group.create_dataset("data", data=data, **attributes.pop("storage", {}))
    if unit is not None:
        dataset.attrs["unit"] = unit
    for key, value in attributes.items():
        dataset.attrs[key] = value
    return group


def starts(group, start, rate):
    time = group.create_dataset("starting_time", data=np.float64(start))
    time.attrs["rate"] = np.float32(rate)
    time.attrs["unit"] = "seconds"


def stamped(group, times):
    dataset = group.create_dataset("timestamps", data=times)
    dataset.attrs["unit"] = "seconds"
    dataset.attrs["interval"] = np.int32(1)


def main():
    here = pathlib.Path(__file__).parent
    path = sys.argv[1] if len(sys.argv) > 1 else here / "fixtures" / "small.nwb"
    counts = np.arange(120, dtype=np.int16).reshape(40, 3)
    with h5py.File(path, "w", libver="latest") as file:
        file.attrs["nwb_version"] = "2.5.0"
        raw = series(file, "raw", counts, conversion=1e-6, offset=5e-4, resolution=-1.0,
                     storage={"chunks": (16, 2), "compression": "gzip"})
        starts(raw, 2.5, 1000)
        raw.create_dataset("channel_conversion", data=[1.0, 2.0, 0.5]).attrs["axis"] = np.int32(1)
        raw.create_dataset("electrodes", data=np.array([4, 5, 9]))
        times = 10 + np.arange(40) / 30000
        stamped(series(file, "one", counts[:, 0].astype("<f4"), unit=np.string_("millivolts")), np.round(times, 6))
        times[17:] += 1e-3
        stamped(series(file, "gap", counts, conversion=1e-6), times)
        stamped(series(file, "drift", counts), 10 + np.arange(40) / 30000 * (1 + np.arange(40) * 1e-3))
        stamped(series(file, "few_times", counts), times[:39])
        stamped(series(file, "backwards", counts), -times)
        series(file, "no_times", counts)
        starts(series(file, "no_unit", counts, unit=None), 0, 1000)
        starts(series(file, "bad_unit", counts, unit="a.u."), 0, 1000)
        starts(series(file, "no_rate", counts), 0, 0)
        starts(series(file, "four_axes", counts.reshape(5, 2, 4, 3)), 0, 1000)
        wrong = series(file, "wrong_channels", counts)
        starts(wrong, 0, 1000)
        wrong.create_dataset("channel_conversion", data=[1.0, 2.0])
        bad = series(file, "bad_conversion", counts, conversion="much")
        starts(bad, 0, 1000)
        hours = series(file, "hours", counts)
        starts(hours, 0, 1000)
        hours["starting_time"].attrs["unit"] = "metres"

        turned = file.create_dataset("plain/turned", data=counts.T.astype(">i4"))
        turned.attrs["units"] = "uV"
        turned.attrs["rate"] = 2000
        turned.attrs["start"] = -1.0
        weights = file.create_dataset("plain/weights", data=np.arange(24, dtype="f8").reshape(2, 3, 4))
        weights.attrs["unit"] = "nS"
        none = file.create_dataset("plain/none", data=np.zeros((0, 3), "f4"))
        none.attrs["unit"] = "mV"
        none.attrs["rate"] = 1000.0
        one = file.create_dataset("plain/one_number", data=7)
        one.attrs["unit"] = "pA"
        half = file.create_dataset("plain/half", data=np.array([0.5, -2.0], "f2"))
        half.attrs["unit"] = "mV"
        half.attrs["rate"] = 1000.0
        file.create_dataset("plain/words", data=["a", "b"]).attrs["unit"] = "mV"
        file.create_dataset("plain/no_unit", data=counts)


main()
