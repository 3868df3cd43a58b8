// Follows an article that is under way: asks for this very page again and swaps in what changed, until it has ended.
(() => {
  const FIRST_MS = 700;
  const SLOWEST_MS = 8000;

  async function again(wait) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok) swap(await answer.text());
    } catch {
      // The console is restarting: the next round finds it.
    }
    if (document.querySelector("#follow[data-under-way]")) later(Math.min(wait * 1.2, SLOWEST_MS));
  }

  function swap(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const now = document.querySelector("#follow");
    const next = fresh.querySelector("#follow");
    if (!now || !next || now.innerHTML === next.innerHTML) return;
    now.replaceWith(document.adoptNode(next));
    document.title = fresh.title;
  }

  function later(wait) {
    setTimeout(() => again(wait), wait);
  }

  later(FIRST_MS);
})();
