"""Fetch the URLs of a file with Scrapy, in an environment of its own, and write what came as JSON lines."""

import sys
from pathlib import Path

import scrapy
from scrapy.crawler import CrawlerProcess

URLS, OUTPUT, DELAY, CONCURRENCY = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])


class Pages(scrapy.Spider):
    name = "pages"

    async def start(self):
        with Path(URLS).open() as urls:
            for url in urls:
                yield scrapy.Request(url.strip())

    def parse(self, response):
        yield {"url": response.url, "status": response.status, "body": response.text}


process = CrawlerProcess(
    {
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": DELAY,
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "CONCURRENT_REQUESTS": CONCURRENCY,
        "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.DownloaderAwarePriorityQueue",
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "WARNING",
        "REACTOR_THREADPOOL_MAXSIZE": 20,
        "FEEDS": {OUTPUT: {"format": "jsonlines"}},
    }
)
process.crawl(Pages)
process.start()
