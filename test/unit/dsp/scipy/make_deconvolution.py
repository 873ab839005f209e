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

wiener_cases = []


def add_wiener(n, k, mode, white):
    x = np.convolve(numbers(n + 4), [0.2] * 5, "valid") * 3
    h, rate = np.exp(-np.arange(k) / 3.0), 1000.0
    h[0] = 0.5
    first = {"full": 0, "same": (k - 1) // 2, "causal": 0}[mode]
    y = np.round(np.convolve(x, h)[first:first + (n + k - 1 if mode == "full" else n)] + 0.1 * numbers(
        n + k - 1 if mode == "full" else n), 6)
    step, noise = 20.0, np.full(3, 2e-5) if white else np.array([1e-4, 2e-5, 3e-6, 5e-5])
    signal_power = np.full(3, 0.01) if white else np.array([0.02, 0.01, 0.0, 1e-3, 1e-6, 2e-3])
    least, length = 2 * (n + k - 1), 4
    while length < least:
        length *= 2
    length = 3 * length // 4 if 3 * length // 4 >= least else length
    f = np.arange(length // 2 + 1) * rate / length
    spectrum = np.fft.rfft(h, length)
    s = np.interp(f, 10 + 2 * step * np.arange(len(signal_power)), signal_power)
    w = np.interp(f, step * np.arange(len(noise)), noise)
    divisor = np.abs(spectrum) ** 2 * s + w
    placed = np.zeros(length)
    placed[first:first + len(y)] = y
    found = np.fft.irfft(np.conj(spectrum) * s / divisor * np.fft.rfft(placed), length)[:n]
    wiener_cases.append({"y": listed(y), "h": listed(h), "mode": mode, "noise": listed(noise), "noise_step": step,
                         "signal": listed(signal_power), "signal_first": 10.0, "signal_step": 2 * step,
                         "white": white, "x": listed(found)})


for mode in ["full", "same", "causal"]:
    for white in [True, False]:
        add_wiener(40, 9, mode, white)
add_wiener(1, 1, "full", False)
add_wiener(7, 12, "same", True)

wiener_text = ",\n  ".join(json.dumps(case) for case in wiener_cases)
text = ",\n  ".join(json.dumps(case) for case in cases)
out = pathlib.Path(__file__).with_name("deconvolution.json")
out.write_text(f'{{"cases": [\n  {text}\n], "wiener": [\n  {wiener_text}\n]}}\n', encoding="utf-8")
print(f"{out}: {len(cases)} cases, {out.stat().st_size} bytes")
print("conditions up to", max(case["condition"] for case in cases))
