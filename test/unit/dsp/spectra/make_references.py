#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write spectra.json beside this file: SciPy's spectra of small signals, for the tests of dsp.

usage: make_references.py            (made with SciPy 1.10.1, NumPy 1.24.2)

Signals are sampled at 250 Hz. Two-sided spectra are in ascending order of frequency. Complex numbers are pairs.
"""
import json
import pathlib

import numpy as np
from scipy import signal

random = np.random.default_rng(16)
rate = 250.0
samples = 97


def listed(a):
    flat = np.asarray(a).ravel()
    if np.iscomplexobj(flat):
        return [[float(f"{z.real:.13g}"), float(f"{z.imag:.13g}")] for z in flat]
    return [float(f"{z:.13g}") for z in flat]


def numbers():
    return np.round(random.normal(size=samples) + 0.03 * np.arange(samples) + 2, 6)


x, y = numbers(), numbers()
z, w = x + 1j * numbers(), y + 1j * numbers()
cases = []


def add(name, complex_signal, segment, overlap=0.5, window="hann", detrend="constant", scaling="density", nfft=None,
        average="mean"):
    a, b = (z, w) if complex_signal else (x, y)
    options = {"fs": rate, "window": ("kaiser", 5.0) if window == "kaiser" else window}
    if name != "stft":
        options |= {"detrend": False if detrend == "none" else detrend, "nfft": nfft}
    if name != "periodogram":
        options |= {"nperseg": segment, "noverlap": int(overlap * segment + 1e-3)}
    if name not in ("coherence", "stft"):
        options |= {"scaling": scaling}
    if complex_signal:
        options |= {"return_onesided": False}
    if average != "mean":
        options |= {"average": average}
    call = getattr(signal, name)
    t = None
    if name in ("csd", "coherence"):
        if name == "coherence":
            options.pop("return_onesided", None)
        f, p = call(a, b, **options)
    elif name in ("spectrogram", "stft"):
        f, t, p = call(a, **options)
    else:
        f, p = call(a, **options)
    if complex_signal:
        f, p = np.fft.fftshift(f), np.fft.fftshift(p, axes=0)
    case = {"function": name, "complex": complex_signal, "segment": segment, "overlap": overlap,
            "window": window if isinstance(window, str) else window[0],
            "detrend": detrend, "scaling": scaling, "nfft": nfft or 0,
            "average": average, "first": float(f[0]), "step": float(f[1] - f[0]) if len(f) > 1 else rate,
            "p": listed(p)}
    if t is not None:
        case |= {"times": listed(t)}
    cases.append(case)


for complex_signal in (False, True):
    add("welch", complex_signal, 32)
    add("welch", complex_signal, 25, 0.75, "hamming", "linear", "spectrum")
    add("welch", complex_signal, 31, 0, "blackman", "none", nfft=40)
    add("welch", complex_signal, 97, 0.5, "kaiser")
    add("welch", complex_signal, 1, 0, "boxcar", "none")
    add("periodogram", complex_signal, samples, window="boxcar")
    add("periodogram", complex_signal, samples, window="hann", detrend="linear", scaling="spectrum", nfft=128)
    add("csd", complex_signal, 24)
    add("csd", complex_signal, 25, 0.25, "hamming", "linear", "spectrum", nfft=27)
    add("welch", complex_signal, 20, average="median")
    add("welch", complex_signal, 16, 0.25, "nuttall", "linear", "spectrum", nfft=20, average="median")
    add("welch", complex_signal, 97, window="flattop", average="median")
    add("welch", complex_signal, 30, 0.75, ("tukey", 0.3))
    add("csd", complex_signal, 20, average="median")
    add("csd", complex_signal, 16, 0.25, "blackmanharris", "linear", "spectrum", nfft=20, average="median")
    add("spectrogram", complex_signal, 24)
    add("stft", complex_signal, 24)
    add("stft", complex_signal, 25, 0.75, "hamming")
add("coherence", False, 16)
add("coherence", False, 20, 0.75, "blackman", "linear")

# What istft makes of spectra that no signal has.
inverted = {"istft_real": [], "istft_complex": []}
for segment, overlap, window in [(24, 0.5, "hann"), (25, 0.75, "hamming")]:
    for name, a in [("istft_real", x), ("istft_complex", z)]:
        one_sided = name == "istft_real"
        options = {"fs": rate, "window": window, "nperseg": segment, "noverlap": int(overlap * segment + 1e-3)}
        f, t, p = signal.stft(a, return_onesided=one_sided, **options)
        p *= 1 / (1 + np.abs(f) / 50)[:, None] + 0.5 * (np.arange(len(t)) % 3 == 0)
        back = signal.istft(p, input_onesided=one_sided, **options)[1][:samples]
        inverted[name].append({"segment": segment, "overlap": overlap, "window": window, "p": listed(back)})

document = {"rate": rate, "x": listed(x), "y": listed(y), "z": listed(z), "w": listed(w), "cases": cases} | inverted
path = pathlib.Path(__file__).with_name("spectra.json")
path.write_text(json.dumps(document, separators=(",", ":")).replace('{"function"', '\n{"function"') + "\n")
