"""A file that a person may have answered is put aside, never written over."""

from assets.whole_files import keep_earlier


def test_an_earlier_file_is_put_aside_under_the_time_of_its_last_change(tmp_path):
    answered = tmp_path / "temuan.xlsx"
    answered.write_text("jawaban / answers")

    aside = keep_earlier(answered)

    assert not answered.exists()
    assert aside.read_text() == "jawaban / answers"
    assert aside.name.startswith("temuan-")
    assert aside.suffix == ".xlsx"


def test_where_there_is_none_nothing_happens(tmp_path):
    assert keep_earlier(tmp_path / "temuan.xlsx") is None
