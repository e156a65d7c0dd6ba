"""The catalogue of rules: complete, in two languages, and the one that the code speaks of."""

import ast
from pathlib import Path

import pytest

from pipelines.findings import catalogue, parse_rule
from pipelines.layouts import load_layouts
from pipelines.vocabulary import load

CORE = Path(__file__).resolve().parents[2] / "pipelines"
RULE = dict(load("findings")["jumlah_total"])


def words_of_the_code() -> set[str]:
    """Every text literal of the core."""
    return {
        node.value
        for file in CORE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def rules_named_by_the_code() -> set[str]:
    """What the code gives as first argument to ``log.add``, where it is a literal."""
    return {
        node.args[0].value
        for file in CORE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "add"
        and len(node.args) > 1
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_rule_of_the_code_is_in_the_catalogue_and_vice_versa():
    assert rules_named_by_the_code() <= set(catalogue())
    assert set(catalogue()) <= words_of_the_code()


def test_forms_of_rules_are_forms():
    known = {layout.form for layout in load_layouts()} | {"semua"}
    assert {form for rule in catalogue().values() for form in rule.forms} <= known


def test_a_missing_or_unknown_key_is_named():
    with pytest.raises(ValueError, match="contoh: missing sumber"):
        parse_rule("contoh", {key: RULE[key] for key in RULE if key != "sumber"})
    with pytest.raises(ValueError, match="contoh: unknown key tingkat"):
        parse_rule("contoh", {**RULE, "tingkat": "warning"})
    with pytest.raises(ValueError, match="unknown severity 'gawat'"):
        parse_rule("contoh", {**RULE, "severity": "gawat"})


def test_both_languages_fill_in_the_same_words():
    for rule in catalogue().values():
        assert names(rule.message) == names(rule.message_en), rule.id


def names(text: str) -> set[str]:
    """The names that a sentence fills in, without the mark of their language."""
    import string

    found = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return {name.removesuffix("_en").removesuffix("_id") for name in found}
