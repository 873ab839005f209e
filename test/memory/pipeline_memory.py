#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Run neuropixels_pipeline on a long recording and fail where it takes more than 64 MB of memory.

usage: pipeline_memory.py build/release/examples/neuropixels_pipeline [MEGABYTES]

The recording is made for it: silence, 2000 MB of it unless told otherwise, which takes no room on most disks; the
output takes as much as it says. Both are removed. Where the disk has no room for two such files, they are as large as
it allows, but 200 MB at least.
"""
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

MOST = 64  # MB
LEAST_RECORDING = 200  # MB
BYTES_PER_SAMPLE = 384 * 2


def megabytes_that_fit(wanted, folder):
    free = shutil.disk_usage(folder).free // 1_000_000
    return max(min(wanted, free // 3), LEAST_RECORDING)  # input, output, and a third that is left to others


def run(program, folder, megabytes):
    """The number of samples, and the last line that the program printed."""
    samples = megabytes * 1_000_000 // BYTES_PER_SAMPLE
    recording, filtered = folder / "long.bin", folder / "filtered.bin"
    with recording.open("wb") as file:
        file.truncate(samples * BYTES_PER_SAMPLE)
    done = subprocess.run([program, folder / "picture.svg", recording, filtered], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0 or filtered.stat().st_size != recording.stat().st_size:
        sys.exit(f"{program.name} failed: {done.stdout[-500:]}")
    return samples, done.stdout.splitlines()[-1]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as folder:
        megabytes = megabytes_that_fit(wanted, folder)
        samples, last_line = run(program, pathlib.Path(folder), megabytes)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000  # of the largest child, in kB
    print(f"{samples} samples, {megabytes} MB: at most {peak:.1f} MB of memory; {last_line}")
    if peak > MOST:
        sys.exit(f"more than {MOST} MB")


main()
