"""Ends with 0 if the display named by DISPLAY or WAYLAND_DISPLAY answers, else with 1. Needs nothing but Python."""

import ctypes
import os
import socket
import sys
from pathlib import Path


def x11_answers() -> bool:
    """Whether the X server named by DISPLAY lets us in, with the person's own key."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    has_error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not has_error


def wayland_answers() -> bool:
    """Whether the compositor named by WAYLAND_DISPLAY, a socket on this computer, takes connections."""
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/"), os.environ["WAYLAND_DISPLAY"])
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    opens = bool(os.environ.get("DISPLAY") and x11_answers())
    sys.exit(not (opens or (os.environ.get("WAYLAND_DISPLAY") and wayland_answers())))
