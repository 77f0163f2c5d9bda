"""A screen and a session bus of their own, and what sees a program there as a screen reader does: through AT-SPI."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, MatchRule, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

DEADLINE_S = 30
MOST_SCREENS = 5
REGISTRY = "org.a11y.atspi.Registry"
ROOT_PATH = "/org/a11y/atspi/accessible/root"
STATES = {1: "active", 7: "enabled", 11: "focusable", 12: "focused", 25: "showing", 30: "visible", 41: "checkable"}
KEY_SYMBOLS = {"Return": 0xFF0D, "Down": 0xFF54, "F3": 0xFFC0, "F5": 0xFFC2, "F6": 0xFFC3, "F7": 0xFFC4}


@dataclass(frozen=True)
class Thing:
    """One thing in the window, as it is told to a screen reader."""

    role: str
    name: str
    description: str
    states: frozenset[str]
    depth: int
    reference: tuple[str, str]  # bus name and path


class Gone(Exception):
    """What was asked about is no longer there."""


class ScreenReader:
    """Hears what the window tells, looks through what is in it, and presses keys."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = session.send_and_get_reply(new_method_call(launcher, "GetAddress"), timeout=DEADLINE_S).body
        self._bus: DBusConnection = open_dbus_connection(address)
        self._heard: list[tuple[str, str]] = []
        registry = DBusAddress("/org/a11y/atspi/registry", REGISTRY, REGISTRY)
        for event in (
            "object:announcement",
            "object:state-changed:focused",
            "object:text-caret-moved",
            "window:activate",
        ):
            self._ask(new_method_call(registry, "RegisterEvent", "s", (event,)))
        for interface in ("Object", "Window"):
            rule = MatchRule(type="signal", interface=f"org.a11y.atspi.Event.{interface}")
            self._ask(message_bus.AddMatch(rule))

    def close(self) -> None:
        self._bus.close()

    def things(self) -> list[Thing]:
        """Everything in the windows of the reader, from the top down."""
        found: list[Thing] = []
        for window in self._children((REGISTRY, ROOT_PATH)):
            self._look_through(window, 0, found)
        return found

    def find(self, role: str, name: str) -> Thing:
        """The first thing of this role and name that shows."""
        return next(t for t in self.things() if (t.role, t.name) == (role, name) and "showing" in t.states)

    def wait_for(self, is_so: Callable[[], bool], claim: str) -> None:
        """Until `is_so`, looked at each time something is heard, and at least every tenth of a second."""
        deadline = time.monotonic() + DEADLINE_S
        while not is_so():
            assert time.monotonic() < deadline, f"{claim}: not after {DEADLINE_S} seconds. Heard: {self._heard}"
            self._listen(0.1)

    def hear(self, event: str, words: str) -> None:
        """Wait until an event of this kind has said `words`."""
        self.wait_for(lambda: any(kind == event and words in said for kind, said in self._heard), f"{event} {words}")

    def heard(self, event: str) -> list[str]:
        """What events of this kind said."""
        return [said for kind, said in self._heard if kind == event]

    def is_in_front(self) -> bool:
        """Whether a window of the reader has the keyboard, told or not: it may have come before anybody listened."""
        if self.heard("Activate"):
            return True
        try:
            programs = self._children((REGISTRY, ROOT_PATH))
            windows = [window for program in programs for window in self._children(program)]
            return any("active" in self._look_at(window, 0).states for window in windows)
        except Gone:
            return False

    def forget(self) -> None:
        """Forget what was heard."""
        self._listen(0)
        self._heard.clear()

    def press(self, key: str, *held: str) -> None:
        """Press a key of the keyboard, by its name or as a letter, while `held` ("Control") are down."""
        modifiers = {"Control": 0xFFE3, "Shift": 0xFFE1, "Alt": 0xFFE9}
        for name in held:
            self._key(modifiers[name], 0)
        self._key(KEY_SYMBOLS.get(key) or ord(key), 3)
        for name in reversed(held):
            self._key(modifiers[name], 1)

    def type(self, text: str) -> None:
        for letter in text:
            self.press(letter)

    def use(self, thing: Thing) -> None:
        """Do what pressing it does."""
        bus_name, path = thing.reference
        place = DBusAddress(path, bus_name, "org.a11y.atspi.Action")
        self._ask(new_method_call(place, "DoAction", "i", (0,)))

    def text_of(self, thing: Thing) -> str:
        """What a thing reads out as its text."""
        bus_name, path = thing.reference
        place = DBusAddress(path, bus_name, "org.a11y.atspi.Text")
        return str(self._ask(new_method_call(place, "GetText", "ii", (0, -1)))[0])

    def _key(self, code: int, kind: int) -> None:
        """`kind`: 0 press and 1 release a key by its code, 3 type a key symbol."""
        keyboard = DBusAddress("/org/a11y/atspi/registry/deviceeventcontroller", REGISTRY)
        keyboard = keyboard.with_interface("org.a11y.atspi.DeviceEventController")
        if kind < 2:
            code = _key_code(code)
        self._ask(new_method_call(keyboard, "GenerateKeyboardEvent", "isu", (code, "", kind)))

    def _look_through(self, reference: tuple[str, str], depth: int, found: list[Thing]) -> None:
        try:
            found.append(self._look_at(reference, depth))
            children = self._children(reference)
        except Gone:
            return  # closed since its parent named it
        for child in children:
            self._look_through(child, depth + 1, found)

    def _look_at(self, reference: tuple[str, str], depth: int) -> Thing:
        bus_name, path = reference
        place = DBusAddress(path, bus_name, "org.a11y.atspi.Accessible")
        properties = Properties(place)
        role, name, description = (
            str(self._ask(new_method_call(place, "GetRoleName"))[0]),
            str(self._ask(properties.get("Name"))[0][1]),
            str(self._ask(properties.get("Description"))[0][1]),
        )
        low, high = self._ask(new_method_call(place, "GetState"))[0]
        bits = low | high << 32
        states = frozenset(word for bit, word in STATES.items() if bits >> bit & 1)
        return Thing(role, name, description, states, depth, reference)

    def _children(self, reference: tuple[str, str]) -> list[tuple[str, str]]:
        bus_name, path = reference
        place = DBusAddress(path, bus_name, "org.a11y.atspi.Accessible")
        return list(self._ask(new_method_call(place, "GetChildren"))[0])

    def _ask(self, message):
        answer = self._bus.send_and_get_reply(message, timeout=DEADLINE_S)
        error = answer.header.fields.get(HeaderFields.error_name)
        if error in ("org.freedesktop.DBus.Error.UnknownObject", "org.freedesktop.DBus.Error.UnknownInterface"):
            raise Gone(answer.body)
        assert not error, f"{error}: {answer.body}"
        return answer.body

    def _listen(self, seconds: float) -> None:
        """Take in what has come on the bus; wait `seconds` at most for the first of it."""
        try:
            while True:
                self._take(self._bus.receive(timeout=seconds))
                seconds = 0
        except TimeoutError:
            return

    def _take(self, message) -> None:
        fields = message.header.fields
        kind = str(fields.get(HeaderFields.member, ""))
        if str(fields.get(HeaderFields.interface, "")).startswith("org.a11y.atspi.Event."):
            detail, _, _, (_, value), *_ = message.body
            said = str(value) if kind == "Announcement" else str(detail)
            self._heard.append((kind, said))


