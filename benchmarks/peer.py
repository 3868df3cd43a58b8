"""Run one public extractor over rows: ``peer.py NAME``, a JSON row a line in, a JSON row a line out.

The rows are those of ``winnow clean --jsonl``. Runs in the peers' own environment (peers.txt), without Winnow.
Each peer is called as its documentation shows, with metadata where it offers them, and without comments.
"""

import base64
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterable
from typing import Any

Extract = Callable[[bytes], dict[str, str]]


def trafilatura(**options: Any) -> Extract:
    from trafilatura import bare_extraction

    def extract(page: bytes) -> dict[str, str]:
        found = bare_extraction(page, include_comments=False, with_metadata=True, **options)
        if found is None:
            return {"text": ""}
        return {"text": found.text, "title": found.title, "author": found.author, "published": found.date}

    return extract


def readability_lxml() -> Extract:
    from readability import Document
    from resiliparse.extract.html2text import extract_plain_text

    def extract(page: bytes) -> dict[str, str]:
        document = Document(page)
        summary = document.summary(html_partial=True)
        text = extract_plain_text(summary, main_content=False, list_bullets=False, alt_texts=False)
        return {"text": text, "title": document.title()}

    return extract


def newspaper4k() -> Extract:
    from newspaper import Article
    from trafilatura.utils import decode_file

    def extract(page: bytes) -> dict[str, str]:
        article = Article("https://page.example/", fetch_images=False)
        article.download(input_html=decode_file(page))
        article.parse()
        return {
            "text": article.text,
            "title": article.title,
            "author": ", ".join(article.authors),
            "published": article.publish_date.isoformat() if article.publish_date else "",
        }

    return extract


def resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(page: bytes) -> dict[str, str]:
        tree = HTMLTree.parse_from_bytes(page, detect_encoding(page))
        text = extract_plain_text(tree, main_content=True, list_bullets=False, alt_texts=False)
        return {"text": text, "title": tree.title}

    return extract


def justext() -> Extract:
    from justext import get_stoplist, justext
    from trafilatura.utils import decode_file

    stoplist = frozenset().union(
        *map(get_stoplist, ("English", "German", "French", "Spanish", "Portuguese", "Dutch", "Italian"))
    )

    def extract(page: bytes) -> dict[str, str]:
        paragraphs = justext(decode_file(page), stoplist)
        return {"text": "\n".join(each.text for each in paragraphs if not each.is_boilerplate)}

    return extract


def boilerpy3() -> Extract:
    from boilerpy3.extractors import ArticleExtractor
    from trafilatura.utils import decode_file

    extractor = ArticleExtractor(raise_on_failure=False)

    def extract(page: bytes) -> dict[str, str]:
        document = extractor.get_doc(decode_file(page))
        return {"text": document.content, "title": document.title}

    return extract


def goose3() -> Extract:
    from goose3 import Goose
    from trafilatura.utils import decode_file

    goose = Goose({"enable_image_fetching": False})

    def extract(page: bytes) -> dict[str, str]:
        article = goose.extract(raw_html=decode_file(page))
        return {
            "text": article.cleaned_text,
            "title": article.title,
            "author": ", ".join(article.authors),
            "published": article.publish_date,
        }

    return extract


PEERS: dict[str, Callable[[], Extract]] = {
    "trafilatura": trafilatura,
    "trafilatura fast": lambda: trafilatura(fast=True),
    "trafilatura precision": lambda: trafilatura(favor_precision=True),
    "readability-lxml": readability_lxml,
    "newspaper4k": newspaper4k,
    "resiliparse": resiliparse,
    "jusText": justext,
    "boilerpy3": boilerpy3,
    "goose3": goose3,
}


def page_of(row: dict[str, str]) -> bytes:
    """Return a row's page as it would come over the wire, lone surrogates and all."""
    if "content_base64" in row:
        return base64.b64decode(row["content_base64"])
    return row["content"].encode("utf-8", "surrogatepass")


def answers(extract: Extract, lines: Iterable[str]) -> Iterable[dict[str, Any]]:
    """Answer every row; one that a peer fails on gets its exception's name."""
    for line in lines:
        row = json.loads(line)
        try:
            found = extract(page_of(row))
        except Exception as failure:  # noqa: BLE001 - whatever a peer raises is its answer
            yield {"id": row["id"], "error": {"reason": type(failure).__name__, "detail": str(failure)[:200]}}
        else:
            yield {"id": row["id"], **{key: value or "" for key, value in found.items()}}


def main() -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for answer in answers(PEERS[sys.argv[1]](), sys.stdin):
        sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
