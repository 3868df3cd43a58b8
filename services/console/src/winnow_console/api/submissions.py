"""``POST /api/submissions``: take articles in."""

from fastapi import APIRouter

from winnow_console.api.views import RefusedUrl, Submission, Submissions, Submitted, UrlSubmission
from winnow_console.desk import AtDesk
from winnow_console.submit import Plan, plan_content, plan_urls, submit

router = APIRouter(prefix="/api/submissions", tags=["submissions"])


@router.post("", status_code=202)
async def create_submission(given: Submission, desk: AtDesk) -> Submissions:
    """Ask for pages to be fetched, or hand in an article with its content.

    What is answered with 202 is stored durably; whatever is refused is listed with its reason.
    """
    plan = _plan(given, desk)
    await submit(plan, desk)
    return Submissions(
        submissions=[
            Submitted(url=one.url, article_id=one.article_id, status_url=f"/api/articles/{one.article_id}")
            for one in plan.accepted
        ],
        refused=[RefusedUrl(url=one.url, reason=one.reason, detail=one.detail) for one in plan.refused],
    )


def _plan(given: Submission, desk: AtDesk) -> Plan:
    if isinstance(given, UrlSubmission):
        return plan_urls(given.urls, desk.settings.allowed_private_networks, desk.now())
    return plan_content(given.url, given.content, given.content_type, desk.now())