def _key_code(symbol: int) -> int:
    """The key of the usual keyboard of X that holds down a modifier."""
    return {0xFFE3: 37, 0xFFE1: 50, 0xFFE9: 64}[symbol]


@contextmanager
def _running(words: list[str], environment: dict[str, str], **how) -> Iterator[subprocess.Popen]:
    with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL, **how) as process:
        try:
            yield process
        finally:
            process.terminate()


def _new_screen(start: Callable[..., subprocess.Popen]) -> str:
    """A screen of its own. Another that had its number and is just ending can take its socket away: then one more."""
    for _ in range(MOST_SCREENS):
        reads, writes = os.pipe()
        start("Xvfb", "-displayfd", str(writes), "-screen", "0", "1366x768x24", "-nolisten", "tcp", pass_fds=[writes])
        os.close(writes)
        with os.fdopen(reads) as line:
            number = line.readline().strip()
        if Path(f"/tmp/.X11-unix/X{number}").is_socket():
            return f":{number}"
    raise AssertionError("no screen can be opened")


def _manage_windows(start: Callable[..., subprocess.Popen], told: Path) -> None:
    """Has windows managed: else none would ever have the keyboard, nor would one that was there before."""
    os.mkfifo(told)
    start("openbox", "--sm-disable", "--startup", f"sh -c 'echo it is so > \"{told}\"'")
    assert told.read_text() == "it is so\n"


@contextmanager
def desktop(home: Path) -> Iterator[tuple[ScreenReader, Callable[..., subprocess.Popen]]]:
    """A screen reader on a desktop of its own, whose person has the folder `home`, and what starts a program there."""
    names = ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    environment = {name: str(home / name.lower()) for name in names} | {"PATH": os.environ["PATH"]}
    for name in names:
        Path(environment[name]).mkdir(mode=0o700, parents=True)
    with ExitStack() as running:

        def start(*words: str, **how) -> subprocess.Popen:
            more = how.pop("more", {})
            return running.enter_context(_running(list(words), environment | more, **how))

        environment["DISPLAY"] = _new_screen(start)
        _manage_windows(start, home / "managed")
        bus = start("dbus-daemon", "--session", "--print-address", "--nofork", stdout=subprocess.PIPE, text=True)
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        environment |= {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        with closing(ScreenReader(environment["DBUS_SESSION_BUS_ADDRESS"])) as reader:
            yield reader, start
