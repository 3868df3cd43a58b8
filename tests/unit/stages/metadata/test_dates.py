"""Calendar days in the ways people and machines write them."""

import pytest
from winnow.stages.metadata.dates import day_in_url, find_day, read_instant


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("March 4, 2021", "2021-03-04"),
        ("Posted on Sept. 3rd, 2021 by Ann", "2021-09-03"),
        ("12. März 2024, 10:30 Uhr", "2024-03-12"),
        ("1er janvier 2020", "2020-01-01"),
        ("3 de octubre de 2020", "2020-10-03"),
        ("5 maggio 2019", "2019-05-05"),
        ("14-Feb-2020", "2020-02-14"),
        ("21.11.22, 10:00", "2022-11-21"),
        ("21-11-22, 20:00", "2022-11-21"),
        ("12/25/2023", "2023-12-25"),
        ("2023年5月3日", "2023-05-03"),
        ("2020/05/06", "2020-05-06"),
        ("Valley CourierDec 12, 2020, 6 pm", "2020-12-12"),
        ("In the 2 chapters 2021 was the year of 7 July 2021", "2021-07-07"),
    ],
)
def test_a_written_day_is_found(text: str, day: str) -> None:
    assert find_day(text) == day


@pytest.mark.parametrize(
    "text", ["", "2021", "call 555-2021-22", "version 3.11.2", "30.02.2021", "May the best 12 win", "12 Apples 2021"]
)
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert find_day(text) == ""


def test_the_page_decides_which_number_is_the_month() -> None:
    assert find_day("3/4/2021") == "2021-04-03"
    assert find_day("3/4/2021", month_first=True) == "2021-03-04"
    assert find_day("13/4/2021", month_first=True) == "2021-04-13"
    assert find_day("3.4.2021", month_first=True) == "2021-04-03"


@pytest.mark.parametrize(
    ("stamp", "instant"),
    [
        ("2023-12-21T15:53:11-0800", "2023-12-21T15:53:11-08:00"),
        ("2023-12-21T15:53:11Z", "2023-12-21T15:53:11+00:00"),
        ("2023-12-21", "2023-12-21"),
        ("2023-12-21 at noon", "2023-12-21"),
        ("20231221103000", "2023-12-21"),
        ("Thu, 21 Dec 2023 10:00:00 GMT", "2023-12-21"),
        ("0001-01-01T00:00:00", ""),
        ("1987-05-04", ""),
        ("2023-13-45", ""),
        ("yesterday", ""),
    ],
)
def test_a_machine_date_keeps_its_time(stamp: str, instant: str) -> None:
    assert read_instant(stamp) == instant


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2023/12/22/title", "2023-12-22"),
        ("https://a.example/news/2023/dec/22/title", "2023-12-22"),
        ("https://a.example/story-20231222-1", "2023-12-22"),
        ("https://a.example/2023/12/title", ""),
        ("https://a.example/item/12345678", ""),
        ("https://20231222.example/", ""),
        ("", ""),
    ],
)
def test_a_day_in_the_path(url: str, day: str) -> None:
    assert day_in_url(url) == day
