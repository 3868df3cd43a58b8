"""The same four questions in the forms that sites give them: every one must be read whole, and nothing besides."""

import pytest
from winnow.model import FaqSource
from winnow.stages.faq import find_faqs
from winnow.stages.faq.pairs import FaqResult
from winnow.stages.html import parse_html
from winnow.stages.repair import repair_page

PAIRS = [
    ("Does it need a permit?", ["No, anything below two metres is free."]),
    ("How long does the timber last?", ["About fifteen years off the ground.", "Oil it every second spring."]),
    ("Which screws hold best?", ["Stainless, 6 by 80.", "Never drywall screws."]),
    ("Can one person build it?", ["Yes, with a friend for the roof."]),
]
PROSE = "<p>The shed stands on four blocks so that air can move below it, and nothing rots faster than wet wood.</p>"
FORMS = {
    "details": "<details><summary>{q}</summary>{p}</details>",
    "details with a heading": "<details><summary><h3>{q}</h3><svg></svg></summary><div class=rte>{p}</div></details>",
    "heading and paragraphs": "<h3>{q}</h3>{p}",
    "heading and list": "<h3>{q}</h3><ul>{li}</ul>",
    "two columns": "<div class=row><div class=col><h3>{q}</h3></div><div class=col>{p}</div></div>",
    "button in a heading": (
        "<div class=item><h3><button aria-expanded=false aria-controls=x>{q}</button></h3><div hidden>{p}</div></div>"
    ),
    "role button": (
        '<div class="toggle-item"><div class="tab-title" role=button aria-expanded=false>'
        '<a class="toggle-title">{q}</a></div><div class="tab-content">{p}</div></div>'
    ),
    "panel with a link": (
        '<div class="panel"><div class="panel-heading"><h4 class="panel-title"><a data-toggle=collapse>{q}</a>'
        '</h4></div><div class="panel-collapse collapse"><div class="panel-body">{p}</div></div></div>'
    ),
    "checkbox": "<div class=tab><input type=checkbox><label>{q}</label><div class=tab-content>{p}</div></div>",
    "term and definition": "<dl><dt>{q}</dt><dd>{p}</dd></dl>",
    "bold paragraph": "<p><strong>{q}</strong></p>{p}",
    "bold beginning with a break": "<p><strong>{q}</strong><br>{s}</p>",
    "bold beginning": "<p><b>{q}</b> {s}</p>",
    "list with bold": "<ul><li><strong>{q}</strong><br>{s}</li></ul>",
    "lettered": "<p><b>Q: {q}</b></p><p>A: {s}</p>",
    "lettered with a break": "<p>Q: {q}<br>A: {s}</p>",
    "table": "<table><tr><td>{q}</td><td>{p}</td></tr></table>",
    "named": '<div class="entry-question">{q}</div><div class="entry-answer">{p}</div>',
    "bare": "<div><div>{q}</div><div>{s}</div></div>",
    "numbered": "<h3>{n}. {q}</h3>{p}",
    "with a plus": "<div class=acc><div class=head><span>{q}</span> <span>+</span></div><div>{p}</div></div>",
}
HEADINGS = {
    "heading": "<h2>Frequently asked questions</h2>",
    "label": "<p class=headline>FAQs</p>",
    "other language": "<div class=head><span>Service</span><h2>Häufige Fragen</h2></div>",
}


def read(html: str) -> FaqResult:
    page = parse_html(html)
    repair_page(page)
    return find_faqs(page)


def page_of(form: str, heading: str, pairs: list[tuple[str, list[str]]]) -> str:
    items = "".join(
        form.format(
            q=question,
            n=n,
            p="".join(f"<p>{line}</p>" for line in lines),
            li="".join(f"<li>{line}</li>" for line in lines),
            s=" ".join(lines),
        )
        for n, (question, lines) in enumerate(pairs, 1)
    )
    return (
        "<body><nav><ul><li><a href=/>Home</a></li><li><a href=/faq>FAQ</a></li></ul></nav>"
        f"<main><article><h1>Building a shed</h1>{PROSE}<section>{heading}{items}</section><h2>Painting</h2>{PROSE}"
        "</article></main>"
        "<footer><details><summary>Help?</summary><ul><li><a href=/c>Contact</a></li></ul></details></footer></body>"
    )


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_is_read_whole(form: str, heading: str) -> None:
    found = read(page_of(form, heading, PAIRS)).pairs
    assert [(f.question, " ".join(f.answer.split())) for f in found] == [(q, " ".join(a)) for q, a in PAIRS]
    assert {f.source for f in found} == {FaqSource.HTML}


@pytest.mark.parametrize(
    "form", ["heading and paragraphs", "bold paragraph", "bold beginning", "lettered", "bare", "table", "numbered"]
)
def test_questions_without_a_faq_around_them_are_sections(form: str) -> None:
    assert read(page_of(FORMS[form], "<h2>How we built ours</h2>", PAIRS)).pairs == ()


@pytest.mark.parametrize("form", ["details", "button in a heading", "term and definition", "heading and paragraphs"])
def test_below_its_heading_a_list_need_not_ask(form: str) -> None:
    pairs = [
        ("Choosing the size", ["Measure twice."]),
        ("Cleaning it", ["Warm water."]),
        ("Delivery", ["On Thursdays."]),
    ]
    found = read(page_of(FORMS[form], HEADINGS["heading"], pairs)).pairs
    assert [f.question for f in found] == [q for q, _ in pairs]


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("<h2>Good to know</h2>", "<div><div role=tab id=t{n}>{q}</div><div role=tabpanel>{p}</div></div>"),
        ("<h2>Questions that first-timers ask</h2>", "<p><strong>{q}</strong></p>{p}"),
        ("<h2>FAQs</h2>", "<p>{q}<br>{s}</p>"),
        ("<h2>Preguntas más habituales</h2>", "<div><p class=tit>{q}</p>{p}</div>"),
        ("<h2>FAQ</h2>", "<h3>Part {n}</h3><h4>{q}</h4>{p}"),
    ],
    ids=["tabs", "a heading that tells whose they are", "a line break", "how common they are", "sorted by headings"],
)
def test_other_forms_are_read_where_all_of_them_ask(heading: str, form: str) -> None:
    found = read(page_of(form, heading, PAIRS)).pairs
    assert [f.question for f in found] == [q for q, _ in PAIRS]


def test_the_heading_and_every_part_are_positions() -> None:
    html = page_of(FORMS["details"], HEADINGS["heading"], PAIRS)
    page = parse_html(html)
    texts = {b.position: b.text for b in page.blocks}
    kept = [text for position, text in texts.items() if position not in read(html).positions]
    assert not {"Frequently asked questions", *(q for q, _ in PAIRS), *(a for _, lines in PAIRS for a in lines)} & {
        *kept
    }
    assert "Building a shed" in kept


def test_loose_marks_go_with_the_questions() -> None:
    form = "<div class=acc><span class=no>{n}.</span><h3>{q}</h3><i>+</i>{p}</div>"
    page = parse_html(page_of(form, HEADINGS["heading"], PAIRS))
    result = find_faqs(page)
    left = [b.text for b in page.blocks if b.position not in result.positions]
    assert not [text for text in left if not any(c.isalpha() for c in text)]
    assert [pair.question for pair in result.pairs] == [q for q, _ in PAIRS]
