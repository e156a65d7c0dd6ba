"""The report of a release: its pictures say what the views say, and the page needs nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

import pytest
from readings import (
    DATABASES,
    SCHEME,
    YEAR,
    Plan,
    every_form,
    open_warehouse,
    published,
)
from sqlalchemy import text

from assets.report_page.ask import ask
from assets.report_page.changes import changes
from assets.report_page.drawing import NARROW, WIDE, Canvas, specification
from assets.report_page.money import MOST_BARS, Programme, _draw, money, shown_bars
from assets.report_page.nomenclature import nomenclature
from assets.report_page.page import gather, render, write_report
from assets.report_page.reconciliation import reconciliation
from assets.report_page.targets import NO_REALISATION, NO_TARGET, OTHER_UNIT, targets
from assets.report_page.words import gap, number, percent, rupiah
from pipelines.crosswalk.model import Link, NodeName
from warehouse.candidate import build_candidate
from warehouse.preview import preview

OLD = "permendagri-13-2006"
QUERIES = sorted(
    file.name.removesuffix(".sql") for file in (files("assets.report_page") / "queries").iterdir()
)


def seen(plan, *links):
    """A warehouse in memory with one plan and these decisions."""
    return preview(build_candidate([plan.reading()], "v1", list(links)))


def select(connection, query):
    return [tuple(row) for row in connection.execute(text(query))]


# ------------------------------------------------------------------ money


def programmes():
    """Three programmes, one figure in doubt, one forward estimate missing."""
    plan = Plan()
    for code, name, program, amount, forward in (
        ("1.01.02.2.01.01", "Satu", "Program A", 40_000_000, 44_000_000),
        ("1.01.02.2.01.02", "Dua", "Program A", 25_000_000, 26_000_000),
        ("1.01.03.2.01.01", "Tiga", "Program B", 90_000_000, None),
        ("1.01.04.2.01.01", "Empat", "Program C", 0, 5_000_000),
    ):
        plan.budget(code, name, amount, forward, program=program)
    doubted = next(fact for fact in plan.facts if fact.rupiah == 25_000_000)
    plan.facts[plan.facts.index(doubted)] = replace(doubted, status="ragu")
    plan.finding(doubted)
    return plan


def test_the_picture_of_money_shows_what_bi_pagu_adds_up_to():
    with seen(programmes()) as connection:
        found = money(connection)
        added = select(
            connection,
            "SELECT program, SUM(rupiah), SUM(rupiah_maju) FROM bi_pagu GROUP BY program",
        )
        doubted = select(
            connection, "SELECT program, SUM(rupiah) FROM bi_pagu WHERE status = 'ragu' GROUP BY 1"
        )

    rows = found.picture.rows
    assert sorted((r["program"], r["rupiah"], r["rupiah_maju"]) for r in rows) == sorted(added)
    assert [(r["program"], r["ragu"]) for r in rows if r["ragu"]] == doubted
    assert found.title.indonesian == (
        f"Pagu {YEAR} berjumlah Rp 155.000.000; yang terbesar Program B, 58,1 %"
    )


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_bars_are_as_long_as_their_amounts(width):
    shown = [Programme("A", "", YEAR, 75, 25, 100, 1), Programme("B", "", YEAR, 50, 0, None, 1)]
    canvas = Canvas(width)

    layers = specification(lambda on: _draw(shown, on), canvas)["layer"]

    bars = [layer for layer in layers if layer["mark"]["type"] == "rect"]
    (domain,) = {tuple(bar["encoding"]["x"]["scale"]["domain"]) for bar in bars}
    assert domain == (0, 100)
    drawn = {
        (row["program"], bar["encoding"]["x"]["field"]): (
            row[bar["encoding"]["x"]["field"]],
            row[bar["encoding"]["x2"]["field"]],
        )
        for bar in bars
        for row in canvas.datasets[bar["data"]["name"]]
    }
    assert drawn == {
        ("A", "nol"): (0, 50),
        ("A", "pasti"): (50, 75),
        ("B", "nol"): (0, 50),
        ("B", "pasti"): (50, 50),
    }


def test_many_programmes_are_drawn_as_the_largest_and_the_sum_of_the_others():
    every = [Programme(f"P{n}", "", YEAR, 1000 - n, n % 2, 10, 1) for n in range(50)]

    shown = shown_bars(every)

    assert len(shown) == MOST_BARS
    for column in ("rupiah", "doubted", "forward", "rows"):
        assert sum(getattr(p, column) for p in shown) == sum(getattr(p, column) for p in every)


# ------------------------------------------------------------------ target and realisation


def evaluated(*rows):
    """A plan whose T-C.29 holds (name, target, unit, realisation, unit) of the year evaluated."""
    plan = Plan()
    for name, target, unit, realised, realised_unit in rows:
        record = plan.record("T-C.29", f"1.01.02.2.01.{name}", name, indicator=f"Jumlah {name}")
        for kind, value, of in (("target", target, unit), ("realisasi", realised, realised_unit)):
            if value is not None:
                plan.fact(
                    "kinerja", record, value, value=Decimal(value), unit=of, unit_canonical=of,
                    phase="evaluasi", kind=kind, year=YEAR - 2,
                )  # fmt: skip
    return plan


def test_the_share_realised_is_uncapped_and_of_one_unit_alone():
    plan = evaluated(
        ("lebih", "1", "KUBE", "3", "KUBE"),
        ("kurang", "8", "Orang", "6", "Orang"),
        ("tanpa satuan", "350", None, "100", None),
        ("lain satuan", "10", "Orang", "10", "Unit"),
        ("satuan di satu sisi", "7500", "Orang", "123516", None),
        ("belum", "400", "Orang", None, None),
        ("nol", "0", "Orang", "5", "Orang"),
    )

    with seen(plan) as connection:
        found = targets(connection)

    assert {(pair.name, pair.share_said) for pair in found.pairs} == {
        ("lebih", "300 %"),
        ("kurang", "75 %"),
        ("tanpa satuan", "28,6 %"),
    }
    assert {(pair.name, pair.reason) for pair in found.unpaired} == {
        ("lain satuan", OTHER_UNIT),
        ("satuan di satu sisi", OTHER_UNIT),
        ("belum", NO_REALISATION),
        ("nol", NO_TARGET),
    }
    assert found.title.indonesian.startswith(f"1 dari 3 target {YEAR - 2} terealisasi 100 %")


def test_the_picture_of_targets_shows_what_bi_kinerja_says():
    plan = evaluated(("a", "8", "Orang", "6", "Orang"), ("b", "3", "Unit", "4.5", "Unit"))

    with seen(plan) as connection:
        rows = targets(connection).picture.rows
        said = select(
            connection,
            "SELECT indikator, SUM(CASE jenis WHEN 'target' THEN nilai END), "
            "SUM(CASE jenis WHEN 'realisasi' THEN nilai END), "
            "100.0 * SUM(CASE jenis WHEN 'realisasi' THEN nilai END) "
            "/ SUM(CASE jenis WHEN 'target' THEN nilai END) "
            "FROM bi_kinerja GROUP BY indikator ORDER BY indikator",
        )

    drawn = [(r["indikator"], r["target"], r["realisasi"], r["persen"]) for r in rows]
    assert sorted(drawn) == [(name, *map(pytest.approx, figures)) for name, *figures in said]


def test_budget_realisation_reports_are_compared_by_programme_in_rupiah():
    plan = Plan()
    record = plan.record(
        "LRA", "1.01.02", "Program A", level="program", program="Program A",
        kegiatan=None, sub_kegiatan=None,
    )  # fmt: skip
    for phase, amount in (("anggaran", 200), ("realisasi", 250)):
        plan.fact("anggaran", record, str(amount), rupiah=amount, phase=phase)

    with seen(plan) as connection:
        (pair,) = targets(connection).pairs

    assert (pair.name, pair.target_said, pair.realised_said, pair.share_said) == (
        "Program A",
        "Rp 200",
        "Rp 250",
        "125 %",
    )


# ------------------------------------------------------------------ reconciliation


def test_parents_that_are_not_the_sum_of_their_children_are_listed_with_the_gap():
    plan = Plan()
    plan.budget("1.01.02.2.01.01", "Satu", 40)
    plan.budget("1.01.02.2.01.02", "Dua", 60)
    plan.budget("1.01.02.2.01", "Kegiatan Contoh", 90, level="kegiatan", sub_kegiatan=None)
    plan.budget("1.01.02", "Program Contoh", 90, level="program", kegiatan=None, sub_kegiatan=None)

    with seen(plan) as connection:
        found = reconciliation(connection, ())

    (wrong,) = found.parent_gaps
    assert (wrong.name, wrong.amounts, wrong.difference) == ("Kegiatan Contoh", (90, 100), -10)
    assert found.parents == 2
    (sums,) = found.levels
    assert (sums.sums, sums.agrees) == ((90, 90, 100), False)


def test_codes_that_differ_between_the_review_and_the_plan_are_listed():
    plan = Plan()
    plan.budget("1.01.02.2.01.01", "Satu", 40)
    plan.budget("1.01.02.2.01.02", "Dua", 60)
    for code, name, amount in (("1.01.02.2.01.01", "SATU", 40), ("1.01.02.2.01.02", "DUA", 55)):
        record = plan.record("T-C.31", code, name)
        plan.fact("anggaran", record, str(amount), rupiah=amount, phase="rancangan_rkpd")

    with seen(plan) as connection:
        found = reconciliation(connection, ())

    assert found.nodes == 2
    assert [(g.code, g.amounts) for g in found.table_gaps] == [("1.01.02.2.01.02", (55, None, 60))]


# ------------------------------------------------------------------ nomenclature


def old(name):
    return NodeName(OLD, "kegiatan", "", name, "Program Lama")


def new(code, name, program="Program Baru"):
    return NodeName(SCHEME, "sub_kegiatan", code, name, program)


def link(one, other, weight, relation, status="usulan"):
    return Link(
        one, other, relation, None if weight is None else Decimal(weight), "bacaan",
        Decimal("0.7"), "nama mirip", status=status, proposer="Ani",
        approver="Budi" if status == "disetujui" else "", date="2031-01-01",
    )  # fmt: skip


def old_plan(*names):
    plan = Plan()
    for name in names:
        key = f"{OLD}|kegiatan|{name}"
        node = plan.node(key, name, "kegiatan", scheme=OLD, parent_key=None)
        plan.nodes[-1] = replace(node, code=None, code_printed=None, parent_name="Program Lama")
        record = plan.record(
            "T-C.29", key, name, scheme=OLD, level="kegiatan", kegiatan=name, sub_kegiatan=None
        )
        plan.fact("anggaran", record, "100", rupiah=100, year=YEAR - 1, phase="evaluasi")
    return plan


def test_the_pictures_of_the_change_show_the_weights_of_bi_pemetaan():
    links = [
        link(old("Bantuan"), new("1.06.02.2.01.01", "Alat"), "0.25", "split"),
        link(old("Bantuan"), new("1.06.02.2.01.02", "Uang"), "0.75", "split"),
        link(old("Surat"), new("1.06.01.2.06.02", "Surat", "Umum"), "1", "exact", "disetujui"),
        link(old("Seragam"), None, "0", "discontinued"),
    ]

    with seen(old_plan("Bantuan", "Surat", "Seragam", "Lupa"), *links) as connection:
        found = nomenclature(connection)
        by_programme = select(
            connection,
            "SELECT program_lama, COALESCE(program_baru, '–'), status, SUM(bobot) FROM bi_pemetaan "
            "WHERE nama_lama IS NOT NULL AND nama_baru IS NOT NULL GROUP BY 1, 2, 3",
        )
        by_node = select(
            connection,
            "SELECT nama_lama, nama_baru, bobot FROM bi_pemetaan WHERE nama_baru IS NOT NULL",
        )

    between = [row for row in found.programmes.rows if row["baru"] not in ("dihentikan", "belum")]
    drawn = [(row["lama"], row["baru"], row["status"], row["bobot"]) for row in between]
    assert sorted(drawn) == sorted((*names, float(weight)) for *names, weight in by_programme)
    outside = {row["baru"]: row["bobot"] for row in found.programmes.rows if row not in between}
    assert outside == {"dihentikan": 1, "belum": 1}
    nodes = {(row["lama"], row["baru"]): row["bobot"] for row in found.nodes.rows}
    for before, after, weight in by_node:
        (same,) = [
            part for (left, right), part in nodes.items()
            if left.endswith(f"· {before}") and f"· {after} ·" in right
        ]  # fmt: skip
        assert same == float(weight)
    assert found.title.indonesian == (
        "3 dari 4 simpul lama sudah dipetakan: 1 disetujui, 2 masih usulan, 1 belum diputuskan"
    )


def test_without_decisions_the_page_says_what_waits_and_draws_nothing(tmp_path):
    engine = open_warehouse("sqlite", tmp_path)
    published(engine, old_plan("Bantuan", "Surat").reading())

    report = gather(engine)

    assert report.nomenclature.programmes is None
    assert report.nomenclature.title.indonesian.startswith("Belum ada keputusan untuk 2 simpul")
    page = render(report)
    assert "Program Lama: 2" in page
    assert "renja crosswalk propose" in page


# ------------------------------------------------------------------ what changed


def test_the_first_release_has_nothing_to_be_compared_with(tmp_path):
    engine = open_warehouse("sqlite", tmp_path)
    published(engine, every_form().reading())
    with engine.connect() as connection:
        found = changes(connection)
    assert found.before is None
    assert found.title.indonesian.startswith("Ini rilis pertama")


def test_a_later_release_is_compared_by_inputs_hash_and_counts(tmp_path):
    engine = open_warehouse("sqlite", tmp_path)
    published(engine, every_form().reading())
    later = every_form(content="kiriman kedua")
    later.budget("1.01.02.2.01.03", "Tambahan", 7_000_000)
    published(engine, later.reading(), Plan("lain.xlsx", agency="Badan Lain").reading())

    with engine.connect() as connection:
        found = changes(connection)

    assert not found.same_facts
    assert [(file, what.english) for file, what in found.files] == [
        ("lain.xlsx", "new"),
        ("renja.xlsx", "its content changed"),
    ]
    budget = next(count for count in found.counts if count.name.english == "Budget")
    assert (budget.before, budget.now, budget.difference) == (3, 4, "+1")


# ------------------------------------------------------------------ the page


@pytest.fixture
def page(tmp_path):
    plan = every_form()
    evil = plan.budget("1.01.02.2.01.09", "<script>alert(1)</script> & 'x'", 1_000)
    plan.finding(evil, message="Nama <b>tebal</b>.", message_en="A <b>bold</b> name.")
    proposal = next(fact for fact in plan.facts if fact.view == "usulan")
    plan.finding(
        proposal, form="T-C.32", message="Rumah Ibu Siti bocor.", message_en="Siti's roof leaks."
    )
    engine = open_warehouse("sqlite", tmp_path)
    published(engine, plan.reading())
    return write_report(engine, tmp_path / "laporan" / "r.html").read_text(encoding="utf-8")


def test_the_page_needs_nothing_from_outside_and_no_script(page):
    assert not re.search(r"<(script|link|img|iframe|object|embed|base)\b", page)
    outside = re.findall(r"(?:src|href|url\()\s*=?\s*[\"']?(?!#)(\w+:[^\"')]+)", page)
    assert outside == []
    assert len(page.encode()) < 2_000_000


def test_what_documents_say_is_escaped_also_in_pictures(page):
    assert "<script>" not in page
    assert "<b>" not in page
    assert "Nama &lt;b&gt;tebal&lt;/b&gt;." in page


def test_proposals_of_the_public_stay_out(page):
    assert "Siti" not in page
    assert "Desa Satu" not in page
    assert "teksnya tidak dimuat" in page


def test_every_section_speaks_both_languages_and_has_a_place_to_jump_to(page):
    for section in re.findall(r'href="#([a-z]+)"', page):
        assert f'id="{section}"' in page
    assert page.count("<h2") == page.count('<p class="lead" lang="en">') - 1 == 7


def test_the_same_release_gives_the_same_page(tmp_path):
    engine = open_warehouse("sqlite", tmp_path)
    published(engine, every_form().reading())
    pages = [render(gather(engine)) for _ in range(2)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("kind", DATABASES)
@pytest.mark.parametrize("name", QUERIES)
def test_the_queries_that_the_page_shows_run_on_every_database(kind, name, tmp_path):
    engine = open_warehouse(kind, tmp_path)
    published(engine, every_form().reading())
    with engine.connect() as connection:
        assert all(isinstance(row, dict) for row in ask(connection, name))
    engine.dispose()


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_stands_out_in_light_in_dark_and_on_paper():
    """Text by 4.5 to 1, also upon the softer ground; marks of pictures by 3 to 1 (WCAG 2.2)."""
    style = (files("assets.report_page") / "page.css").read_text(encoding="utf-8")
    schemes = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", part))
        for part in re.findall(r":root \{(.*?)\}", style, re.S)
    ]
    assert len(schemes) == 3
    for scheme in schemes:
        full = {
            name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])
            for name, value in scheme.items()
        }
        for name in ("ink", "muted", "critical", "warning", "info", "good"):
            for ground in ("paper", "soft"):
                assert _contrast(full[name], full[ground]) >= 4.5, (name, ground, full)
        for name in ("sure", "doubted", "open", "mark"):
            assert _contrast(full[name], full["paper"]) >= 3, (name, full)


def test_numbers_are_written_as_indonesians_print_them():
    assert number(Decimal("1234567.8")) == "1.234.567,8"
    assert rupiah(1_983_000_000) == "Rp 1.983.000.000"
    assert [gap(amount) for amount in (-5, 0, 5)] == ["−Rp 5", "Rp 0", "+Rp 5"]
    assert [percent(Decimal(share)) for share in ("300", "28.5714", "99.96", "0")] == [
        "300 %",
        "28,6 %",
        "100 %",
        "0 %",
    ]
