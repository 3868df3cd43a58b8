# cython: language_level=3, initializedcheck=False
"""As ``html.removals`` and ``html.reasons``."""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject

from winnow.stages.html.native.fields cimport B_HIDDEN, B_KIND, B_LINK_CHARS, B_TEXT, field

from winnow.model import RemovalReason
from winnow.stages.blocks import Block, BlockKind
from winnow.stages.html import cues, reasons
from winnow.stages.html.removals import IS_TITLE
from winnow.stages.verdict import Verdict

cdef object FOOTER = RemovalReason.FOOTER, LEGAL = RemovalReason.LEGAL, AUTHOR_BIO = RemovalReason.AUTHOR_BIO
cdef object DATE = RemovalReason.DATE, BYLINE = RemovalReason.BYLINE, CREDIT = RemovalReason.CREDIT
cdef object CONTROL_KIND = BlockKind.CONTROL
cdef tuple HIDDEN = reasons.HIDDEN, REPEAT = reasons.REPEAT, CONTROL = reasons.CONTROL, NO_RULE = reasons.NO_RULE
cdef tuple LINKS_BEFORE = reasons.LINKS_BEFORE, LINKS_AFTER = reasons.LINKS_AFTER
cdef frozenset REFINED = reasons.REFINED
cdef int FEW_WORDS = reasons.FEW_WORDS
cdef double MOSTLY_LINKS = reasons.MOSTLY_LINKS
cdef Py_ssize_t MAX_CUE_CHARS = cues.MAX_CUE_CHARS

cdef list CUES = list(reasons.BY_CUE)
cdef tuple FOUND = tuple(reasons.BY_CUE.values())
cdef dict GROUP = {word: CUES.index(cue) for word, cue in cues.CUE_GROUP.items()}
cdef int IS_LEGAL = 1 << CUES.index("legal"), IS_DATE = 1 << CUES.index("date")
cdef int IS_CREDITED = sum([1 << CUES.index(cue) for cue in reasons.CREDITED])

cdef dict RULES = {}
"""A rule with what speaks against a block, by both: there are some thousands of pairs at most."""


def write_verdicts(list blocks, list likely, opinion, dict decided, str title not None, Py_ssize_t first):
    cdef list around = opinion.around, against = opinion.against, verdicts = []
    cdef Py_ssize_t n, count = len(blocks)
    cdef _Said said = _Said(blocks)
    cdef str text
    if not len(likely) == len(around) == len(against) == count:
        raise ValueError("an opinion is of another page")
    for n, block in enumerate(blocks):
        if type(block) is not Block:
            raise TypeError("the blocks of a page are blocks")
        text = field(block, B_TEXT)
        if title and text == title:
            verdicts.append(IS_TITLE)
            continue
        verdict = decided.get(n)
        if verdict is None:
            reason, rule = _reason_for(block, around[n], said, n, n > first)
            verdict = Verdict(False, 1 - <double>likely[n], reason, _joined(rule, against[n]))
        verdicts.append(verdict)
    return verdicts


cdef tuple _reason_for(block, tuple around, _Said said, Py_ssize_t n, bint after):
    if field(block, B_HIDDEN):
        return HIDDEN
    if around is None:
        return _told_by_text(block, said, n, after)
    return _refined(field(block, B_TEXT), around) if around[1] in REFINED else around


cdef tuple _refined(str text, tuple around):
    why, rule = around
    if why is FOOTER:
        return (LEGAL, rule) if _cues_in(text) & IS_LEGAL else around
    if text.count(" ") >= FEW_WORDS:
        return around
    cdef int cues = _cues_in(text)
    if why is AUTHOR_BIO:
        return (DATE if cues & IS_DATE else BYLINE), rule
    return (CREDIT, rule) if cues & IS_CREDITED else around


cdef tuple _told_by_text(block, _Said said, Py_ssize_t n, bint after):
    cdef str text = field(block, B_TEXT)
    cdef bint is_short = text.count(" ") < FEW_WORDS
    cdef int cues
    if not is_short and text in said.above(n):
        return REPEAT
    if field(block, B_KIND) is CONTROL_KIND:
        return CONTROL
    cues = _cues_in(text) if is_short else 0
    if cues:
        return next(found for at, found in enumerate(FOUND) if cues >> at & 1)
    if <double>field(block, B_LINK_CHARS) > MOSTLY_LINKS * len(text):
        return LINKS_AFTER if after else LINKS_BEFORE
    return NO_RULE


cdef int _cues_in(str text) except -1:
    """Return a bit for each group of cues."""
    cdef int cues = 0
    cdef PyObject *group
    if len(text) > MAX_CUE_CHARS:
        return 0
    for word in text.lower().split():
        group = PyDict_GetItemWithError(GROUP, word)
        if group:
            cues |= 1 << <int><object>group
    return cues


cdef str _joined(str rule, str against):
    cdef dict of_rule = RULES.setdefault(rule, {})
    cdef object joined = of_rule.get(against)
    if joined is None:
        joined = of_rule[against] = f"{rule}; {against}"
    return joined


cdef class _Said:
    """The texts above a block, gathered when they are asked for."""

    cdef list blocks
    cdef set texts
    cdef Py_ssize_t gathered

    def __cinit__(self, list blocks):
        self.blocks, self.texts, self.gathered = blocks, set(), 0

    cdef set above(self, Py_ssize_t n):
        while self.gathered < n:
            self.texts.add(field(self.blocks[self.gathered], B_TEXT))
            self.gathered += 1
        return self.texts
