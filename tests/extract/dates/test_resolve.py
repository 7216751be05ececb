"""Time words of news and the days they bound. Conventions: the annotation guide, section "Time conventions"."""

from datetime import date

import pytest

from flows.extract.dates import resolve
from schemas.when import When

# Each line: words | direction | earliest | latest | precision. "-" is an open bound; "- | -" is unresolved.

PUBLISHED_TUESDAY_16_JUNE_2026 = """
today                                      | past   | 2026-06-16 | 2026-06-16 | day
yesterday                                  | past   | 2026-06-15 | 2026-06-15 | day
tomorrow                                   | future | 2026-06-17 | 2026-06-17 | day
the day after tomorrow                     | future | 2026-06-18 | 2026-06-18 | day
the day before yesterday                   | past   | 2026-06-14 | 2026-06-14 | day
tonight                                    | future | 2026-06-16 | 2026-06-16 | day
last night                                 | past   | 2026-06-15 | 2026-06-15 | day
this morning                               | past   | 2026-06-16 | 2026-06-16 | day
later today                                | future | 2026-06-16 | 2026-06-16 | day
tomorrow evening                           | future | 2026-06-17 | 2026-06-17 | day
overnight                                  | past   | 2026-06-15 | 2026-06-16 | range
overnight                                  | future | 2026-06-16 | 2026-06-17 | range
overnight into Sunday                      | past   | 2026-06-13 | 2026-06-14 | range

Monday                                     | past   | 2026-06-15 | 2026-06-15 | day
Tuesday                                    | past   | 2026-06-16 | 2026-06-16 | day
Wednesday                                  | past   | 2026-06-10 | 2026-06-10 | day
Monday                                     | future | 2026-06-22 | 2026-06-22 | day
Tuesday                                    | future | 2026-06-23 | 2026-06-23 | day
Wednesday                                  | future | 2026-06-17 | 2026-06-17 | day
Wednesday                                  | none   | 2026-06-10 | 2026-06-10 | day
by Wednesday                               | none   | 2026-06-17 | 2026-06-17 | day
last Tuesday                               | past   | 2026-06-09 | 2026-06-09 | day
next Thursday                              | future | 2026-06-18 | 2026-06-18 | day
next Tuesday                               | none   | 2026-06-23 | 2026-06-23 | day
this Tuesday                               | future | 2026-06-16 | 2026-06-16 | day
this coming Saturday                       | future | 2026-06-20 | 2026-06-20 | day
this past Saturday                         | past   | 2026-06-13 | 2026-06-13 | day
Thursday of next week                      | future | 2026-06-25 | 2026-06-25 | day
on Thursday last week                      | past   | 2026-06-11 | 2026-06-11 | day
next week on Monday                        | future | 2026-06-22 | 2026-06-22 | day
a week from Friday                         | future | 2026-06-26 | 2026-06-26 | day
Monday morning                             | past   | 2026-06-15 | 2026-06-15 | day
late on Sunday                             | past   | 2026-06-14 | 2026-06-14 | day
late Sunday afternoon                      | past   | 2026-06-14 | 2026-06-14 | day
earlier on Tuesday                         | past   | 2026-06-16 | 2026-06-16 | day
in the early hours of Saturday             | past   | 2026-06-13 | 2026-06-13 | day
Friday's                                   | past   | 2026-06-12 | 2026-06-12 | day
the talks in Oslo on Friday                | future | 2026-06-19 | 2026-06-19 | day
four days of talks in Oslo on Sunday       | past   | 2026-06-14 | 2026-06-14 | day
Friday at the earliest                     | future | 2026-06-19 | -          | after
September at the latest                    | future | 2026-09-30 | 2026-09-30 | day
by the 1st of next month                   | future | 2026-07-01 | 2026-07-01 | day

noon Wednesday                             | future | 2026-06-17 | 2026-06-17 | day
Friday at 5 p.m.                           | future | 2026-06-19 | 2026-06-19 | day
by 18:00 (1500 GMT) on Saturday            | future | 2026-06-20 | 2026-06-20 | day
at 0600 GMT on Saturday                    | future | 2026-06-20 | 2026-06-20 | day
8 a.m. local time (0500 GMT) Thursday      | future | 2026-06-18 | 2026-06-18 | day
just after midnight on Friday              | past   | 2026-06-12 | 2026-06-12 | day
by midnight on Friday                      | future | 2026-06-19 | 2026-06-19 | day
by midnight                                | future | 2026-06-16 | 2026-06-17 | range
between 06:00 and 18:00 on Saturday        | future | 2026-06-20 | 2026-06-20 | day
by close of business on Friday             | future | 2026-06-19 | 2026-06-19 | day

this week                                  | none   | 2026-06-15 | 2026-06-21 | week
last week                                  | past   | 2026-06-08 | 2026-06-14 | week
next week                                  | future | 2026-06-22 | 2026-06-28 | week
the week after next                        | future | 2026-06-29 | 2026-07-05 | week
the week before last                       | past   | 2026-06-01 | 2026-06-07 | week
last month                                 | past   | 2026-05-01 | 2026-05-31 | month
next month                                 | future | 2026-07-01 | 2026-07-31 | month
last year                                  | past   | 2025-01-01 | 2025-12-31 | year
next year                                  | future | 2027-01-01 | 2027-12-31 | year
this week                                  | future | 2026-06-15 | 2026-06-21 | week
earlier this week                          | past   | 2026-06-15 | 2026-06-16 | range
later this month                           | future | 2026-06-16 | 2026-06-30 | range
earlier this year                          | past   | 2026-01-01 | 2026-06-16 | range
early next week                            | future | 2026-06-22 | 2026-06-24 | range
early next month                           | future | 2026-07-01 | 2026-07-10 | range
late last year                             | past   | 2025-09-01 | 2025-12-31 | range
at the end of last year                    | past   | 2025-12-01 | 2025-12-31 | month
next quarter                               | future | 2026-07-01 | 2026-09-30 | range

this weekend                               | future | 2026-06-20 | 2026-06-21 | range
over the weekend                           | past   | 2026-06-13 | 2026-06-14 | range
last weekend                               | past   | 2026-06-13 | 2026-06-14 | range
next weekend                               | future | 2026-06-27 | 2026-06-28 | range
the weekend of 4-5 July                    | future | 2026-07-04 | 2026-07-05 | range
the weekend of July 4                      | future | 2026-07-04 | 2026-07-05 | range
the week of 6 July                         | future | 2026-07-06 | 2026-07-12 | week
the week beginning 6 July                  | future | 2026-07-06 | 2026-07-12 | range

14 March 2025                              | none   | 2025-03-14 | 2025-03-14 | day
March 14, 2025                             | future | 2025-03-14 | 2025-03-14 | day
Friday, March 14, 2025                     | past   | 2025-03-14 | 2025-03-14 | day
the 14th of March 2025                     | past   | 2025-03-14 | 2025-03-14 | day
14-Mar-2025                                | past   | 2025-03-14 | 2025-03-14 | day
2025-03-14                                 | none   | 2025-03-14 | 2025-03-14 | day
2025-03-14T09:30:00Z                       | none   | 2025-03-14 | 2025-03-14 | day
14.3.2025                                  | none   | 2025-03-14 | 2025-03-14 | day
14/03/2025                                 | none   | 2025-03-14 | 2025-03-14 | day
03/04/2025                                 | none   | -          | -          | unknown
August 2                                   | future | 2026-08-02 | 2026-08-02 | day
August 2                                   | past   | 2025-08-02 | 2025-08-02 | day
2 August                                   | none   | 2026-08-02 | 2026-08-02 | day
Aug. 2                                     | future | 2026-08-02 | 2026-08-02 | day
Aug 2nd                                    | future | 2026-08-02 | 2026-08-02 | day
the second of August                       | future | 2026-08-02 | 2026-08-02 | day
June 16                                    | future | 2026-06-16 | 2026-06-16 | day
June 16                                    | past   | 2026-06-16 | 2026-06-16 | day
Sunday, August 2                           | future | 2026-08-02 | 2026-08-02 | day
Saturday, August 2                         | past   | 2025-08-02 | 2025-08-02 | day
Friday, August 2                           | past   | 2024-08-02 | 2024-08-02 | day
Wednesday (17 June)                        | future | 2026-06-17 | 2026-06-17 | day
August 2 (Sunday)                          | future | 2026-08-02 | 2026-08-02 | day
5 June last year                           | past   | 2025-06-05 | 2025-06-05 | day
the 18th                                   | past   | 2026-05-18 | 2026-05-18 | day
on the 18th                                | future | 2026-06-18 | 2026-06-18 | day
the 31st                                   | future | 2026-07-31 | 2026-07-31 | day
Friday the 19th                            | future | 2026-06-19 | 2026-06-19 | day
31 June                                    | future | -          | -          | unknown
February 30, 2025                          | past   | -          | -          | unknown

in May                                     | past   | 2026-05-01 | 2026-05-31 | month
in May                                     | future | 2027-05-01 | 2027-05-31 | month
in September                               | past   | 2025-09-01 | 2025-09-30 | month
in September                               | future | 2026-09-01 | 2026-09-30 | month
March of 2009                              | past   | 2009-03-01 | 2009-03-31 | month
in October of last year                    | past   | 2025-10-01 | 2025-10-31 | month
last June                                  | past   | 2025-06-01 | 2025-06-30 | month
next March                                 | future | 2027-03-01 | 2027-03-31 | month
2026-09                                    | none   | 2026-09-01 | 2026-09-30 | month
early July                                 | future | 2026-07-01 | 2026-07-10 | range
mid-July                                   | future | 2026-07-11 | 2026-07-20 | range
in late July                               | future | 2026-07-21 | 2026-07-31 | range
the second half of July                    | future | 2026-07-16 | 2026-07-31 | range
the first week of July                     | future | 2026-07-01 | 2026-07-07 | range
the last week of July                      | future | 2026-07-25 | 2026-07-31 | range
the first Monday in July                   | future | 2026-07-06 | 2026-07-06 | day
the last Sunday of May                     | past   | 2026-05-31 | 2026-05-31 | day
the eve of 9 July                          | future | 2026-07-08 | 2026-07-08 | day
in 2015                                    | past   | 2015-01-01 | 2015-12-31 | year
in the 1990s                               | past   | 1990-01-01 | 1999-12-31 | range
mid-2024                                   | past   | 2024-05-01 | 2024-08-31 | range
early 2025                                 | past   | 2025-01-01 | 2025-04-30 | range
the first quarter of 2025                  | past   | 2025-01-01 | 2025-03-31 | range
Q4 2026                                    | future | 2026-10-01 | 2026-12-31 | range
the first half of 2027                     | future | 2027-01-01 | 2027-06-30 | range
the first three months of 2025             | past   | 2025-01-01 | 2025-03-31 | range

July 7-11                                  | future | 2026-07-07 | 2026-07-11 | range
7–11 July                                  | future | 2026-07-07 | 2026-07-11 | range
July 7 and 8                               | future | 2026-07-07 | 2026-07-08 | range
7, 8 and 9 July                            | future | 2026-07-07 | 2026-07-09 | range
between 3 and 5 March                      | past   | 2026-03-03 | 2026-03-05 | range
from 30 June to 2 July                     | future | 2026-06-30 | 2026-07-02 | range
June 30-July 2                             | future | 2026-06-30 | 2026-07-02 | range
from 8 until 10 July                       | future | 2026-07-08 | 2026-07-10 | range
on the night of 3 to 4 July                | future | 2026-07-03 | 2026-07-04 | range
Monday to Wednesday                        | past   | 2026-06-15 | 2026-06-17 | range
from Thursday through Saturday             | future | 2026-06-18 | 2026-06-20 | range
Saturday and Sunday                        | future | 2026-06-20 | 2026-06-21 | range
Thursday or Friday                         | future | 2026-06-18 | 2026-06-19 | range
from 6 a.m. on Saturday until midnight on Sunday | future | 2026-06-20 | 2026-06-21 | range
between now and Friday                     | future | 2026-06-16 | 2026-06-19 | range
between 2014 and 2016                      | past   | 2014-01-01 | 2016-12-31 | range
from March of 2009 until October of last year | past | 2009-03-01 | 2025-10-31 | range
March to May 2025                          | past   | 2025-03-01 | 2025-05-31 | range

by Friday                                  | future | 2026-06-19 | 2026-06-19 | day
by Friday evening at the latest            | future | 2026-06-19 | 2026-06-19 | day
by the end of June                         | future | 2026-06-30 | 2026-06-30 | day
by the end of the week                     | future | 2026-06-21 | 2026-06-21 | day
by the end of the day                      | future | 2026-06-16 | 2026-06-16 | day
by year-end                                | future | 2026-12-31 | 2026-12-31 | day
by the start of next month                 | future | 2026-07-01 | 2026-07-01 | day
by Nov. 15 at 12:00 GMT                    | future | 2026-11-15 | 2026-11-15 | day
until 31 December                          | future | 2026-12-31 | 2026-12-31 | day
until 31 December                          | past   | 2025-12-31 | 2025-12-31 | day
through July 4                             | future | 2026-07-04 | 2026-07-04 | day
no later than 1 March                      | future | 2027-03-01 | 2027-03-01 | day
on or before July 1                        | future | 2026-07-01 | 2026-07-01 | day
before Friday                              | future | -          | 2026-06-19 | before
before the end of the month                | future | -          | 2026-06-30 | before
prior to 1 July                            | future | -          | 2026-07-01 | before
since Thursday                             | past   | 2026-06-11 | -          | after
since October 7, 2023                      | past   | 2023-10-07 | -          | after
since early March                          | past   | 2026-03-01 | -          | after
since last year                            | past   | 2025-01-01 | -          | after
from 1 July                                | future | 2026-07-01 | -          | after
not before July                            | future | 2026-07-01 | -          | after
as early as next week                      | future | 2026-06-22 | -          | after
at least until Friday                      | future | 2026-06-19 | -          | after
after 1 July                               | future | 2026-07-01 | -          | after
starting Monday                            | future | 2026-06-22 | 2026-06-22 | day
effective July 30                          | future | 2026-07-30 | 2026-07-30 | day
from midnight Friday for 30 days           | future | 2026-06-19 | 2026-07-19 | range
for 72 hours from Saturday                 | future | 2026-06-20 | 2026-06-23 | range

24 hours                                   | future | 2026-06-17 | 2026-06-17 | day
36 hours                                   | future | 2026-06-18 | 2026-06-18 | day
within 30 days                             | future | 2026-07-16 | 2026-07-16 | day
within a month                             | future | 2026-07-16 | 2026-07-16 | day
within two to three weeks                  | future | 2026-06-30 | 2026-07-07 | range
within the next 72 hours                   | future | 2026-06-19 | 2026-06-19 | day
a 48-hour deadline                         | future | 2026-06-18 | 2026-06-18 | day
30 days after 5 July                       | future | 2026-08-04 | 2026-08-04 | day
two days before Christmas                  | future | 2026-12-23 | 2026-12-23 | day
at least 30 days                           | future | 2026-07-16 | -          | after
over the next two weeks                    | future | 2026-06-16 | 2026-06-30 | range
past two weeks                             | past   | 2026-06-02 | 2026-06-16 | range
over the past three days                   | past   | 2026-06-13 | 2026-06-16 | range
in the last month                          | past   | 2026-05-16 | 2026-06-16 | range
in ten days                                | future | 2026-06-26 | 2026-06-26 | day
in two weeks' time                         | future | 2026-06-29 | 2026-07-01 | range
two days ago                               | past   | 2026-06-14 | 2026-06-14 | day
two weeks ago                              | past   | 2026-06-01 | 2026-06-03 | range
a fortnight ago                            | past   | 2026-06-01 | 2026-06-03 | range
a month ago                                | past   | 2026-05-09 | 2026-05-23 | range
it had already been a month                | past   | 2026-05-09 | 2026-05-23 | range
it has been three days                     | past   | 2026-06-13 | 2026-06-13 | day
a year and a half ago                      | past   | 2024-03-17 | 2025-09-15 | range
36 hours ago                               | past   | 2026-06-14 | 2026-06-15 | range
more than a year ago                       | past   | -          | 2025-06-16 | before
less than a week ago                       | past   | 2026-06-09 | 2026-06-16 | range
several weeks ago                          | past   | 2026-04-14 | 2026-06-09 | vague
years ago                                  | past   | -          | 2025-06-16 | vague

just days                                  | future | 2026-06-16 | -          | vague
in the coming days                         | future | 2026-06-16 | -          | vague
within weeks                               | future | 2026-06-16 | -          | vague
in recent days                             | past   | -          | 2026-06-16 | vague
earlier                                    | past   | -          | 2026-06-16 | before
already                                    | past   | -          | 2026-06-16 | before
soon                                       | future | -          | -          | vague
in the near future                         | future | -          | -          | vague
days                                       | past   | -          | -          | vague
immediately                                | future | -          | -          | unknown
until further notice                       | future | -          | -          | unknown
after Ramadan                              | future | -          | -          | unknown
before the summit                          | future | -          | -          | unknown
in the spring                              | future | -          | -          | unknown
at 3 p.m.                                  | future | -          | -          | unknown
for a decade                               | past   | -          | -          | unknown
for another two months                     | future | -          | -          | unknown
a three-day truce                          | future | -          | -          | unknown
within 30 days of the signing              | future | -          | -          | unknown
60 days after signing                      | future | -          | -          | unknown
10 working days                            | future | -          | -          | unknown
every Friday                               | future | -          | -          | unknown
not Friday                                 | past   | -          | -          | unknown
Bloody Sunday                              | past   | -          | -          | unknown
the October 7 attacks                      | past   | -          | -          | unknown
on Monday and again on Friday              | past   | -          | -          | unknown

New Year's Eve                             | past   | 2025-12-31 | 2025-12-31 | day
New Year’s Eve                             | future | 2026-12-31 | 2026-12-31 | day
Christmas                                  | past   | 2025-12-25 | 2025-12-25 | day
Christmas Eve 2023                         | past   | 2023-12-24 | 2023-12-24 | day
Easter Sunday 2025                         | past   | 2025-04-20 | 2025-04-20 | day
Easter                                     | past   | 2026-04-05 | 2026-04-12 | range
Orthodox Easter                            | past   | 2026-04-12 | 2026-04-12 | day
Good Friday                                | past   | 2026-04-03 | 2026-04-10 | range
"""

