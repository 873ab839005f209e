#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write filters.json beside this file: what SciPy designs and what comes out of its filters, for the tests of dsp.

usage: make_filters.py            (made with SciPy 1.10.1, NumPy 1.24.2)

Frequencies are in Hz, delays in s. A section is b0, b1, b2, a1, a2.
"""
import fractions
import json
import math
import pathlib

import numpy as np
from scipy import signal

random = np.random.default_rng(16)
words = {"low": "lowpass", "high": "highpass", "inside": "bandpass", "outside": "bandstop"}


def listed(a):
    flat = np.asarray(a).ravel()
    if np.iscomplexobj(flat):
        return [[float(z.real), float(z.imag)] for z in flat]
    return [float(z) for z in flat]


def delay_of_sections(sos, f, rate):
    # without the gain: where it is small SciPy takes the response for zero
    return sum(signal.group_delay((s[:3] / s[0], s[3:]), w=f, fs=rate)[1] for s in sos) / rate


recursive = []


def add_sections(family, order, which, edges, rate, sos, **more):
    f = np.linspace(0.013, 0.481, 5) * rate
    recursive.append({"family": family, "order": order, "pass": which, "edges": edges, "rate": rate,
                      "sections": [listed(np.delete(s, 3)) for s in sos], "f": listed(f),
                      "response": listed(signal.sosfreqz(sos, f, fs=rate)[1]),
                      "delay": listed(delay_of_sections(sos, f, rate)), **more})


for which, edges, rate in [("low", [80.0], 1000.0), ("low", [0.5], 1000.0), ("high", [300.0], 30000.0),
                           ("inside", [300.0, 6000.0], 30000.0), ("inside", [30.0, 80.0], 1000.0),
                           ("outside", [48.0, 52.5], 1000.0), ("high", [400.0], 1000.0)]:
    wn = edges if len(edges) == 2 else edges[0]
    for order in [1, 2, 3, 4, 7]:
        if order == 7 and edges[0] < 1:
            continue  # SciPy itself is not that precise
        add_sections("butterworth", order, which, edges, rate,
                     signal.butter(order, wn, words[which], output="sos", fs=rate))
        if order != 1:
            add_sections("bessel", order, which, edges, rate,
                         signal.bessel(order, wn, words[which], output="sos", norm="phase", fs=rate))
for order in [13, 25]:
    add_sections("bessel", order, "low", [80.0], 1000.0,
                 signal.bessel(order, 80.0, "lowpass", output="sos", norm="phase", fs=1000.0))
add_sections("butterworth", 20, "low", [80.0], 1000.0, signal.butter(20, 80.0, "lowpass", output="sos", fs=1000.0))
for f, q, rate in [(50.0, 30.0, 1000.0), (60.0, 5.0, 30000.0), (50.0, 0.7, 200.0)]:
    b, a = signal.iirnotch(f, q, fs=rate)
    add_sections("notch", 1, "low", [f], rate, np.concatenate([b, a])[None, :], q=q)

finite = []


def add_taps(family, taps, rate, **more):
    f = np.linspace(0.013, 0.22, 4) * rate
    finite.append({"family": family, "rate": rate, "taps": listed(taps), "f": listed(f),
                   "response": listed(signal.freqz(taps, 1, f, fs=rate)[1]), **more})


for window in ["hamming", "hann", "blackman", "rectangular", "kaiser"]:
    scipy_window = {"rectangular": "boxcar", "kaiser": ("kaiser", 6.5)}.get(window, window)
    for which, edges, rate in [("low", [80.0], 1000.0), ("high", [300.0], 30000.0), ("inside", [30.0, 80.0], 1000.0),
                               ("outside", [48.0, 252.5], 1000.0)]:
        for count in ([21, 1] if window == "hamming" else [15]) + ([20] if which in ["low", "inside"] else []):
            if count == 1 and which != "low":
                continue  # SciPy divides 0 by 0
            add_taps("firwin", signal.firwin(count, edges, window=scipy_window, pass_zero=words[which], fs=rate), rate,
                     count=count, window=window, **{"pass": which}, edges=edges)
for which, edges, rate, width, attenuation in [("low", [80.0], 1000.0, 40.0, 60.0), ("low", [80.0], 500.0, 40.0, 10.0),
                                               ("high", [300.0], 3000.0, 250.0, 45.0),
                                               ("inside", [30.0, 80.0], 500.0, 25.0, 30.0),
                                               ("outside", [48.0, 152.5], 1000.0, 40.0, 21.5)]:
    count, beta = signal.kaiserord(attenuation, width / (rate / 2))
    count += which in ["high", "outside"] and count % 2 == 0
    add_taps("kaiser", signal.firwin(count, edges, window=("kaiser", beta), pass_zero=words[which], fs=rate), rate,
             width=width, attenuation=attenuation, **{"pass": which}, edges=edges)
for count, edges, passes_zero, window in [(41, [40.0, 80.0, 150.0, 220.0], False, "hamming"),
                                          (41, [40.0, 80.0, 150.0], True, "hamming"),
                                          (35, [40.0, 80.0, 150.0], False, "blackmanharris"),
                                          (55, [40.0, 80.0, 150.0, 220.0, 300.0, 410.0], True, "nuttall"),
                                          (24, [40.0, 80.0, 150.0, 220.0], False, "flattop"),
                                          (33, [60.0], True, ("tukey", 0.4))]:
    name = window if isinstance(window, str) else window[0]
    add_taps("firwin", signal.firwin(count, edges, window=window, pass_zero=passes_zero, fs=1000.0), 1000.0, count=count,
             window=name, passes_zero=passes_zero, **{"pass": "bands"}, edges=edges)
count, beta = signal.kaiserord(50.0, 25.0 / 500)
count += count % 2 == 0
add_taps("kaiser", signal.firwin(count, [40.0, 80.0, 150.0], window=("kaiser", beta), pass_zero=False, fs=1000.0), 1000.0,
         width=25.0, attenuation=50.0, passes_zero=False, **{"pass": "bands"}, edges=[40.0, 80.0, 150.0])


def exact_savgol_coeffs(window, degree, order, rate):
    """By rational numbers: SciPy itself is wrong by 1e-11 for degree 5, by 1e-5 for degree 12."""
    x = [fractions.Fraction(window // 2 - i) for i in range(window)]
    rows = [[sum(t ** (i + j) for t in x) for j in range(degree + 1)] for i in range(degree + 1)]
    for i, row in enumerate(rows):
        row.append(fractions.Fraction(math.factorial(order) * rate ** order if i == order else 0))
    for i in range(degree + 1):
        pivot = next(r for r in range(i, degree + 1) if rows[r][i] != 0)
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(degree + 1):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    solution = [rows[i][-1] / rows[i][i] for i in range(degree + 1)]
    return np.array([float(sum(c * t ** k for k, c in enumerate(solution))) for t in x])


for window, degree in [(1, 0), (5, 2), (11, 3), (31, 5), (21, 12)]:
    for order in [0, 1, 2]:
        if order <= degree:
            taps = signal.savgol_coeffs(window, degree, deriv=order, delta=1 / 250.0)
            exact = exact_savgol_coeffs(window, degree, order, 250)
            assert degree > 3 or abs(taps - exact).max() < 1e-14 * abs(exact).max()
            add_taps("savitzky_golay", exact, 250.0, window=window, degree=degree, order=order)

x = np.round(random.normal(size=60), 6)
filtered = []


def add_filtered(name, y, **more):
    filtered.append({"name": name, "y": listed(y), **more})


rate = 1000.0
for order, which, edges in [(1, "low", [80.0]), (3, "inside", [30.0, 80.0]), (4, "high", [100.0])]:
    sos = signal.butter(order, edges if len(edges) == 2 else edges[0], words[which], output="sos", fs=rate)
    more = {"order": order, "pass": which, "edges": edges}
    add_filtered("sosfilt", signal.sosfilt(sos, x), **more)
    add_filtered("sosfiltfilt", signal.sosfiltfilt(sos, x), **more)
for count, which, edges in [(11, "low", [80.0]), (16, "inside", [30.0, 80.0])]:
    taps = signal.firwin(count, edges, pass_zero=words[which], fs=rate)
    more = {"count": count, "pass": which, "edges": edges}
    add_filtered("lfilter", signal.lfilter(taps, 1, x), **more)
    add_filtered("filtfilt", signal.filtfilt(taps, 1, x), **more)

continued = []
for padtype, padlen in [("odd", 0), ("odd", 1), ("odd", 59), ("even", None), ("even", 7), ("even", 59),
                        ("constant", None), ("constant", 20), (None, None), (None, 7)]:
    sos = signal.butter(3, [30.0, 80.0], "bandpass", output="sos", fs=rate)
    taps = signal.firwin(11, 80.0, fs=rate)
    continued.append({"padtype": padtype or "none", "padlen": -1 if padlen is None else padlen,
                      "sections": listed(signal.sosfiltfilt(sos, x, padtype=padtype, padlen=padlen)),
                      "taps": listed(signal.filtfilt(taps, 1, x, padtype=padtype, padlen=padlen))})

path = pathlib.Path(__file__).with_name("filters.json")
path.write_text(json.dumps({"recursive": recursive, "finite": finite, "rate": rate, "x": listed(x),
                            "filtered": filtered, "continued": continued}, separators=(",", ":")) + "\n")
print(f"{path}: {len(recursive)} + {len(finite)} + {len(filtered)} + {len(continued)} cases, {path.stat().st_size} bytes")
