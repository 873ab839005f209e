#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Time SciPy on what bench_spectra times: in one call, and welch channel by channel too, which is faster.

usage: bench/spectra_by_scipy.py [ROUNDS]
"""
import sys
import time

import numpy as np
from scipy import fft, signal

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
random = np.random.default_rng(1)


def show(what, work):
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    print(f"{what:60} {1000 * best:10.3f} ms")


recording = random.standard_normal((64, 600_000))
show("welch, 64 channels x 10 min at 1 kHz, 2 s segments", lambda: signal.welch(recording, 1000.0, nperseg=2000))
show("welch, the same channel by channel", lambda: [signal.welch(c, 1000.0, nperseg=2000) for c in recording])
x = random.standard_normal((8, 60_000))
show("stft, 8 channels x 1 min at 1 kHz, 256 ms segments", lambda: signal.stft(x, 1000.0, nperseg=256))
for n in (64, 256):
    line = random.standard_normal(n)
    show(f"rfft of {n} samples, 1000 times", lambda: [fft.rfft(line) for _ in range(1000)])
for n in (1000, 1 << 16, 1_000_000, 1_000_003):
    line = random.standard_normal(n)
    show(f"rfft of {n} samples", lambda: fft.rfft(line))
