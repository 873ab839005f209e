#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Check with h5py that a file is what write.cpp meant, and that the fixture of the unit tests is what its script makes.

usage: check_written.py WRITTEN FIXTURE MADE_AGAIN
"""
import sys

import h5py
import numpy as np


def check_written(path):
    with h5py.File(path) as file:
        data = file["lfp/raw"]
        assert dict(data.attrs) == {"unit": "uV", "rate": 2500.0, "start": -1.5}, dict(data.attrs)
        assert data.dtype == np.float32 and data.shape == (2000, 2), (data.dtype, data.shape)
        i = np.arange(1000)
        assert np.array_equal(data[0::2, 0], 500 * i) and np.array_equal(data[0::2, 1], -250 * i)
        assert np.array_equal(data[1::2, 0], 500 * i + 125) and np.all(data[1::2, 1] == 0)


def contents(path):
    found = {}

    def note(name, thing):
        for key, value in thing.attrs.items():
            found[name + "@" + key] = np.asarray(value).tolist()
        if isinstance(thing, h5py.Dataset):
            found[name] = (str(thing.dtype), np.asarray(thing[()]).tolist())

    with h5py.File(path) as file:
        file.visititems(note)
    return found


def main():
    written, fixture, again = sys.argv[1:]
    check_written(written)
    one, other = contents(fixture), contents(again)
    different = [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]
    assert not different, different
    print(f"{written} and {len(one)} entries of {fixture} are as they should be")


main()
