"""Find the questions and answers of a page: what is visible first, what only structured data says second."""

from winnow.stages.blocks import Page
from winnow.stages.faq_pairs import FaqResult
from winnow.stages.faq_text import find_in_text


def find_faqs(page: Page) -> FaqResult:
    """Return the pairs of a page, HTML or plain text, with the blocks that they were read from."""
    if not page.is_html:
        return find_in_text(page.blocks)
    return FaqResult()
