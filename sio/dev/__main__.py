"""The commands behind the Makefile: ``python3 -m sio.dev <command>``."""

import sys

if sys.version_info < (3, 11):
    sys.exit("SIO needs Python 3.11 or later: try PYTHON=python3.12 make run")

from sio.dev.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
