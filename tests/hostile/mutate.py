"""Files changed at random: bytes anywhere, and the XML inside packed files."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

_MAGIC = (
    b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\xff" * 8, b"0", b"-1",
    b"99999999999", b"1e308", b"NaN", b"<", b">", b"&", b'"', b"obj", b"endobj", b"stream",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_VALUE = re.compile(rb'"[^"]*"')
_ELEMENT = re.compile(rb"<[^<>]+>")
_HUGE = (b"0", b"-1", b"1048577", b"16385", b"2147483648", b"99999999999999999999", b"1E400", b"x")


def mutated(data: bytes, rng: random.Random) -> bytes:
    """A copy of the file with one to four changes."""
    for _ in range(rng.randint(1, 4)):
        packed = data.startswith(b"PK") and rng.random() < 0.9
        data = _inside(data, rng) if packed else rng.choice(_PLAIN)(data, rng)
    return data


def _flip(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 16)):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _drop(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.randint(1, 400) :]


def _repeat(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    block = data[start : start + rng.randint(1, 400)]
    return data[:start] + block * rng.randint(2, 50) + data[start:]


def _insert(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + rng.choice(_MAGIC) + data[start:]


def _number(data: bytes, rng: random.Random) -> bytes:
    return _replace(_NUMBER, data, rng, rng.choice(_HUGE))


def _value(data: bytes, rng: random.Random) -> bytes:
    return _replace(_VALUE, data, rng, b'"' + rng.choice(_HUGE) + b'"')


def _element(data: bytes, rng: random.Random) -> bytes:
    return _replace(_ELEMENT, data, rng, b"")


def _replace(pattern: re.Pattern[bytes], data: bytes, rng: random.Random, new: bytes) -> bytes:
    start = rng.randrange(len(data) + 1)
    found = pattern.search(data, start) or pattern.search(data)
    return data if found is None else data[: found.start()] + new + data[found.end() :]


_PLAIN: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _cut, _drop, _repeat, _insert, _number,
)  # fmt: skip
_XML = (*_PLAIN, _value, _element, _number, _value)


def _inside(data: bytes, rng: random.Random) -> bytes:
    """One part of a packed file changed, and packed again."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except (BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        return _flip(data, rng)
    except Exception:  # zlib.error
        return _flip(data, rng)
    if not parts:
        return data
    name = rng.choice(sorted(parts))
    parts[name] = rng.choice(_XML)(parts[name], rng)
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return target.getvalue()
