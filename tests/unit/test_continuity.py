"""Old figures on new lines: nothing is lost and nothing doubled, whatever became of a node."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import AGENCY, ASKED, GOVERNMENT, NOON, PASSED, SCHEME, Plan, open_warehouse
from sqlalchemy import text

from pipelines.crosswalk.model import Link, NodeName
from warehouse.candidate import build_candidate
from warehouse.checks import record_checks
from warehouse.lineage import trace_fact
from warehouse.loader import stage
from warehouse.preview import preview
from warehouse.releases import publish

OLD = "permendagri-13-2006"


def old(name, level="kegiatan"):
    return NodeName(OLD, level, "", name, "Program Contoh")


def new(code, name="Sub Baru"):
    return NodeName(SCHEME, "sub_kegiatan", code, name, "Program Contoh")


def link(one, other, weight="1", relation="renamed", **said):
    return Link(
        one,
        other,
        relation,
        None if weight is None else Decimal(weight),
        "bacaan",
        Decimal("0.7"),
        "nama mirip",
        proposer="Ani",
        date="2031-01-01",
        **said,
    )


def old_node(plan, name):
    node = plan.node(f"{OLD}|kegiatan|{name}", name, "kegiatan", scheme=OLD, parent_key=None)
    plan.nodes[-1] = replace(node, code=None, code_printed=None, parent_name="Program Contoh")


def plan_of(amounts, year=2030, agency=AGENCY, phase="evaluasi"):
    """One plan whose old activities carry these amounts by name."""
    plan = Plan(agency=agency)
    for name, amount in amounts.items():
        key = f"{OLD}|kegiatan|{name}"
        old_node(plan, name)
        record = plan.record(
            "T-C.29", key, name, scheme=OLD, level="kegiatan", kegiatan=name, sub_kegiatan=None
        )
        plan.fact("anggaran", record, str(amount), rupiah=amount, year=year, phase=phase)
    return plan


def seen(candidate, query):
    with preview(candidate) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def lines(candidate):
    query = "SELECT jalur, nama, rupiah FROM bi_kesinambungan ORDER BY nama_asal, kode"
    return seen(candidate, query)


def test_without_a_decision_a_figure_is_in_the_bucket_of_what_is_not_mapped():
    candidate = build_candidate([plan_of({"Tetirah Anak": 700}).reading()], "v1")

    assert lines(candidate) == [("belum_dipetakan", None, 700)]
    assert seen(candidate, "SELECT nama, tingkat FROM bi_belum_dipetakan") == [
        ("Tetirah Anak", "kegiatan")
    ]


def test_one_becomes_several_by_weight_to_the_rupiah():
    links = [
        link(old("Bantuan"), new("1.06.02.2.01.01", "Bantuan Alat"), "0.333333", "split"),
        link(old("Bantuan"), new("1.06.02.2.01.02", "Bantuan Uang"), "0.666667", "split"),
    ]

    candidate = build_candidate([plan_of({"Bantuan": 100}).reading()], "v1", links)

    assert lines(candidate) == [("pemetaan", "Bantuan Alat", 33), ("pemetaan", "Bantuan Uang", 67)]
    assert seen(candidate, "SELECT count(*) FROM bi_belum_dipetakan") == [(0,)]


def test_what_is_discontinued_keeps_its_figures_in_a_bucket_of_its_own():
    ended = link(old("Pakaian Dinas"), None, "0", "discontinued")

    candidate = build_candidate([plan_of({"Pakaian Dinas": 55}).reading()], "v1", [ended])

    assert lines(candidate) == [("dihentikan", None, 55)]


def test_a_decision_is_followed_over_a_second_decree():
    later = NodeName("kepmendagri-050-5889-2021", "sub_kegiatan", "1.06.02.2.01.09", "Ketiga", "")
    links = [
        link(old("Pertama"), new("1.06.02.2.01.01", "Kedua")),
        link(new("1.06.02.2.01.01", "Kedua"), later),
    ]

    candidate = build_candidate([plan_of({"Pertama": 9}).reading()], "v1", links)

    assert lines(candidate) == [("pemetaan", "Ketiga", 9)]


def test_an_agencys_own_decision_goes_before_everyones():
    own = {"government": GOVERNMENT, "agency": AGENCY}
    links = [
        link(old("ATK"), new("1.06.01.2.06.02", "Umum")),
        link(old("ATK"), new("1.06.01.2.06.05", "Sendiri"), **own),
    ]
    plans = [plan_of({"ATK": 10}), plan_of({"ATK": 20}, agency="Badan Contoh")]
    for plan in plans:
        plan.file = f"{plan.agency}.xlsx"
        plan.content = plan.agency

    candidate = build_candidate([plan.reading() for plan in plans], "v1", links)

    query = "SELECT perangkat_daerah, nama, rupiah FROM bi_kesinambungan ORDER BY 1"
    assert seen(candidate, query) == [("Badan Contoh", "Umum", 20), (AGENCY, "Sendiri", 10)]


def test_a_decision_about_a_node_of_no_document_is_not_published():
    candidate = build_candidate(
        [plan_of({"Bantuan": 1}).reading()], "v1", [link(old("Lain"), new("1.06.02.2.01.01"))]
    )

    assert seen(candidate, "SELECT count(*) FROM bi_pemetaan") == [(0,)]


def test_a_generic_code_is_bound_to_the_bidang_of_the_agency():
    plan = plan_of({"ATK": 10})
    plan.node("1.02.01", "Program Penunjang", "program")

    generic = link(old("ATK"), new("X.XX.01.2.06.02", "Peralatan Kantor"))
    candidate = build_candidate([plan.reading()], "v1", [generic])

    assert seen(candidate, "SELECT kode_baru FROM bi_pemetaan") == [("1.02.01.2.06.02",)]


def test_the_facts_themselves_do_not_change():
    plan = plan_of({"Bantuan": 100})
    decided = [link(old("Bantuan"), new("1.06.02.2.01.01"))]

    before, after = (build_candidate([plan.reading()], "v1", links) for links in ([], decided))

    assert before.content_hash == after.content_hash
    assert before.state_hash != after.state_hash


# --------------------------------------------------------------------------- conservation

NAMES = [f"Kegiatan {letter}" for letter in "ABCDEF"]


@st.composite
def worlds(draw):
    """Plans of two agencies over years and phases, and decisions about their old nodes."""
    plans = []
    for agency in ("Dinas Satu", "Dinas Dua"):
        for year in draw(st.sets(st.sampled_from([2029, 2030]), min_size=1)):
            amounts = draw(
                st.dictionaries(st.sampled_from(NAMES), st.integers(0, 10**13), min_size=1)
            )
            plan = plan_of(amounts, year, agency, draw(st.sampled_from(["evaluasi", "rencana"])))
            plan.year, plan.file, plan.content = year + 1, f"{agency} {year}", f"{agency} {year}"
            plans.append(plan)
    links = []
    for name in draw(st.sets(st.sampled_from(NAMES))):
        targets = draw(st.lists(st.integers(1, 9), max_size=4, unique=True))
        if not targets:
            links.append(link(old(name), None, "0", "discontinued"))
            continue
        cuts = sorted(
            draw(
                st.lists(
                    st.integers(1, 999_999),
                    min_size=len(targets) - 1,
                    max_size=len(targets) - 1,
                    unique=True,
                )
            )
        )
        edges = [0, *cuts, 1_000_000]
        for target, low, high in zip(targets, edges, edges[1:], strict=False):
            weight = str(Decimal(high - low) / 1_000_000)
            links.append(link(old(name), new(f"1.06.02.2.01.0{target}"), weight, "split"))
    return plans, links


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_sums_before_and_after_agree_to_the_rupiah(world):
    plans, links = world
    candidate = build_candidate([plan.reading() for plan in plans], "v1", links)

    by = "perangkat_daerah, tahun, fase"
    before = seen(
        candidate, f"SELECT {by}, sum(rupiah) FROM bi_anggaran GROUP BY {by} ORDER BY 1,2,3"
    )
    after = seen(
        candidate, f"SELECT {by}, sum(rupiah) FROM bi_kesinambungan GROUP BY {by} ORDER BY 1,2,3"
    )

    assert before == after
    parts = defaultdict(int)
    for fact, amount in seen(candidate, "SELECT fact_id, rupiah FROM bi_kesinambungan"):
        parts[fact] += amount
    assert parts == dict(seen(candidate, "SELECT fact_id, rupiah FROM bi_anggaran"))


@pytest.mark.parametrize(
    ("unit", "expected"), [("Orang", [Decimal("1.5"), Decimal("1.5")]), ("%", [3, 3])]
)
def test_counts_are_parted_and_rates_are_not(unit, expected):
    plan = Plan()
    key = f"{OLD}|kegiatan|Bantuan"
    old_node(plan, "Bantuan")
    record = plan.record(
        "T-C.29", key, "Bantuan", scheme=OLD, level="kegiatan", indicator="Penerima"
    )
    plan.fact(
        "kinerja",
        record,
        "3",
        value=Decimal(3),
        unit=unit,
        unit_canonical=unit,
        kind="target",
        phase="evaluasi",
    )
    halves = [link(old("Bantuan"), new(f"1.06.02.2.01.0{n}"), "0.5", "split") for n in (1, 2)]

    candidate = build_candidate([plan.reading()], "v1", halves)

    shown = seen(candidate, "SELECT nilai FROM bi_kesinambungan")
    assert [Decimal(str(value)) for (value,) in shown] == expected


def test_a_trace_tells_through_which_link_a_figure_is_seen(tmp_path):
    engine = open_warehouse("sqlite", tmp_path)
    halves = [link(old("Bantuan"), new(f"1.06.02.2.01.0{n}"), "0.5", "split") for n in (1, 2)]
    candidate = build_candidate([plan_of({"Bantuan": 100}).reading()], "v1", halves)
    stage(engine, candidate)
    record_checks(engine, candidate.candidate_id, [PASSED], NOON)
    publish(engine, candidate.candidate_id, published_at=NOON, **ASKED)

    (fact,) = candidate.table("published_fact")
    traced = trace_fact(engine, fact["fact_id"])

    assert [(line["kode"], line["rupiah"], line["relasi"]) for line in traced.lines] == [
        ("1.06.02.2.01.01", 50, "split"),
        ("1.06.02.2.01.02", 50, "split"),
    ]
    engine.dispose()
