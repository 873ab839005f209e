#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Write references.hpp beside this file: what NumPy and SciPy make of a matrix and a trace, for the tests of statistics.

usage: make_references.py            (made with NumPy 1.24.2, SciPy 1.10.1)
"""
import pathlib
import textwrap

import numpy as np
from scipy import signal, stats

random = np.random.default_rng(14)
matrix = np.round(random.normal(size=(4, 9)) * 3, 2)
matrix[2, 3:6] = matrix[2, 2]  # ties
trace = np.round(np.cumsum(random.normal(size=80)) + 3 * np.sin(np.arange(80) / 3), 1)
trace[20:23] = trace[20] = trace.max() + 1  # a plateau
edges = np.array([-4.0, -1.5, -1.0, 0.0, 2.0, 2.25])
positions = np.array([0.0, 0.25, 1.5, 3.999, 4.0, 7.75, 8.0])
percentiles = [0, 5, 25, 50, 62.5, 97, 100]

arrays = {
    "matrix": matrix,
    "trace": trace,
    "edges": edges,
    "positions": positions,
    "percentiles": np.array(percentiles, float),
    "percentiles_of_all": np.percentile(matrix, percentiles),
    "percentiles_of_rows": np.percentile(matrix, percentiles, axis=1),
    "percentiles_of_columns": np.percentile(matrix, percentiles, axis=0),
    "median_of_rows": np.median(matrix, axis=1),
    "mad_of_rows": stats.median_abs_deviation(matrix, axis=1),
    "mad_of_columns": stats.median_abs_deviation(matrix, axis=0),
    "rms_of_rows": np.sqrt(np.mean(matrix**2, axis=1)),
    "covariance": np.cov(matrix),
    "covariance_over_n": np.cov(matrix, ddof=0),
    "covariance_of_columns": np.cov(matrix, rowvar=False),
    "even_counts": np.histogram(matrix, bins=7)[0],
    "even_edges": np.histogram(matrix, bins=7)[1],
    "ranged_counts": np.histogram(matrix, bins=6, range=(-2, 3))[0],
    "uneven_counts": np.histogram(matrix, bins=edges)[0],
    "detrended_rows": signal.detrend(matrix, axis=1),
    "detrended_columns": signal.detrend(matrix, axis=0),
    "centred_rows": signal.detrend(matrix, axis=1, type="constant"),
    "slopes_of_rows": np.gradient(matrix, 0.25, axis=1),
    "slopes_of_columns": np.gradient(matrix, 0.25, axis=0),
    "interpolated_rows": np.array([np.interp(positions, np.arange(9), row) for row in matrix]),
    "all_peaks": signal.find_peaks(trace)[0],
    "high_peaks": signal.find_peaks(trace, height=2.5)[0],
    "distant_peaks": signal.find_peaks(trace, distance=7)[0],
    "high_distant_peaks": signal.find_peaks(trace, height=0.5, distance=4.0)[0],
}

lines = ["// SPDX-License-Identifier: BSD-3-Clause",
         "/// What NumPy and SciPy make of a matrix and a trace; written by make_references.py.",
         "/// Layer: test support.",
         "#pragma once", "", "#include <vector>", "", "namespace convolt::test::numpy {", "// clang-format off", ""]
for name, values in arrays.items():
    shape = " x ".join(str(n) for n in values.shape)
    text = ", ".join(repr(float(v)) for v in values.ravel())
    lines += [f"/// {shape}", f"inline std::vector<double> const {name}{{",
              *textwrap.wrap(text, 110, initial_indent="    ", subsequent_indent="    "), "};"]
lines += ["", "// clang-format on", "}  // namespace convolt::test::numpy", ""]
pathlib.Path(__file__).with_name("references.hpp").write_text("\n".join(lines), encoding="utf-8")
