#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""The steps of examples/neuropixels_pipeline.cpp by SciPy, on the same counts: compares the results and the time.

usage: bench/pipeline_by_scipy.py IN.bin OUT.bin REAL_TIME_FACTOR
IN.bin: 384 channels of int16 at 30 kHz; OUT.bin and the factor are what the example made of it and printed.
"""

import sys
import time

import numpy as np
from scipy import signal

CHANNELS, RATE, GAIN = 384, 30_000., 2.34375
HALF, ATTENUATION = 16, 80.


def sinc_taps(part):
    """What dsp::delays interpolates with: a sinc under a Kaiser window, scaled to pass constants."""
    at = np.arange(HALF, -HALF, -1) - part
    window = np.i0(signal.kaiser_beta(ATTENUATION) * np.sqrt(np.clip(1 - (at / HALF) ** 2, 0, None)))
    taps = window * np.sinc(at)
    return taps / taps.sum()


def delayed(x, parts):
    """y[n] = sum over j of taps[j] x[n - j], j from 1 - HALF to HALF: zeros beyond the ends."""
    y = np.empty_like(x)
    for c, part in enumerate(parts):
        if part == 0:
            y[:, c] = x[:, c]
        else:
            y[:, c] = np.convolve(x[:, c], sinc_taps(part)[::-1], mode="full")[HALF - 1:HALF - 1 + len(x)]
    return y


def pipeline(counts):
    sections = signal.butter(3, [300., 6000.], "bandpass", output="sos", fs=RATE)
    x = signal.sosfilt(sections, counts * GAIN, axis=0)
    x = delayed(x, (np.arange(CHANNELS) // 2 % 12) / 13)
    x -= np.median(x, axis=1, keepdims=True)
    return np.clip(np.rint(x / GAIN), -32768, 32767).astype(np.int16)


def main():
    counts = np.fromfile(sys.argv[1], np.int16).reshape(-1, CHANNELS)
    theirs = np.fromfile(sys.argv[2], np.int16).reshape(-1, CHANNELS).astype(int)
    begin = time.perf_counter()
    ours = pipeline(counts)
    factor = len(counts) / RATE / (time.perf_counter() - begin)
    apart = np.abs(ours - theirs)
    print(f"SciPy {factor:.3g} times real time, convolt {float(sys.argv[3]) / factor:.3g} times as fast")
    print(f"apart by at most {apart.max()} counts; {100 * np.mean(apart > 0):.3g} % of the numbers differ")
    return 0 if apart.max() <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
