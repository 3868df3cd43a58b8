"""Read a posted form: URL-encoded text, as every browser sends it without being told otherwise."""

from urllib.parse import parse_qs

from fastapi import HTTPException, Request

MAX_FIELDS = 100


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields, the first of each name. Raises 415 or 400 for what is no such form."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/x-www-form-urlencoded":
        raise HTTPException(415, "Send the form as application/x-www-form-urlencoded.")
    body = await request.body()
    try:
        fields = parse_qs(body.decode("utf8"), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise HTTPException(400, f"The form cannot be read: {error}") from error
    return {name: values[0] for name, values in fields.items()}
