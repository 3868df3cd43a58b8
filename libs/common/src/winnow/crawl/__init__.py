"""The decisions of a crawl: pure functions over URLs, robots.txt and schedules. No I/O."""
