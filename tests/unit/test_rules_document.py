"""The page of the rules is made from the catalogue, and is current."""

from pipelines.findings import catalogue
from pipelines.rules.document import PAGE, page
from pipelines.rules.thresholds import thresholds


def test_the_page_in_the_docs_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m pipelines.rules.document"


def test_it_names_every_rule_and_setting_once():
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    names = [line.split("`")[1] for line in rows]
    assert set(catalogue()) | set(thresholds()) <= set(names)
    listed = [line for line in rows if line.count(" | ") == 4]
    assert len(listed) == len(catalogue())
