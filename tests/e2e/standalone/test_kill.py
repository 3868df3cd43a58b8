"""What was answered 202 survives ``kill -9`` at any moment, and a restart goes on."""

import hashlib
import http.client
import random
import threading
import time


def article(n: int) -> str:
    """Write an article that is nearly the same as no other."""
    words = " ".join(hashlib.sha256(b"%d %d" % (n, i)).hexdigest()[:7] for i in range(40))
    return f"Loaf {n}\n\nThis loaf of bread is unlike any other, and that is what it is about: {words}.\n"


def submit_until_refused(standalone, accepted: list[str], stop: threading.Event) -> None:
    while not stop.is_set():
        n = len(accepted)
        body = {"url": f"https://example.org/loaf/{n}", "content": article(n), "content_type": "text/plain"}
        try:
            answer = standalone.post("/api/submissions", body)
        except (OSError, ValueError, http.client.HTTPException):
            time.sleep(0.02)
            continue
        accepted += [each["article_id"] for each in answer["submissions"]]


def test_five_kills_lose_nothing_that_was_answered_202(standalone, eventually):
    chance = random.Random(7)  # noqa: S311 - the same kills each time
    accepted: list[str] = []
    stop = threading.Event()
    standalone.start()
    submitting = threading.Thread(target=submit_until_refused, args=(standalone, accepted, stop))
    submitting.start()
    for _ in range(5):
        count = len(accepted) + chance.randint(5, 25)
        eventually(lambda wanted=count: len(accepted) >= wanted)
        standalone.kill()
        standalone.start()
    before = len(accepted)
    eventually(lambda: len(accepted) > before)  # what the last kill left unanswered has been submitted again
    stop.set()
    submitting.join()
    eventually(lambda: standalone.states()["indexed"] == len(set(accepted)))
    for article_id in accepted:
        assert standalone.get(f"/api/articles/{article_id}")["state"] == "indexed"
    found = standalone.get("/api/search?q=loaf+bread&size=1")
    assert found["total"] == len(set(accepted)), "each once"
    assert standalone.stop() == 0


def test_one_data_folder_has_one_process(standalone):
    standalone.start()
    second = standalone.command("up", "--no-samples", "--port", "0", "--data", str(standalone.folder / "data"))
    assert second.returncode == 2
    assert "in use by another process" in second.stderr
