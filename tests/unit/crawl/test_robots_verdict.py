"""What the answer for robots.txt allows (RFC 9309, 2.3.1)."""

import pytest
from winnow.crawl.fetching import Answer, NoAnswer, Wanted
from winnow.crawl.urls import Url, parse_url
from winnow.model import Reason
from winnow_crawler.robots_cache import RobotsCache, judge

SITE = parse_url("https://example.org/page")
CLOSED = b"User-agent: *\nDisallow: /\n"


def answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    return Answer(url=SITE, status=status, body=body, headers=headers)


@pytest.mark.parametrize(
    ("result", "allowed", "hours"),
    [
        (answer(200, CLOSED), False, 24),
        (answer(200, b"<html>not found</html>"), True, 24),
        (answer(204), True, 24),
        (answer(404, CLOSED), True, 24),
        (answer(403), True, 24),
        (answer(429), False, 0.1),
        (answer(500), False, 0.1),
        (answer(503, b"User-agent: *\nAllow: /\n"), False, 0.1),
        (NoAnswer(url=SITE, reason=Reason.TIMEOUT, detail=""), False, 0.1),
    ],
)
def test_verdicts(result: Answer | NoAnswer, allowed: bool, hours: float) -> None:
    verdict = judge(result, "winnow", 0.0)
    assert verdict.robots.allows("/page") is allowed
    assert verdict.fresh_until <= hours * 3600


class Web:
    """A web of a few answers."""

    def __init__(self, **answers: Answer) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def fetch(self, wanted: Wanted) -> Answer | NoAnswer:
        self.asked.append(wanted.url.href)
        name = wanted.url.host.partition(".")[0]
        return self.answers.get(name, NoAnswer(url=wanted.url, reason=Reason.DNS, detail="no such name"))

    async def check(self, url: Url) -> NoAnswer | None:
        return None


async def test_a_verdict_is_kept_for_a_day_and_no_longer() -> None:
    web = Web(example=answer(200, CLOSED))
    cache = RobotsCache(web, "winnow")
    assert cache.known(SITE, 0.0) is None
    await cache.ask(SITE, 0.0)
    assert cache.known(SITE, 86_399.0) is not None
    assert cache.known(SITE, 86_400.0) is None
    assert cache.known(parse_url("http://example.org/page"), 0.0) is None
    assert cache.known(parse_url("https://example.org:8443/page"), 0.0) is None


async def test_redirects_are_followed_five_times_and_then_it_is_as_if_there_were_none() -> None:
    hops = {f"h{n}": answer(301, location=f"https://h{n + 1}.example/robots.txt") for n in range(1, 9)}
    near = Web(example=answer(302, location="https://h5.example/r"), **{**hops, "h9": answer(200, CLOSED)})
    assert not (await RobotsCache(near, "winnow").ask(SITE, 0.0)).robots.allows("/page")
    assert len(near.asked) == 6
    far = Web(example=answer(302, location="https://h4.example/r"), **{**hops, "h9": answer(200, CLOSED)})
    assert (await RobotsCache(far, "winnow").ask(SITE, 0.0)).robots.allows("/page")
    assert len(far.asked) == 6
