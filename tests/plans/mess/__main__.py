"""One mess by hand: the number of its workbook, then its mutations."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from plans.mess import Mutation, describe, make


def main() -> int:
    """Print what became of the facts; 0 where nothing was changed in silence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workbook", type=int)
    parser.add_argument("mutations", nargs="*")
    parser.add_argument("--save", type=Path, help="write the workbook")
    given = parser.parse_args()
    outcome = make(given.workbook, [Mutation.parse(each) for each in given.mutations])
    if given.save:
        given.save.write_bytes(outcome.data)
    print("\n".join(describe(outcome)))
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main())
