"""`python -m printing.samples [FOLDER]`: every paper as PDF and picture, and one sheet of the fullest to look at."""

import sys
from pathlib import Path

from printing.samples import write_all

if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1] if len(sys.argv) > 1 else "build/papers")):
        sys.stdout.write(f"{written}\n")
