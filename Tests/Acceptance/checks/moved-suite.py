#!/usr/bin/env python3
"""Links a suite from its kit with its functions in another order: moved-suite.py PROGRAM SEED FOLDER. Prints the program's path."""

import pathlib
import sys

from relinked import moved

print(moved(pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]), pathlib.Path(sys.argv[3])))
