#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write resampling.json beside this file: what SciPy makes of small arrays at other rates, and their analytic signals.

usage: make_resampling.py            (made with SciPy 1.10.1, NumPy 1.24.2)

Every case has the signal, the options in this library's words, and SciPy's numbers. Complex numbers are pairs.
"""
import json
import pathlib

import numpy as np
from scipy import signal

random = np.random.default_rng(16)


def numbers(*shape, complex_numbers=False):
    a = np.round(random.normal(size=shape), 4)
    return a + 1j * np.round(random.normal(size=shape), 4) if complex_numbers else a


def listed(a):
    flat = np.asarray(a).ravel()
    if np.iscomplexobj(flat):
        return [[float(z.real), float(z.imag)] for z in flat]
    return [float(z) for z in flat]


cases = []


def add(name, x, y, **options):
    cases.append({"name": name, "x": listed(x), "x_shape": x.shape, "y": listed(y), "y_shape": y.shape, **options})


def taps(h):
    return {"h": listed(h), "h_shape": h.shape}


for n, k, up, down in [(13, 5, 3, 2), (13, 5, 2, 3), (7, 4, 1, 1), (1, 3, 5, 2), (9, 2, 5, 3), (11, 7, 1, 4),
                       (10, 6, 4, 2), (5, 1, 2, 1)]:
    x, h = numbers(n), numbers(k)
    add("upfirdn", x, signal.upfirdn(h, x, up, down), **taps(h), up=up, down=down)
boundaries = {"edge": "replicate", "reflect": "reflect", "symmetric": "symmetric", "wrap": "circular"}
for theirs, ours in boundaries.items():
    x, h = numbers(7), numbers(9)
    add("upfirdn", x, signal.upfirdn(h, x, 3, 2, mode=theirs), **taps(h), up=3, down=2, boundary=ours)
x, h = numbers(4, 6), numbers(5)
for axis in [0, 1]:
    add("upfirdn", x, signal.upfirdn(h, x, 2, 3, axis=axis), **taps(h), up=2, down=3, axis=axis)
x, h = numbers(6, complex_numbers=True), numbers(5, complex_numbers=True)
add("upfirdn", x, signal.upfirdn(h, x, 3, 2), **taps(h), up=3, down=2)
add("upfirdn", x.real, signal.upfirdn(h, x.real, 3, 2), **taps(h), up=3, down=2)
add("upfirdn", x, signal.upfirdn(h.real, x, 3, 2), **taps(h.real), up=3, down=2)

for n, up, down in [(30, 3, 2), (31, 2, 3), (17, 1, 1), (1, 3, 2), (13, 1, 5), (2, 7, 1), (40, 160, 147),
                    (9, 6, 4), (50, 1, 7)]:
    x = numbers(n)
    add("resample_poly", x, signal.resample_poly(x, up, down), up=up, down=down)
for theirs, ours in boundaries.items():
    x = numbers(25) + 3
    add("resample_poly", x, signal.resample_poly(x, 3, 2, padtype=theirs), up=3, down=2, boundary=ours)
x = numbers(25) + 3
add("resample_poly", x, signal.resample_poly(x, 3, 2, padtype="constant", cval=2.5), up=3, down=2, value=2.5)
for level in ["mean", "median", "minimum", "maximum"]:
    for n in [24, 25]:
        x = numbers(n) - 65
        add("resample_poly", x, signal.resample_poly(x, 2, 3, padtype=level), up=2, down=3, background=level)
x = numbers(3, 12, 2)
add("resample_poly", x, signal.resample_poly(x, 4, 3, axis=1), up=4, down=3, axis=1)
x = numbers(12, complex_numbers=True)
add("resample_poly", x, signal.resample_poly(x, 4, 3), up=4, down=3)
x = numbers(30)
for window, name in [(("kaiser", 8.), "kaiser"), ("hann", "hann"), ("boxcar", "rectangular"), ("blackman", "blackman")]:
    add("resample_poly", x, signal.resample_poly(x, 3, 4, window=window), up=3, down=4, window=name)

for n, q in [(60, 4), (37, 5), (1, 3)]:
    x = numbers(n)
    for zero_phase in [True, False]:
        add("decimate", x, signal.decimate(x, q, ftype="fir", zero_phase=zero_phase), down=q, zero_phase=zero_phase)

for n in [1, 2, 3, 8, 9, 30, 31]:
    x = numbers(n)
    add("hilbert", x, signal.hilbert(x))
x = numbers(6, 5)
for axis in [0, 1]:
    add("hilbert", x, signal.hilbert(x, axis=axis), axis=axis)

text = ",\n  ".join(json.dumps(case) for case in cases)
out = pathlib.Path(__file__).with_name("resampling.json")
out.write_text(f'{{"cases": [\n  {text}\n]}}\n', encoding="utf-8")
print(f"{out}: {len(cases)} cases, {out.stat().st_size} bytes")
