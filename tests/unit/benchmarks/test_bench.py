"""What is measured is what is said: limits hold, peaks are the command's own, tables go where they belong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from winnow_bench.contenders import ROOT, Contender, run
from winnow_bench.hostile import CASES
from winnow_bench.quality import kept_whole
from winnow_bench.speed import Spread
from winnow_bench.tables import placed, tables

CORE = max(os.sched_getaffinity(0))


def _contender(code: str) -> Contender:
    return Contender(name="a contender", command=(sys.executable, "-c", code))


def test_a_run_gives_rows_and_takes_answers() -> None:
    echo = _contender("import sys; sys.stdout.writelines(sys.stdin)")
    rows = [{"id": "1", "content": "É\ud800"}, {"id": "2"}]
    done = run(echo, rows, core=CORE)
    assert (done.code, list(done.answers)) == (0, rows)
    assert 0 < done.cpu < done.seconds + 0.1


def test_a_run_that_does_not_end_is_killed_and_keeps_whole_answers_only() -> None:
    stuck = _contender("import time; print('{\"id\": 1}'); print('{\"id\"', end='', flush=True); time.sleep(60)")
    done = run(stuck, [], core=CORE, limit_seconds=1)
    assert done.code is None
    assert done.answers == ({"id": 1},)
    assert done.seconds < 30


def test_the_peak_is_of_the_command_and_not_of_who_started_it() -> None:
    held = bytearray(200_000_000)
    assert run(_contender("pass"), [], core=CORE).megabytes < 100
    assert run(_contender("x = b'x' * 150_000_000"), [], core=CORE).megabytes > 140
    del held


def test_memory_is_limited() -> None:
    done = run(_contender("x = b'x' * 900_000_000"), [], core=CORE, limit_megabytes=500)
    assert done.code == 1


def test_a_pair_is_whole_when_question_and_answer_stand_in_the_text_or_the_pairs() -> None:
    gold = [{"id": "a", "faq": [{"q": "Why?", "a": "So it is."}, {"q": "How?", "a": "Like this."}]}, {"id": "b"}]
    in_text = {"id": "a", "text": "why so it is"}
    in_pairs = {"id": "a", "text": "", "faqs": [{"question": "How?", "answer": "Like this."}]}
    assert kept_whole(gold, [in_text], _words) == 0.5
    assert kept_whole(gold, [in_pairs], _words) == 0.5
    assert kept_whole(gold, [{"id": "a", "text": "why so it isnt"}], _words) == 0


def _words(text: object) -> str:
    return " ".join(str(text).lower().replace("?", " ").replace(".", " ").split())


def test_rounds_are_summed_up_by_their_median() -> None:
    assert Spread.of([3.0, 1.0, 9.0]) == Spread(median=3.0, least=1.0, most=9.0)


def test_the_best_of_a_column_is_bold_and_what_a_contender_lacks_is_no_zero() -> None:
    faq = {"faq_pair_f1_lenient": 0.9, "faq_false_pairs_per_negative": 0.0, "kept_whole": 0.8}
    peer = {"faq_pair_f1_lenient": 0.0, "faq_false_pairs_per_negative": 0.0, "kept_whole": 0.4}
    table = tables({"quality": {"Winnow": {"faq": faq}, "a peer": {"faq": peer}}})["faq"]
    assert "| Winnow | **0.900** | 0.000 | **0.800** |" in table
    assert "| a peer | extracts no pairs | extracts no pairs | 0.400 |" in table


def test_weights_are_not_best_on_the_pages_that_they_were_learned_from() -> None:
    shingle = {name: {"scrapinghub": {"shingle_f1": f1}} for name, f1 in (("Winnow", 0.99), ("a peer", 0.9))}
    assert "| Winnow | **0.990** |" in tables({"quality": shingle})["quality"]
    shingle["Winnow, unseen sites"] = {"scrapinghub": {"shingle_f1": 0.95}}
    table = tables({"quality": shingle})["quality"]
    assert "| Winnow | 0.990 |" in table
    assert "| Winnow, unseen sites | **0.950** |" in table


def test_tables_go_between_their_markers_and_nothing_else_moves() -> None:
    page = "before\n<!-- speed -->\nold\n<!-- /speed -->\nafter\n"
    once = placed(page, {"speed": "| \\1 |\n"})
    assert once == "before\n<!-- speed -->\n\n| \\1 |\n\n<!-- /speed -->\nafter\n"
    assert placed(once, {"speed": "| \\1 |\n"}) == once


def test_a_table_without_a_place_is_not_lost_silently() -> None:
    with pytest.raises(LookupError, match="speed"):
        placed("no markers", {"speed": "x"})


def test_the_page_has_a_place_for_every_table() -> None:
    page = (ROOT / "docs/benchmarks.md").read_text(encoding="utf8")
    names = ("machine", "quality", "metadata", "faq", "articles", "speed", "hostile")
    assert placed(page, dict.fromkeys(names, "a table")).count("a table") == len(names)


@pytest.mark.parametrize("title", CASES)
def test_a_hostile_case_is_made_anew_and_is_large(title: str) -> None:
    assert len(CASES[title]()) > 20_000


def test_without_gold_sets_it_says_what_to_set(tmp_path: Path) -> None:
    for environ in ({}, {"WINNOW_CORPORA": ""}, {"WINNOW_CORPORA": str(tmp_path)}):
        kept = {name: value for name, value in os.environ.items() if name != "WINNOW_CORPORA"}
        done = subprocess.run(
            [sys.executable, "-m", "winnow_bench"],
            env=kept | {"PYTHONPATH": str(ROOT / "benchmarks")} | environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert "WINNOW_CORPORA=" in done.stderr
