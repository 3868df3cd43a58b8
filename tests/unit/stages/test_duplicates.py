"""Near-duplicates: the same article under small changes is recognised, and different ones are not."""

import hashlib
import random

import pytest
from winnow.stages.duplicates import BANDS, bands, find_original, fingerprint, is_near_duplicate, similarity

FERRY = """The ferry to the outer island has sailed every morning since the spring of the great storm. It carries bread,
post, a vet on Tuesdays, and whoever has business with the one bank on the mainland. The captain keeps a notebook in
which he writes the height of the swell, and on the last page of each year he adds up the days on which he turned back.
In the year the pier was rebuilt he turned back eleven times. The islanders remember it as the winter of dry biscuits.
When the new boat came, broader and with a heated cabin, nobody believed that it would hold the sea as well as the old
one did. It holds it better. The old boat lies in the boatyard behind the chapel, where children steer it through
weather that no captain would have left the harbour in. A fund has been started to put it under a roof, and the captain
has given his notebooks to the school, so that arithmetic may be learned from the swell instead of from apples."""
NOTICE = """Subscribe to the island letter and never miss a sailing. All times are given without guarantee. Photographs
may be ordered from the harbour office, and corrections are welcome at the same address on weekday mornings."""
BAKERY = """The bakery at the harbour has sold out by nine every morning since the ferry began to sail on Sundays. It
bakes for the island, for two hotels on the mainland and for whoever comes in from the cold with a thermos flask. The
baker keeps no notebook. She says that flour remembers the weather better than any page, and that the dough of a stormy
night rises sulkily. When the heated cabin of the new boat was praised in the paper she pointed out that her oven had
been warming passengers for thirty years. The line outside the door has its own customs: dogs wait by the bollard, and
nobody who arrives with wet oilskins is asked to queue. In spring she will hand over to her nephew, who has been told
that he may change the opening hours but not the rye."""


def edited(text: str, changes: int) -> str:
    pick = random.Random(changes)  # noqa: S311 - the same edits each time
    words = text.split()
    for _ in range(changes):
        words[pick.randrange(len(words))] = "otherwise"
    return " ".join(words)


@pytest.mark.parametrize(
    "other",
    [
        FERRY,
        FERRY.upper().replace("\n", "  "),
        FERRY.replace(", ", " – ").replace(".", "!"),
        edited(FERRY, 3),
        edited(FERRY, 6),
        f"{FERRY}\n{NOTICE}",
        f"{NOTICE}\n{FERRY}",
        FERRY.replace("It holds it better. ", ""),
    ],
    ids=["equal", "case", "punctuation", "3 words", "6 words", "appended", "prepended", "a sentence less"],
)
def test_the_same_article_is_recognised(other: str) -> None:
    one, two = fingerprint(FERRY), fingerprint(other)
    assert is_near_duplicate(one, two)
    assert set(bands(one)) & set(bands(two)), "it must be found before it can be compared"


@pytest.mark.parametrize(
    "other",
    [BAKERY, FERRY[: len(FERRY) // 2], f"{FERRY[:250]} {BAKERY}", NOTICE],
    ids=["other", "half", "quote", "note"],
)
def test_another_article_is_not(other: str) -> None:
    assert not is_near_duplicate(fingerprint(FERRY), fingerprint(other))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sailing at seven.", "Sailing at seven!", True),
        ("Sailing at seven.", "Sailing at eight.", False),
        ("Monday: rain, wind from the west, 12 degrees.", "Tuesday: rain, wind from the west, 12 degrees.", False),
        ("Seven", "", False),
    ],
)
def test_short_texts_are_the_same_only_word_for_word(one: str, other: str, *, same: bool) -> None:
    assert is_near_duplicate(fingerprint(one), fingerprint(other)) is same


def test_texts_without_words_are_nobodys_duplicates() -> None:
    empty = fingerprint("… – …")
    assert empty == b""
    assert not is_near_duplicate(empty, empty)
    assert not bands(empty)


def test_similarity_follows_the_share_of_common_shingles() -> None:
    whole = fingerprint(FERRY)
    shares = [similarity(whole, fingerprint(edited(FERRY, changes))) for changes in (0, 4, 12, 40)]
    assert shares[0] == 1.0
    assert shares == sorted(shares, reverse=True)
    assert shares[3] < 0.5


def test_a_copy_is_linked_to_the_first_one_and_the_first_to_none() -> None:
    marks = {name: fingerprint(text) for name, text in [("a", FERRY), ("b", BAKERY), ("c", edited(FERRY, 3))]}
    known = list(marks.items())
    assert find_original("c", marks["c"], known) == "a"
    assert find_original("d", fingerprint(edited(FERRY, 4)), known) == "a"
    assert find_original("a", marks["a"], known) == ""
    assert find_original("b", marks["b"], known) == ""
    assert find_original("e", b"", known) == ""


def test_a_fingerprint_is_small_and_its_keys_are_few() -> None:
    mark = fingerprint(FERRY * 50)
    assert len(mark) == 192
    assert len(set(bands(mark))) == BANDS


def test_fingerprints_that_are_stored_stay_comparable() -> None:
    digest = hashlib.sha256(fingerprint(FERRY) + fingerprint("Sailing at seven.")).hexdigest()
    assert digest[:16] == "78e2662c22c5d059", "a change here makes every stored fingerprint useless: give it a new name"


@pytest.mark.parametrize("text", ["\ud800 " * 60, "a " * 200_000, "字" * 5_000, "\x00" * 50])
def test_strange_texts_do_no_harm(text: str) -> None:
    mark = fingerprint(text)
    assert bool(bands(mark)) == bool(mark)
