#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Time SciPy, chunk by chunk with its state, on what bench_streams times. Shown is the fastest chunk of each.

usage: bench/streams_by_scipy.py [CHUNKS]
"""
import sys
import time

import numpy as np
from scipy import signal

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
random = np.random.default_rng(1)


def race(what, step):
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        step()
        best = min(best, time.perf_counter() - start)
    print(f"{what:58} {1e6 * best:9.1f} us  {0.01 / best:8.2f} x real time")


rows = 300
counts = random.integers(-2048, 2047, (rows, 384)).astype(np.int16)
taps = (1 / (1 + np.arange(101))).astype(np.float32)
sections = np.tile([0.1, 0.2, 0.1, 1, -1.2, 0.5], (4, 1))
states = {}


def through_taps():
    z = states.setdefault("taps", np.zeros((100, 384), np.float32))
    y, states["taps"] = signal.lfilter(taps, [np.float32(1)], counts.astype(np.float32), axis=0, zi=z)


def through_sections(x, name):
    z = states.setdefault(name, np.zeros((4, 2, x.shape[1])))
    y, states[name] = signal.sosfilt(sections, x, axis=0, zi=z)


race("lfilter: 384 channels of counts, 101 taps, to float", through_taps)
wide, narrow = counts.astype(float), counts[:, :1].astype(float)
race("sosfilt: 384 channels, 4 sections, double", lambda: through_sections(wide, "wide"))
race("sosfilt: 1 channel, 4 sections, double", lambda: through_sections(narrow, "narrow"))
array = counts[:, :64].astype(np.float32)
race("resample_poly: 64 channels, rate times 3 / 2, float", lambda: signal.resample_poly(array, 3, 2, axis=0))
