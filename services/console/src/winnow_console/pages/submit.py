"""``/submit``: ask for pages, or hand in an article with its content."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from winnow_console.desk import AtDesk, Desk
from winnow_console.pages.forms import read_form
from winnow_console.pages.render import page
from winnow_console.submit import MAX_URLS, Plan, plan_content, plan_urls, submit

router = APIRouter(prefix="/submit", include_in_schema=False)

EMPTY = {"urls": "", "url": "", "content": "", "content_type": "text/html"}


@router.get("")
async def submit_page() -> HTMLResponse:
    """Show the two forms."""
    return _page(EMPTY)


@router.post("")
async def submitted_page(request: Request, desk: AtDesk) -> Response:
    """Take what was sent: a single article is followed at once, several are listed."""
    given = EMPTY | await read_form(request)
    plan, problem = _plan(given, desk)
    if plan is None:
        return _page(given, problem=problem, status=422)
    await submit(plan, desk)
    if len(plan.accepted) == 1 and not plan.refused:
        return RedirectResponse(f"/articles/{plan.accepted[0].article_id}", 303)
    left = "\n".join(refusal.url for refusal in plan.refused)
    return _page(given | {"urls": left} if given["urls"] else given, plan=plan)


def _plan(given: dict[str, str], desk: Desk) -> tuple[Plan | None, str]:
    """Decide on the form, or say what is missing in it."""
    if given["content"].strip():
        if not given["url"].strip():
            return None, "Give the address that the article belongs to: it is what the article is known by."
        return plan_content(given["url"], given["content"], given["content_type"], desk.now()), ""
    urls = given["urls"].split()
    if not urls:
        return None, "Enter at least one address, or paste an article."
    if len(urls) > MAX_URLS:
        return None, f"These are {len(urls)} addresses; send at most {MAX_URLS} at a time."
    return plan_urls(urls, desk.settings.allowed_private_networks, desk.now()), ""


def _page(given: dict[str, str], *, plan: Plan | None = None, problem: str = "", status: int = 200) -> HTMLResponse:
    return page("submit.html", http_status=status, here="submit", given=given, plan=plan, problem=problem)
