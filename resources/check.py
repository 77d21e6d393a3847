"""Checks the resources: every string of the screen has its English, and none is stale.

Run as `python -m resources.check`; the exit status is 1 when something is amiss.
"""

import sys

from resources.translations.compile import faults


def main() -> int:
    """Write a line for each fault and return the exit status."""
    found = faults()
    for line in found:
        sys.stderr.write(f"{line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
