#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Time scipy.signal.resample_poly on what bench_resampling times resample on, in time of the processor.

usage: bench/resampling_by_scipy.py [ROUNDS]
"""
import sys
import time

import numpy as np
from scipy.signal import resample_poly

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
x = np.sin(0.37 * np.arange(64 * 60_000)).astype(np.float32)
for name, shape, axis in [("(time, channel)", (60_000, 64), 0), ("(channel, time)", (64, 60_000), 1)]:
    signals = x.reshape(shape)
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        resample_poly(signals, 3, 2, axis=axis)
        best = min(best, time.process_time() - start)
    print(f"resample_poly 3/2 of 64 channels of 60000 samples, float32, {name}: {1000 * best:.1f} ms")
