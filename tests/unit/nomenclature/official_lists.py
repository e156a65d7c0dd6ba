"""Small official lists, whole or damaged, of names that nobody published."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, replace
from datetime import date

from pipelines.nomenclature import csv_sheet, read_list

SCHEME = "permendagri-90-2019"
LONG_SCHEME = "kepmendagri-900.1.15.5-1317-2023"
OLD_SCHEME = "permendagri-13-2006"


@dataclass(frozen=True)
class Line:
    """One row: what is printed, and what it should be read as."""

    code: str
    level: str
    name: str
    authority: str = ""
    printed: str | None = None

    @property
    def text(self) -> str:
        return self.code if self.printed is None else self.printed


def new_list(rng: random.Random, sub_digits: int = 2) -> list[Line]:
    """Bidang, then program, kegiatan and sub kegiatan of both authorities, all in order."""
    lines: list[Line] = [Line(str(urusan), "urusan", f"Urusan {urusan}") for urusan in (1, 2)]
    for urusan, count in ((1, 6), (2, 12)):
        for bidang in range(1, count + 1):
            code = f"{urusan}.{bidang:02}"
            lines.append(Line(code, "bidang", f"Bidang {code}"))
            if rng.random() < 0.75:
                continue
            for program in range(2, 2 + rng.randint(1, 4)):
                lines += _program(rng, f"{code}.{program:02}", sub_digits)
    return lines


def _program(rng: random.Random, code: str, sub_digits: int) -> list[Line]:
    lines = [Line(code, "program", f"Program {code}")]
    for digit in "12":
        for kegiatan in range(1, 1 + rng.choice((1, 2, 3, 11))):
            above = f"{code}.{digit}.{kegiatan:02}"
            lines.append(Line(above, "kegiatan", f"Kegiatan {above}", digit))
            for sub in range(1, 1 + rng.randint(0, 3)):
                own = f"{above}.{sub:0{sub_digits}}"
                lines.append(Line(own, "sub_kegiatan", f"Sub kegiatan {own}", digit))
    return lines


def old_list(rng: random.Random) -> list[Line]:
    """Programmes and kegiatan of the older nomenclature."""
    lines: list[Line] = []
    for bidang in ("1.01", "1.13", "2.10"):
        for program in range(1, 1 + rng.randint(1, 12)):
            code = f"{bidang}.{program:02}"
            lines.append(Line(code, "program", f"Program {code}"))
            for kegiatan in range(1, 1 + rng.randint(1, 12)):
                own = f"{code}.{kegiatan:02}"
                lines.append(Line(own, "kegiatan", f"Kegiatan {own}"))
    return lines


def as_csv(
    lines: list[Line], *, level: bool = True, authority: bool = True, mark: str = ","
) -> bytes:
    """The list as a CSV file, with or without the columns that help to repair it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark, lineterminator="\n")
    kept = [True, level, True, authority]
    writer.writerow(_some(["kode", "tingkat", "uraian", "jns_pemda"], kept))
    for line in lines:
        writer.writerow(_some([line.text, line.level, line.name, line.authority], kept))
    return text.getvalue().encode()


def _some(values, kept):
    return [value for value, wanted in zip(values, kept, strict=True) if wanted]


def read(text: str | bytes, scheme: str = SCHEME, bidang=()):
    data = text.encode() if isinstance(text, str) else text
    return read_list([csv_sheet(data)], scheme, bidang)


# --------------------------------------------------------------------------- damage


def _spaces(rng, line):
    place = rng.randint(0, len(line.code))
    return line.code[:place] + " " + line.code[place:]


def _marks(rng, line):
    return rng.choice((f"{line.code}.", f"'{line.code}", f".{line.code}", f"{line.code} . "))


def _commas(rng, line):
    return line.code.replace(".", ",")


def _zeros_lost(rng, line):
    return ".".join(part.lstrip("0") or "0" for part in line.code.split("."))


def _some_zeros_lost(rng, line):
    parts = line.code.split(".")
    place = rng.randrange(len(parts))
    parts[place] = parts[place].lstrip("0") or "0"
    return ".".join(parts)


def _padded_authority(rng, line):
    parts = line.code.split(".")
    if len(parts) > 4:
        parts[3] = parts[3].zfill(2)
    return ".".join(parts)


def _no_authority(rng, line):
    parts = line.code.split(".")
    return ".".join(parts[:3] + parts[4:]) if len(parts) > 4 else line.code


def _fraction(rng, line):
    return str(float(line.code)) if line.code.count(".") < 2 else line.code


def _comma_fraction(rng, line):
    return _fraction(rng, line).replace(".", ",") if line.code.count(".") < 2 else line.code


def _date(rng, line):
    """What a spreadsheet makes of a code that looks like a day."""
    parts = [int(part) for part in line.code.split(".") if part.isdigit()]
    if len(parts) not in (2, 3) or line.code.count(".") != len(parts) - 1:
        return line.code
    first, second, year = (*parts, 2000) if len(parts) == 2 else (*parts[:2], 2000 + parts[2])
    if len(parts) == 2:
        year = 2026
    day, month = rng.choice(((first, second), (second, first)))
    try:
        moment = date(year, month, day)
    except ValueError:
        return line.code
    serial = (moment - date(1899, 12, 30)).days
    return rng.choice(
        (
            moment.isoformat(), f"{moment} 00:00:00", f"{day:02}/{month:02}/{year}",
            f"{month}/{day}/{year}", str(serial), moment.strftime("%d-%b-%y"),
            moment.strftime("%d.%m.%Y"), f"{day}/{month}/{year % 100:02}",
        )
    )  # fmt: skip


DAMAGES = {
    "spaces": _spaces, "marks": _marks, "commas": _commas, "zeros lost": _zeros_lost,
    "some zeros lost": _some_zeros_lost, "padded authority": _padded_authority,
    "no authority": _no_authority, "fraction": _fraction, "comma fraction": _comma_fraction,
    "date": _date,
}  # fmt: skip


def damaged(rng: random.Random, lines: list[Line], damage: str, count: int) -> list[Line]:
    """The list with one damage at some of the rows that it changes (``count`` 0: at all)."""
    changed = {place: DAMAGES[damage](rng, line) for place, line in enumerate(lines)}
    places = [place for place, text in changed.items() if text != lines[place].code]
    chosen = places if count == 0 else rng.sample(places, min(count, len(places)))
    result = list(lines)
    for place in chosen:
        result[place] = replace(lines[place], printed=changed[place])
    return result
