"""How much memory a process needed."""

import re
import resource
import sys
from pathlib import Path


def peak_kb() -> int:
    """The most that this process held; the system's other number, `ru_maxrss`, counts who started it too."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found is not None:
            return int(found.group(1))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most
