#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write convolutions.json beside this file: what SciPy makes of small arrays, for the tests of dsp.

usage: make_references.py            (made with SciPy 1.10.1, NumPy 1.24.2)

Every case has the arrays, the options in this library's words, and SciPy's numbers. Complex numbers are pairs.
"""
import json
import pathlib

import numpy as np
from scipy import ndimage, signal

random = np.random.default_rng(15)


def numbers(*shape, complex_numbers=False):
    a = np.round(random.normal(size=shape), 6)
    return a + 1j * np.round(random.normal(size=shape), 6) if complex_numbers else a


def listed(a):
    flat = np.asarray(a).ravel()
    if np.iscomplexobj(flat):
        return [[float(z.real), float(z.imag)] for z in flat]
    return [float(z) for z in flat]


cases = []


def add(name, x, h, y, **options):
    cases.append({"name": name, "x": listed(x), "x_shape": x.shape, "h": listed(h), "h_shape": h.shape,
                  "y": listed(y), "y_shape": y.shape, **options})


# scipy.signal: zeros beyond the ends
for n, k in [(7, 3), (7, 4), (8, 5), (5, 1), (4, 6), (1, 3)]:
    for parts in ["real", "complex", "complex signal"]:
        x = numbers(n, complex_numbers=parts != "real")
        h = numbers(k, complex_numbers=parts == "complex")
        for mode in ["full", "same", "valid"]:
            if mode == "valid" and k > n:
                continue  # SciPy changes the two around
            add("scipy.signal.convolve", x, h, signal.convolve(x, h, mode, method="direct"), mode=mode)
            add("scipy.signal.correlate", x, h, signal.correlate(x, h, mode, method="direct"), mode=mode)
x, h = numbers(9), numbers(4)
add("scipy.signal.lfilter", x, h, signal.lfilter(h, 1, x), mode="causal")
x, h = numbers(5, 6), numbers(3, 2)
for mode in ["full", "same", "valid"]:
    add("scipy.signal.convolve", x, h, signal.convolve(x, h, mode, method="direct"), mode=mode)
    # signal.correlate2d has another lag 0 for even kernels than signal.correlate
    add("scipy.signal.correlate", x, h, signal.correlate(x, h, mode, method="direct"), mode=mode)
x, h = numbers(400), numbers(150)
add("scipy.signal.oaconvolve", x, h, signal.oaconvolve(x, h, "same"), mode="same")

# scipy.ndimage: its words for what is beyond the ends
boundaries = {"constant": "value", "nearest": "replicate", "mirror": "reflect", "reflect": "symmetric",
              "wrap": "circular"}
for theirs, ours in boundaries.items():
    for n, k in [(7, 3), (7, 4), (4, 7)]:
        x, h = numbers(n), numbers(k)
        centre = 0 if k % 2 else -1  # lag 0 of an even kernel: theirs is one later
        add("scipy.ndimage.convolve1d", x, h, ndimage.convolve1d(x, h, mode=theirs, cval=0.75, origin=centre),
            mode="same", boundary=ours, value=0.75)
        add("scipy.ndimage.correlate1d", x, h, ndimage.correlate1d(x, h, mode=theirs, cval=0.75), mode="same",
            boundary=ours, value=0.75)
    x, h = numbers(4, 5), numbers(3)
    for axis in [0, 1]:
        add("scipy.ndimage.convolve1d", x, h, ndimage.convolve1d(x, h, axis=axis, mode=theirs, cval=-2), mode="same",
            boundary=ours, value=-2., axis=axis)
    x, h = numbers(4, 5), numbers(3, 3)
    add("scipy.ndimage.convolve", x, h, ndimage.convolve(x, h, mode=theirs, cval=0.5), mode="same", boundary=ours,
        value=0.5)

lags = [{"n": n, "k": k, "mode": mode, "lags": [int(i) for i in signal.correlation_lags(n, k, mode)]}
        for n, k in [(7, 3), (8, 5), (5, 1), (6, 4)] for mode in ["full", "same", "valid"]]

text = ",\n  ".join(json.dumps(case) for case in cases)
lag_text = ",\n  ".join(json.dumps(case) for case in lags)
out = pathlib.Path(__file__).with_name("convolutions.json")
out.write_text(f'{{"cases": [\n  {text}\n], "lags": [\n  {lag_text}\n]}}\n', encoding="utf-8")
print(f"{out}: {len(cases)} cases, {out.stat().st_size} bytes")
