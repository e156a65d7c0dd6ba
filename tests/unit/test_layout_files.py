"""Layout files: those of the package are valid, and a bad one says where and why."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipelines.layouts import COLUMN_KINDS, HEADER_WORDS, read_layout
from pipelines.layouts.check import LayoutError, problems_in, schema
from pipelines.model import VIEWS

DOCS = Path(__file__).parents[2] / "docs" / "layouts.md"
SHIPPED = sorted(
    entry.name
    for entry in resources.files("pipelines.layouts").iterdir()
    if entry.name.endswith(".yaml") and entry.name != HEADER_WORDS
)
GOOD = """\
form: RISIKO
nama: Daftar risiko
nama_en: List of risks
source: contoh
rows: list
starts_with: nomor
key: [nama]
sides:
  - phase: null
columns:
  - id: nomor
    kind: number
    header: ["no", urut]
  - id: nama
    kind: name
    required: true
    header: [kejadian risiko]
  - id: pagu
    kind: money
    header: [biaya]
    fact: {view: anggaran, phase: rencana, year: header, default_year: 0}
"""


def problems(text):
    return [(each.line, each.key) for each in problems_in(text, "risiko.yaml")]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema())
    json.dumps(schema())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_layout_of_the_package_is_valid(name):
    text = resources.files("pipelines.layouts").joinpath(name).read_text("utf-8")
    assert problems_in(text, name) == []


def test_the_schema_and_the_code_know_the_same_words():
    defs = schema()["$defs"]
    assert set(defs["column"]["properties"]["kind"]["enum"]) == COLUMN_KINDS
    assert set(defs["fact"]["properties"]["view"]["enum"]) <= set(VIEWS)


def test_every_key_is_explained_in_both_languages():
    def explained(part):
        for key, value in part.get("properties", {}).items():
            text = value if "title" in value else defs.get(value.get("$ref", "")[8:], {})
            assert " / " in text["title"], key
            assert " / " in text["description"], key
            explained(value)
            explained(value.get("items", {}))

    defs = schema()["$defs"]
    for part in (schema(), *defs.values()):
        explained(part)


def test_a_good_file_becomes_a_layout():
    layout = read_layout(GOOD, "risiko.yaml", {})
    assert layout.form == "RISIKO"
    assert layout.column("nama").key


def test_a_bad_file_is_refused_with_file_line_and_reason():
    with pytest.raises(LayoutError, match=r"risiko\.yaml:12: columns"):
        read_layout(GOOD.replace("kind: number", "kind: numer"), "risiko.yaml", {})


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ("nama_en: ", "nama_eng: ", 3, "nama_eng", "maksudnya 'nama_en'?"),
        ("nama: Daftar risiko\n", "", 1, "", "kunci 'nama' tidak ada"),
        ("kind: money", "kind: mony", 19, "columns[3].kind", "maksudnya 'money'?"),
        ("view: anggaran", "view: anggran", 21, "columns[3].fact.view", "maksudnya 'anggaran'?"),
        ("phase: rencana,", "phase: rencna,", 21, "columns[3].fact.phase", "maksudnya 'rencana'?"),
        ("phase: null", "phase: renja", 9, "sides[1].phase", "yang boleh: evaluasi"),
        ("rows: list", "rows: tree", 5, "rows", "yang boleh: hierarchy, list"),
        ('["no", urut]', "[no, urut]", 13, "columns[1].header[1]", 'tulis "no"'),
        ('["no", urut]', "[2024]", 13, "columns[1].header[1]", 'tanda kutip: "2024"'),
        ('["no", urut]', "urut", 13, "columns[1].header", "harus daftar"),
        ('["no", urut]', "[]", 13, "columns[1].header", "tidak boleh kosong"),
        ('["no", urut]', '["no", "no"]', 13, "columns[1].header", "'no' tertulis dua kali"),
        ('["no", urut]', '["2024"]', 13, "columns[1].header[1]", "tidak berisi kata"),
        ("required: true", "required: ya", 16, "columns[2].required", "harus true atau false"),
        ("default_year: 0", "default_year: 99", 21, "columns[3].fact.default_year", "paling besar 10"),
        ("id: pagu", "id: Pagu", 18, "columns[3].id", "contoh bentuk yang benar"),
        ("id: pagu", "id: nama", 18, "columns[3].id", "sudah dipakai kolom ke-2"),
        ("key: [nama]", "key: [nma]", 7, "key[1]", "maksudnya 'nama'?"),
        ("key: [nama]", "one_of: [[nama, usulan]]", 7, "one_of[1][2]", "tidak ada kolom 'usulan'"),
        ("starts_with: nomor", "starts_with: no_urut", 6, "starts_with", "yang ada: nomor, nama"),
        ("[biaya]", "[Kejadian Risiko]", 20, "columns[3].header", "kepala kolom 'nama' sama"),
        ("- phase: null", "- phase: rencana\n  - phase: null", 9, "sides[1]", "side: 1"),
        ("kind: money", "kind: money\n    side: 2", 20, "columns[3].side", "tidak ada sisi 2"),
        ("view: anggaran", "view: anggaran, kind: target", 21, "columns[3].fact.kind", "tidak punya `kind`"),
        ("view: anggaran", "view: kinerja", 21, "columns[3].fact", "perlu `kind`"),
        ("year: header, ", "", 21, "columns[3].fact.default_year", "year: header"),
        ("rows: list", "rows: hierarchy", 6, "starts_with", "hanya untuk rows: list"),
        ("rows: list", "rows: list\nrows: list", 6, "", "'rows' tertulis dua kali"),
        ("key: [nama]", "key: [nama", 8, "", "bukan YAML yang benar"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_line_key_and_what_is_allowed(old, new, line, key, said):
    assert old in GOOD
    found = problems_in(GOOD.replace(old, new, 1), "risiko.yaml")
    (problem,) = [each for each in found if each.key == key and said in each.what]
    assert problem.line == line
    assert problem.what_en


def test_a_column_under_another_group_may_be_headed_alike():
    assert problems(GOOD.replace("[biaya]", "[kejadian risiko]\n    group: [rencana]")) == []


def test_a_further_file_about_a_form_only_adds_words():
    known = {"RISIKO": {"nomor": "number", "nama": "text"}}
    found = problems_in(GOOD, "risiko_2.yaml", known)
    assert [(each.line, each.key) for each in found] == [
        (15, "columns[2].kind"),
        (18, "columns[3].id"),
        (21, "columns[3].fact"),
    ]
    assert "yang ada: nomor, nama" in found[1].what


@pytest.mark.parametrize(
    "text", ["", "- a", "&a [*a]", "{[a]: b}", "form: !!python/name:os.x 1", "\0"]
)
def test_what_is_no_layout_at_all_is_refused_too(text):
    assert len(problems_in(text, "x.yaml")) == 1


def test_several_things_are_said_at_once_in_the_order_of_the_file():
    wrong = GOOD.replace("rows: list", "rows: tree").replace("kind: money", "kind: mony")
    assert problems(wrong) == [(5, "rows"), (19, "columns[3].kind")]


def test_the_reference_names_every_key_and_every_allowed_word():
    said = set(re.findall(r"`([^`\n]+)`", DOCS.read_text(encoding="utf-8")))

    def named(part):
        for key, value in part.get("properties", {}).items():
            assert key in said
            for word in value.get("enum", ()):
                assert word is None or word in said
            named(value)
            named(value.get("items", {}))

    for part in (schema(), *schema()["$defs"].values()):
        named(part)
