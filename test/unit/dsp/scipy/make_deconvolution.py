#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write deconvolution.json beside this file: what SciPy and NumPy make of the convolutions of small arrays.

usage: make_deconvolution.py            (made with SciPy 1.10.1, NumPy 1.24.2)

Every case has the sums y, the taps h, the options in this library's words, and the samples x. Complex numbers are
pairs. `condition` is that of the matrix, with the rows of the regularisation.
"""
import json
import pathlib

import numpy as np
from scipy import signal

random = np.random.default_rng(17)


def numbers(n, complex_numbers=False):
    a = np.round(random.normal(size=n), 4)
    return a + 1j * np.round(random.normal(size=n), 4) if complex_numbers else a


def listed(a):
    if np.iscomplexobj(a):
        return [[float(z.real), float(z.imag)] for z in a]
    return [float(z) for z in a]


def matrix(n, h, mode):
    """Row m, column j: h[first + m - j]."""
    k = len(h)
    kept = {"full": (0, n + k - 1), "valid": (k - 1, n - k + 1), "same": ((k - 1) // 2, n), "causal": (0, n)}
    first, rows = kept[mode]
    a = np.zeros((rows, n), dtype=h.dtype)
    for m in range(rows):
        for j in range(n):
            if 0 <= first + m - j < k:
                a[m, j] = h[first + m - j]
    return a


cases = []


def add(name, y, h, x, a, mode="full", regularisation=0.):
    cases.append({"name": name, "y": listed(y), "y_shape": y.shape, "h": listed(h), "h_shape": h.shape, "x": listed(x),
                  "x_shape": x.shape, "mode": mode, "regularisation": regularisation,
                  "condition": float(np.linalg.cond(a))})


for n, k in [(9, 4), (1, 3), (12, 1), (3, 5)]:
    x, h = numbers(n), numbers(k)
    h[0] = 3.
    y = np.convolve(x, h)
    quotient, rest = signal.deconvolve(y, h)
    assert np.allclose(rest, 0)
    add("scipy.signal.deconvolve", y, h, quotient, matrix(n, h, "full"))

for mode, k, regularisation in [("full", 4, 0.), ("full", 4, 0.1), ("full", 1, 0.5), ("same", 3, 0.), ("same", 4, 0.3),
                                ("causal", 4, 0.), ("causal", 4, 0.02), ("valid", 3, 0.1), ("same", 13, 0.2)]:
    for h_complex, y_complex in [(False, False), (True, True), (True, False), (False, True)]:
        n = 10
        h = numbers(k, h_complex)
        h[(k - 1) // 2 if mode == "same" else 0] += 4.
        a = matrix(n, h, mode)
        y = numbers(len(a), y_complex)
        damping = regularisation * np.linalg.norm(h)
        whole = np.vstack([a, damping * np.eye(n)])
        x = np.linalg.lstsq(whole, np.concatenate([y, np.zeros(n)]), rcond=None)[0]
        add("numpy.linalg.lstsq", y, h, x, whole if regularisation else a, mode, regularisation)

text = ",\n  ".join(json.dumps(case) for case in cases)
out = pathlib.Path(__file__).with_name("deconvolution.json")
out.write_text(f'{{"cases": [\n  {text}\n]}}\n', encoding="utf-8")
print(f"{out}: {len(cases)} cases, {out.stat().st_size} bytes")
print("conditions up to", max(case["condition"] for case in cases))
