"""Starts the reader where Windows does not let our own small program start: Python does it, as its makers signed it.

Python imports this at each start, as `sitecustomize`. In the folder `runtime` lies a copy of it that is called as the
reader is; under that name it starts the reader, by the usual Python beside it, and ends.
"""

import os
import sys

if sys.executable.lower().endswith("\\foc reader.exe"):
    import msvcrt
    import subprocess

    # as launcher.c does, by the same numbers
    msvcrt.SetErrorMode(0x8003)  # type: ignore[attr-defined]
    runtime = os.path.dirname(sys.executable)  # noqa: PTH120 - pathlib would have to be read for it
    subprocess.Popen(
        [f"{runtime}\\pythonw.exe", "-X", "utf8", "-B", f"{os.path.dirname(runtime)}\\app\\foc-reader.pyc"],  # noqa: PTH120
        env={name: value for name, value in os.environ.items() if not name.upper().startswith(("PYTHON", "QT_"))},
    )
    os._exit(0)
