"""The local servers are real ones, with the limits and the analysis that Winnow builds on."""

import json
import urllib.request
from typing import Any

import aiokafka
import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import UnknownTopicOrPartitionError


def ask(url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def tokens(url: str, text: str, **how: Any) -> list[str]:
    return [token["token"] for token in ask(f"{url}/_analyze", {"text": text, **how})["tokens"]]


async def test_a_large_message_passes_and_survives_a_killed_broker(own_kafka: Any) -> None:
    address = own_kafka.start()
    value = b"x" * (15 * 1024 * 1024)
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    await admin.create_topics([NewTopic("large", 1, 1)])
    await admin.close()
    async with aiokafka.AIOKafkaProducer(bootstrap_servers=address, max_request_size=2**24, acks="all") as producer:
        await producer.send_and_wait("large", value)

    own_kafka.kill()
    assert own_kafka.start() == address

    consumer = aiokafka.AIOKafkaConsumer("large", bootstrap_servers=address, auto_offset_reset="earliest")
    async with consumer:
        assert (await consumer.getone()).value == value


async def test_a_topic_is_never_made_by_mistake(kafka_bootstrap: str) -> None:
    async with aiokafka.AIOKafkaProducer(bootstrap_servers=kafka_bootstrap, request_timeout_ms=1000) as producer:
        with pytest.raises(UnknownTopicOrPartitionError):
            await producer.partitions_for("mistyped")


def test_elasticsearch_says_who_it_is(elasticsearch_url: str) -> None:
    assert ask(elasticsearch_url)["version"]["number"] == "9.5.3"


@pytest.mark.parametrize(
    ("analyzer", "text", "expected"),
    [
        ("english", "The houses of running", ["hous", "run"]),
        ("german", "Die Häuser", ["haus"]),
        ("french", "les maisons de l'avion", ["maison", "avion"]),
        ("spanish", "las casas", ["cas"]),
        ("italian", "le case dell'amico", ["case", "amico"]),
        ("portuguese", "as casas", ["casa"]),
        ("dutch", "de huizen", ["huiz"]),
    ],
)
def test_languages_are_analysed(elasticsearch_url: str, analyzer: str, text: str, expected: list[str]) -> None:
    assert tokens(elasticsearch_url, text, analyzer=analyzer) == expected


@pytest.mark.parametrize(
    ("text", "how", "expected"),
    [
        ("Crème", {"tokenizer": "standard", "filter": ["lowercase", "asciifolding"]}, ["creme"]),
        (
            "fox",
            {"tokenizer": "standard", "filter": [{"type": "edge_ngram", "min_gram": 1, "max_gram": 3}]},
            ["f", "fo", "fox"],
        ),
        ("houses", {"tokenizer": "standard", "filter": [{"type": "stemmer", "language": "light_english"}]}, ["house"]),
        ("<b>a</b> b", {"tokenizer": "whitespace", "char_filter": ["html_strip"]}, ["a", "b"]),
        ("Two Words", {"tokenizer": "keyword"}, ["Two Words"]),
        ("É", {"filter": ["lowercase", "asciifolding"]}, ["e"]),
    ],
)
def test_text_is_taken_apart(elasticsearch_url: str, text: str, how: Any, expected: list[str]) -> None:
    assert tokens(elasticsearch_url, text, **how) == expected


def test_elasticsearch_keeps_what_it_acknowledged_when_killed(own_elasticsearch: Any) -> None:
    url = own_elasticsearch.start()
    ask(f"{url}/kept/_doc?refresh=true", {"title": "here"})

    own_elasticsearch.kill()
    assert own_elasticsearch.start() == url

    ask(f"{url}/_cluster/health/kept?wait_for_status=yellow&timeout=30s")
    assert ask(f"{url}/kept/_count")["count"] == 1
