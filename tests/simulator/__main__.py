"""`python -m simulator SEED [SEED …]`: play seeds again and tell what happens."""

import sys
import traceback

from simulator.simulation import play
from simulator.workshop import workshop


def main(arguments) -> int:
    failed = 0
    with workshop() as shop:
        for seed in arguments:
            played = play(int(seed), shop)
            sys.stdout.write(played.told() + "\n")
            if played.fault is not None:
                failed += 1
                traceback.print_exception(played.fault)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
