"""Puts the built resources into the wheel, where an installed reader looks for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[Any]):
    """Builds the bundled packs first. An editable install needs no copy: it finds them in build/resources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        subprocess.run([sys.executable, str(Path(self.root, "packaging", "build_resources.py"))], check=True)
        if version != "editable":
            build_data["force_include"][str(Path(self.root, "build", "resources"))] = "foc_reader/resources"
