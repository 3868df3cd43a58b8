"""Mojibake is undone, invisible characters go, and what is not damaged stays as it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from winnow.stages.blocks import Block, BlockKind, Page
from winnow.stages.html import parse_html
from winnow.stages.html.elements import PLAIN_MARKS, is_plain
from winnow.stages.repair import MAX_REPAIRED, repair_page, repair_text, without_invisible


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("Itâ€™s late â€“ go home.", "It’s late – go home."),
        ("Der KÃ¼hlschrank lÃ¤uft.", "Der Kühlschrank läuft."),
        ("prÃªt en cinq minutes", "prêt en cinq minutes"),
        ("ПривеС‚".encode().decode("cp1251", "replace"), "ПривеС‚"),
        ("na slede\u01c6ih 3 km", "na sledeǆih 3 km".replace("ǆ", "dž")),
        ("10Î&frac14;m thick", "10μm thick"),
        ("Marlï¼ŒYorkshire", "Marl,Yorkshire"),
        ("\u0149 Huis", "'n Huis"),
        ("the o\ufb03ce \ufb01le", "the office file"),
    ],
)
def test_damage_is_undone(damaged: str, meant: str) -> None:
    assert repair_text(damaged)[0] == meant


@pytest.mark.parametrize(
    "clean",
    [
        "“Quoted” — and ‘quoted’ again… at 20 °C, ½ price, 3 × 4.",
        "Il a été réveillé à l’aube, dit-il : « Où ça ? »",
        "¿Qué pasó en Málaga? ¡Nada!",
        "Ｆｕｌｌ ｗｉｄｔｈ，ａｎｄ a Greek μ.",
        "ÂGE ET ÂME, FORÊT À CÔTÉ",
        "MISUTÂ\xa0AJIKKO",
    ],
)
def test_what_is_not_damaged_is_not_touched(clean: str) -> None:
    assert repair_text(clean) == (clean, False)


def test_it_says_whether_anything_was_damaged() -> None:
    assert repair_text("schÃ¶n")[1]
    assert not repair_text("schön")[1]
    assert not repair_text("soft\u00adhyphen")[1]


def test_lines_stay_lines() -> None:
    assert repair_text("eins\nzwei â€“ drei\n\nvier")[0] == "eins\nzwei – drei\n\nvier"


def test_joiners_stay_where_a_script_needs_them() -> None:
    assert without_invisible("pri\u200cvate") == "private"
    assert without_invisible("می\u200cخواهم") == "می\u200cخواهم"
    assert without_invisible("👨\u200d👩") == "👨\u200d👩"


def test_a_page_is_repaired_everywhere_it_speaks() -> None:
    page = parse_html(
        "<title>CafÃ© Lune</title><meta name=author content='JosÃ© Mar'><p>DÃ©jeuner</p><p>\u200b</p><p>Menu</p>"
    )
    assert repair_page(page)
    assert (page.title, page.metas[0]["content"]) == ("Café Lune", "José Mar")
    assert [block.text for block in page.blocks] == ["Déjeuner", "Menu"]


@given(st.text([*map(chr, range(32, 127)), *PLAIN_MARKS]).filter(is_plain))
def test_a_plain_text_needs_no_repair(text: str) -> None:
    block = Block(0, text, BlockKind.PARAGRAPH)
    assert not repair_page(Page(blocks=[block], unusual=[block]))
    assert block.text == text


def test_code_in_html_keeps_its_entities() -> None:
    page = parse_html("<p>Write &amp;eacute; for Ã©</p>")
    repair_page(page)
    assert page.blocks[0].text == "Write &eacute; for é"


@pytest.mark.parametrize("hostile", ["â€™" * 2_000_000, "Ã\n" * 2_000_000, "\0" * 5_000_000, "é " * 2_500_000])
def test_hostile_text_costs_little(hostile: str) -> None:
    begin = time.process_time()
    repair_text(hostile)
    assert time.process_time() - begin < 5
    assert len(hostile) > MAX_REPAIRED