AT_THE_TURNS_OF_THE_CALENDAR = """
2025-12-30 | Friday                        | future | 2026-01-02 | 2026-01-02 | day
2025-12-30 | January 3                     | future | 2026-01-03 | 2026-01-03 | day
2025-12-30 | next month                    | future | 2026-01-01 | 2026-01-31 | month
2025-12-30 | 30 December to 2 January      | future | 2025-12-30 | 2026-01-02 | range
2025-12-30 | December 31 - January 2, 2026 | future | 2025-12-31 | 2026-01-02 | range
2025-12-30 | within 72 hours               | future | 2026-01-02 | 2026-01-02 | day
2026-01-02 | Wednesday                     | past   | 2025-12-31 | 2025-12-31 | day
2026-01-02 | December 29                   | past   | 2025-12-29 | 2025-12-29 | day
2026-01-02 | December 29                   | none   | 2025-12-29 | 2025-12-29 | day
2026-01-02 | by December 29                | none   | 2026-12-29 | 2026-12-29 | day
2026-01-02 | last week                     | past   | 2025-12-22 | 2025-12-28 | week
2026-01-02 | this week                     | none   | 2025-12-29 | 2026-01-04 | week
2026-01-02 | last quarter                  | past   | 2025-10-01 | 2025-12-31 | range
2026-01-02 | the 30th                      | past   | 2025-12-30 | 2025-12-30 | day
2026-03-01 | 29 February                   | past   | 2024-02-29 | 2024-02-29 | day
2026-03-01 | 29 February                   | future | 2028-02-29 | 2028-02-29 | day
2026-03-01 | February                      | past   | 2026-02-01 | 2026-02-28 | month
2024-02-28 | tomorrow                      | future | 2024-02-29 | 2024-02-29 | day
2024-02-28 | February                      | none   | 2024-02-01 | 2024-02-29 | month
2024-03-01 | yesterday                     | past   | 2024-02-29 | 2024-02-29 | day
2024-02-29 | a year ago                    | past   | 2022-11-29 | 2023-05-30 | range
2025-01-31 | within a month                | future | 2025-02-28 | 2025-02-28 | day
2026-06-20 | this weekend                  | future | 2026-06-20 | 2026-06-21 | range
2026-06-20 | last weekend                  | past   | 2026-06-13 | 2026-06-14 | range
2026-06-21 | over the weekend              | past   | 2026-06-20 | 2026-06-21 | range
2026-06-19 | last Friday                   | past   | 2026-06-12 | 2026-06-12 | day
2026-06-19 | Friday                        | past   | 2026-06-19 | 2026-06-19 | day
2026-06-19 | Friday                        | future | 2026-06-26 | 2026-06-26 | day
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines() if line]


def _days(when: When | None) -> tuple[str, str, str]:
    assert when is not None
    return str(when.earliest or "-"), str(when.latest or "-"), when.precision


@pytest.mark.parametrize(
    ("words", "direction", "earliest", "latest", "precision"), _rows(PUBLISHED_TUESDAY_16_JUNE_2026)
)
def test_words_bound_days_seen_from_publication(words, direction, earliest, latest, precision):
    when = resolve(words, date(2026, 6, 16), direction)
    assert _days(when) == (earliest, latest, precision)
    assert when.as_written == words


@pytest.mark.parametrize(
    ("published", "words", "direction", "earliest", "latest", "precision"), _rows(AT_THE_TURNS_OF_THE_CALENDAR)
)
def test_years_leap_days_and_weekends_turn(published, words, direction, earliest, latest, precision):
    assert _days(resolve(words, date.fromisoformat(published), direction)) == (earliest, latest, precision)


@pytest.mark.parametrize(
    "words",
    [
        "36 missiles", "Theresa May", "we", "the army", "G7", "Resolution 2231", "twice", "second round", "10 percent",
        "may", "march", "Sun", "the march on the capital", "", "   ", "...", "3/4", "24/7", "1,000 people", "Article 5",
        "x" * 1000, "first", "both sides", "2000 soldiers",
    ],
)  # fmt: skip
def test_words_that_are_no_time_yield_nothing(words):
    assert resolve(words, date(2026, 6, 16), "past") is None


@pytest.mark.parametrize("words", ["Friday", "in June", "next week", "two days ago", "24 hours", "the 18th", "tonight"])
def test_relative_words_without_publication_day_stay_unresolved(words):
    when = resolve(words, None, "past")
    assert when is not None
    assert (when.earliest, when.latest, when.edtf) == (None, None, "")


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("18 May 2025", date(2025, 5, 18), date(2025, 5, 18)),
        ("by 18 May 2025", date(2025, 5, 18), date(2025, 5, 18)),
        ("28 December to 3 January 2025", date(2024, 12, 28), date(2025, 1, 3)),
        ("in 2015", date(2015, 1, 1), date(2015, 12, 31)),
    ],
)
def test_absolute_words_need_no_publication_day(words, earliest, latest):
    when = resolve(words, None, "none")
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("words", "direction", "earliest", "latest"),
    [
        ("24 hours", "future", "2026-06-06", "2026-06-06"),
        ("24 hours", "past", "2026-06-06", "2026-06-06"),
        ("72-hour", "future", "2026-06-08", "2026-06-08"),
        ("within 10 days", "future", "2026-06-15", "2026-06-15"),
        ("for 30 days", "future", "2026-07-05", "2026-07-05"),
        ("another two months", "future", "2026-08-05", "2026-08-05"),
        ("a day earlier", "past", "2026-06-04", "2026-06-04"),
        ("two days later", "past", "2026-06-07", "2026-06-07"),
        ("the following day", "past", "2026-06-06", "2026-06-06"),
        ("the next day", "past", "2026-06-06", "2026-06-06"),
        ("the day before", "past", "2026-06-04", "2026-06-04"),
        ("the same day", "past", "2026-06-05", "2026-06-05"),
        ("the following Monday", "past", "2026-06-08", "2026-06-08"),
        ("the previous Friday", "past", "2026-05-29", "2026-05-29"),
        ("the following week", "none", "2026-06-08", "2026-06-14"),
    ],
)
def test_an_anchor_moves_what_counts_from_another_day(words, direction, earliest, latest):
    when = resolve(words, date(2026, 6, 16), direction, anchor=date(2026, 6, 5))
    assert (str(when.earliest), str(when.latest)) == (earliest, latest)


@pytest.mark.parametrize("words", ["a day earlier", "two days later", "the following day", "the day before"])
def test_without_an_anchor_they_stay_unresolved(words):
    when = resolve(words, date(2026, 6, 16), "past")
    assert (when.earliest, when.latest) == (None, None)


@pytest.mark.parametrize(
    ("words", "direction"),
    [("yesterday", "future"), ("tomorrow", "past"), ("last week", "future"), ("next year", "past")],
)
def test_words_against_the_direction_stay_unresolved(words, direction):
    when = resolve(words, date(2026, 6, 16), direction)
    assert (when.earliest, when.latest) == (None, None)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("18 April 2025", "2025-04-18"),
        ("April 2025", "2025-04"),
        ("2025", "2025"),
        ("the 1990s", "199X"),
        ("May 7-11, 2025", "2025-05-07/2025-05-11"),
        ("since 18 April 2025", "2025-04-18/.."),
        ("before 18 April 2025", "../2025-04-18"),
        ("on or about 18 April 2025", "2025-04-18~"),
        ("soon", ""),
    ],
)
def test_edtf_says_the_same(words, edtf):
    assert resolve(words, None, "none").edtf == edtf


@pytest.mark.parametrize("words", ["in 9000 years", "9999 decades ago", "within 9999 centuries", "9000 years later"])
def test_years_beyond_the_calendar_stay_unresolved(words):
    when = resolve(words, date(2026, 6, 16), "none", anchor=date(2026, 6, 16))
    assert (when.earliest, when.latest) == (None, None)
