"""What an editor reads of how long a fetch took."""

import pytest
from winnow.crawl.fetching import Timing


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (Timing(), "under 1 ms"),
        (Timing(total=0.12), "120 ms"),
        (
            Timing(dns=0.004, connect=0.012, first_byte=0.09, body=0.0001, total=0.1061),
            "106 ms (name 4 ms, connection 12 ms, first byte 90 ms, body under 1 ms)",
        ),
        (Timing(dns=12.34, total=12.34), "12.3 s (name 12.3 s)"),
        (Timing(first_byte=9.99, total=9.99), "9990 ms (first byte 9990 ms)"),
    ],
)
def test_a_timing_is_told_in_words(timing: Timing, words: str) -> None:
    assert timing.in_words == words
