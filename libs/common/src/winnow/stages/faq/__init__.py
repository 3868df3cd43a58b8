"""Find the questions and answers of a page, and bring them into one form."""

from winnow.stages.faq.find import find_faqs

__all__ = ["find_faqs"]
