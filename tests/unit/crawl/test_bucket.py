"""A host's URLs as bytes, held against a dict of them."""

from hypothesis import given
from hypothesis import strategies as st
from winnow.crawl import bucket

Known = dict[bytes, tuple[int, int | None, int]]

keys = st.binary(min_size=16, max_size=16) | st.sampled_from([bytes(16), b"\xff" * 16, bytes(range(16))])
visits = st.tuples(st.integers(0, 4), st.none() | st.integers(0, 1 << 42), st.integers(0, 1 << 39))
known_urls = st.dictionaries(keys, visits, max_size=40)


def filled(known: Known) -> bytes:
    urls = b""
    for key, (lane, due, number) in known.items():
        urls = bucket.put(urls, bucket.record(lane, due, key, number))
    return urls


@given(known_urls, keys)
def test_every_url_is_found_and_no_other(known: Known, other: bytes) -> None:
    urls = filled(known)
    for key, (lane, due, number) in known.items():
        one = bucket.find(urls, key)
        read = (bucket.lane_of(one), bucket.due_of(one), bucket.key_of(one), bucket.number_of(one))
        assert read == (lane, due, key, number)
    if other not in known:
        assert bucket.find(urls, other) == b""


@given(known_urls)
def test_the_first_of_each_lane_is_what_is_due_first(known: Known) -> None:
    found = {lane: (due, bucket.key_of(one)) for lane, due, one in bucket.heads(filled(known))}
    expected: dict[int, tuple[int, bytes]] = {}
    for key, (lane, due, _) in known.items():
        if due is not None:
            expected[lane] = min(expected.get(lane, (due, key)), (due, key))
    assert found == expected


@given(known_urls, st.data())
def test_a_record_takes_the_place_of_the_old_one(known: Known, data: st.DataObject) -> None:
    urls = filled(known)
    for key in known:
        known[key] = data.draw(visits)
        lane, due, number = known[key]
        urls = bucket.put(urls, bucket.record(lane, due, key, number), bucket.find(urls, key))
    assert urls == filled(known)


@given(known_urls)
def test_halves_hold_everything_on_its_side_of_the_prefix(known: Known) -> None:
    urls = filled(known)
    halves = bucket.halves(urls)
    if halves is None:
        assert len({key[: bucket.PREFIX] for key in known}) <= 1
        return
    below, prefix, others = halves
    assert below
    assert others
    assert len(below) + len(others) == len(urls)
    for key in known:
        assert bucket.find(below if key[: bucket.PREFIX] < prefix else others, key)
