"""`python -m desktop` and `naeil-desk`: the counter, or one maintenance command."""

import sys


def main() -> int:
    """Start by the command line; gives the exit code."""
    from desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
