"""Packed files (.xlsx, .docx, .ods): what is in the zip, and how large it becomes."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipelines.model import Refusal
from pipelines.readers.limits import MIB, Limits
from pipelines.readers.prescan.markup import check_prolog

_BLOCK = 1 << 18
_HARMLESS = 16 * MIB  # whatever so much was packed into costs nothing
_ENCRYPTED = 0x1  # general purpose bit flag 0 (PKWARE APPNOTE 4.4.4)
_MARKUP = (".xml", ".rels", ".vml")


def look_into(data: bytes, limits: Limits) -> None:
    """Number, names, real sizes and prologs of the parts of a packed file.

    A damaged zip is left to its reader, which says so.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_list(parts, limits)
            unpacked = 0
            for part in parts:
                if not part.is_dir():
                    unpacked = _unpack(archive, part, unpacked, len(data), limits)
    except (BadZipFile, EOFError, OSError, NotImplementedError):
        return
    except Refusal:
        raise
    except Exception:  # zlib.error and the like: damaged as well
        return


def _check_list(parts: list[ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise Refusal(
            f"Berkas ini terdiri dari {len(parts)} bagian (lembar, gambar), batasnya "
            f"{limits.parts}; kirim lembar yang memuat tabel rencana kerja saja.",
            f"This file has {len(parts)} parts (sheets, pictures), the limit is {limits.parts}; "
            "send only the sheets with the tables of the work plan.",
            rule="bagian_terlalu_banyak",
        )
    seen: set[str] = set()
    for part in parts:
        if _climbs(part.filename) or part.filename in seen:
            raise Refusal(
                "Berkas ini memuat bagian dengan nama yang tidak wajar (menunjuk ke luar paket, "
                "atau dua kali); berkas seperti ini tidak dibuat oleh program perkantoran. "
                "Simpan ulang dari program asalnya, lalu kirim ulang.",
                "This file holds a part with an unlikely name (pointing out of the package, or "
                "twice); no office program makes such files. Save it again from its program and "
                "send it again.",
                place=repr(part.filename)[:80],
                rule="nama_bagian_berbahaya",
            )
        seen.add(part.filename)


def _climbs(name: str) -> bool:
    return (
        name.startswith(("/", "\\"))
        or name[1:2] == ":"
        or ".." in name.replace("\\", "/").split("/")
        or any(ord(letter) < 32 for letter in name)
    )


def _unpack(archive: ZipFile, part: ZipInfo, unpacked: int, packed: int, limits: Limits) -> int:
    """Stream one part and count it; the sizes that the zip declares are not believed."""
    if part.flag_bits & _ENCRYPTED:
        raise Refusal(
            "Berkas ini terkunci dengan kata sandi; hapus kata sandinya di program asalnya, "
            "simpan, lalu kirim ulang.",
            "This file is encrypted with a password; remove the password in its program, save "
            "it, and send it again.",
            rule="berkas_terkunci",
        )
    with archive.open(part) as stream:
        block = stream.read(_BLOCK)
        if part.filename.endswith(_MARKUP):
            check_prolog(block, part.filename)
        while block:
            unpacked += len(block)
            too_dense = unpacked > _HARMLESS and unpacked > limits.ratio * packed
            if unpacked > limits.unpacked_bytes or too_dense:
                raise _bomb(packed, limits)
            block = stream.read(_BLOCK)
    return unpacked


def _bomb(packed: int, limits: Limits) -> Refusal:
    most = min(limits.unpacked_bytes, max(_HARMLESS, limits.ratio * packed)) // MIB
    return Refusal(
        f"Isi berkas ini jauh lebih besar daripada berkasnya (lebih dari {most} MiB dari "
        f"{packed / MIB:.1f} MiB): ia dapat menghabiskan memori. Simpan ulang dari program asalnya "
        "tanpa baris dan kolom kosong yang diberi format, lalu kirim ulang.",
        f"The content of this file is far larger than the file (more than {most} MiB from "
        f"{packed / MIB:.1f} MiB): it could take all memory. Save it again from its program "
        "without formatted empty rows and columns, and send it again.",
        rule="bom_zip",
    )
