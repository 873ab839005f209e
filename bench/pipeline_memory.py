#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Run neuropixels_pipeline on a long recording and fail where it takes more than 64 MB of memory.

usage: pipeline_memory.py build/release/examples/neuropixels_pipeline [MEGABYTES]

The recording is made for it: silence, 2000 MB of it unless told otherwise, which takes no room on most disks; the
output takes as much as it says. Both are removed.
"""
import pathlib
import resource
import subprocess
import sys
import tempfile

MOST = 64  # MB

program = pathlib.Path(sys.argv[1]).resolve()
megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
bytes_per_sample = 384 * 2
samples = megabytes * 1000 * 1000 // bytes_per_sample
with tempfile.TemporaryDirectory() as folder:
    recording, filtered = pathlib.Path(folder, "long.bin"), pathlib.Path(folder, "filtered.bin")
    with recording.open("wb") as file:
        file.truncate(samples * bytes_per_sample)
    run = subprocess.run([program, pathlib.Path(folder, "picture.svg"), recording, filtered],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode != 0 or filtered.stat().st_size != recording.stat().st_size:
        sys.exit(f"{program.name} failed: {run.stdout[-500:]}")
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000  # of the largest child, in kB
print(f"{samples} samples, {megabytes} MB: at most {peak:.1f} MB of memory; {run.stdout.splitlines()[-1]}")
if peak > MOST:
    sys.exit(f"more than {MOST} MB")
