"""What a question has freed is there for the next one."""

import platform
import subprocess
import sys

import pytest

FREED = """
from pathlib import Path
import numpy as np
{first}
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
array = np.ones(5 << 20)  # 40 MB
held = resident()
del array
print(held - resident() > 30 << 20)
"""
KEEP = "from desirepath.server.memory import keep_freed\nassert keep_freed()"


@pytest.mark.parametrize(("first", "is_given_back"), [("", True), (KEEP, False)])
def test_an_array_goes_back_to_the_system_unless_it_is_kept(first: str, is_given_back: bool) -> None:
    if platform.libc_ver()[0] != "glibc":
        pytest.skip("only glibc can be told to keep what is freed")
    script = [sys.executable, "-c", FREED.format(first=first)]
    said = subprocess.run(script, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(is_given_back)
