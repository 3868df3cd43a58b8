"""Find the questions and answers of a page: what is visible first, what only structured data says second."""

from winnow.stages.blocks import Page
from winnow.stages.faq.html import find_in_html
from winnow.stages.faq.pairs import FaqResult, settle
from winnow.stages.faq.stated import read_stated
from winnow.stages.faq.text import find_in_text
from winnow.stages.text.words import words_of


def find_faqs(page: Page) -> FaqResult:
    """Return the pairs of a page, HTML or plain text, with the blocks that they were read from."""
    if not page.is_html:
        return find_in_text(page.blocks)
    stated = read_stated(page.json_ld)
    found, headings, marks = find_in_html(page, stated)
    visible = {words_of(pair.question) for pair in found} if stated else frozenset()
    return settle([*found, *(pair for pair in stated if words_of(pair.question) not in visible)], headings, marks)
