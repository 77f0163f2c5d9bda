"""What `FOC Reader.exe` has Python run on Windows: the reader, or a box that says why it cannot start.

Without a console nobody would see anything else. It lies in the folder `app`, beside the modules.
"""

from __future__ import annotations

import os
import sys

import frozen_modules

TOLD = 70  # launcher.c need not say it once more
OLDEST = "Windows 10, version 1809, or a later one, for 64-bit PCs"


def main() -> int:
    """Run the reader; its exit status comes back."""
    try:
        # pathlib is one of the modules
        frozen_modules.take(os.path.join(os.path.dirname(__file__), frozen_modules.NAME))  # noqa: PTH118, PTH120
        from foc_reader.__main__ import main

        return main()
    except Exception as error:  # noqa: BLE001 - whatever it is, a person is to see it
        tell(sentence_for(error))
        return TOLD


def sentence_for(error: Exception) -> str:
    """What a person is told of what came in the way of a start."""
    if isinstance(error, ImportError) and "DLL load failed" in str(error):
        return (
            f"FOC Reader cannot start here. It needs {OLDEST}. If this computer has that, a virus scanner may have "
            f"taken a file away: copy the whole folder again.\n\n{error}"
        )
    if isinstance(error, (ImportError, OSError)):
        return f"FOC Reader cannot start. A file is missing or damaged: copy the whole folder again.\n\n{error}"
    import traceback

    details = "".join(traceback.format_exception(error))
    return f"FOC Reader ended, as something went wrong that we did not foresee.\n\n{details}"


def tell(sentence: str) -> None:
    """Show it in a box, and where somebody reads that, as text."""
    if sys.stderr:
        sys.stderr.write(f"{sentence}\n")
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "FOC Reader", 0x10010)  # an error; in front of all others


if __name__ == "__main__":
    sys.exit(main())
