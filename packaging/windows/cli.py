"""What `foc-reader-cli.exe` has Python run on Windows: the command line. It lies in the folder `app`."""

import os
import sys

import frozen_modules

if __name__ == "__main__":
    # pathlib is one of the modules
    frozen_modules.take(os.path.join(os.path.dirname(__file__), frozen_modules.NAME))  # noqa: PTH118, PTH120
    from foc_reader.cli.__main__ import main

    sys.exit(main())
