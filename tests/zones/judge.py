"""Judges what calendars say around changes of clocks, by Python's own time zones.

    python3 tests/zones/judge.py FILE             compares what `cargo run --example zones` wrote with what should be there
    python3 tests/zones/judge.py --planted FILE   plants differences and ends well only if each is found
    python3 tests/zones/judge.py --pin FILE       names the package that has the same zone rules

Nothing here is taken from Enroute but docs/language/time.md and docs/decisions/0016-when-a-desk-is-open.md. The rules are
read off a clock on the wall, minute by minute. A span is a beginning and an end as the clock shows them. It has begun once
the clock has shown its beginning or a later time. It is over once the clock will show no time before its end again. So where
clocks skip, a time that was skipped is the moment they did; and where they repeat, a span begins the first time and ends
the last.
"""

import argparse
import functools
import multiprocessing
import sys
import zoneinfo
from bisect import bisect_left
from datetime import date, datetime, timedelta, timezone
from importlib import resources

MINUTE, HOUR, DAY = 60, 3_600, 86_400
FIRST, LAST = (int(datetime(year, 1, 1, tzinfo=timezone.utc).timestamp()) for year in (1990, 2038))
# How many minutes are asked on both sides of a change, and from which it is asked when hours open and close next.
AROUND = 120
NEXT = (-120, -31, -1, 0, 1, 47)
# No hours of the shapes below stay open or closed for longer, but for those that end for good.
AHEAD = 9 * DAY
EPOCH = date(1970, 1, 1)
EVERY = range(7)
MONDAY, WEDNESDAY, SATURDAY = 0, 2, 5
# How many differences are shown.
SHOWN = 20


class Clock:
    """A clock on the wall: what Python's zoneinfo shows. Wall times are seconds as if they were Greenwich time."""

    def __init__(self, zone):
        self.zone = zone
        # Changes within six hours of each other that undo each other would be missed here, but not by Enroute, so that
        # they would be told as a difference.
        self.changes = [
            change
            for start in range(FIRST - 30 * DAY, LAST + 30 * DAY, 6 * HOUR)
            if (change := self.change_within(start, start + 6 * HOUR)) is not None
        ]
        # By how much clocks are put back, if they are.
        self.back = {at: self.offset(at - 1) - self.offset(at) for at in self.changes}

    def offset(self, at):
        return round(datetime.fromtimestamp(at, self.zone).utcoffset().total_seconds())

    def shows(self, at):
        return at + self.offset(at)

    def change_within(self, start, end):
        """The second at which the clock is changed, between two instants."""
        before, after = self.offset(start), self.offset(end)
        if before == after:
            return None
        while end - start > 1:
            middle = (start + end) // 2
            if self.offset(middle) == before:
                start = middle
            else:
                end = middle
        return end

    def changes_near(self, start, end):
        return self.changes[bisect_left(self.changes, start) : bisect_left(self.changes, end + 1)]

    def seen(self, minutes):
        """For minutes in a row: the latest time shown up to each, and the earliest time shown from each on."""
        start, end = minutes[0], minutes[-1]
        # Only a clock that is put back shows a time of before again, and not for longer than it was put back by.
        back = [(at, self.back[at]) for at in self.changes_near(start - DAY, end + DAY)]
        far = max((by for at, by in back if by > 0 and start - by <= at <= end + by), default=0)
        earlier, later = range(start - far, start, MINUTE), range(end + MINUTE, end + far + MINUTE, MINUTE)
        latest, earliest = [], []
        high = max((self.shows(at) for at in earlier), default=0)
        for at in minutes:
            high = max(high, self.shows(at))
            latest.append(high)
        low = min((self.shows(at) for at in later), default=1 << 60)
        for at in reversed(minutes):
            low = min(low, self.shows(at))
            earliest.append(low)
        return latest, earliest[::-1]

    def instants(self, wall):
        """Every instant that may be meant by a time on the wall: once, twice, or where it was skipped."""
        for fold in (0, 1):
            shown = datetime.fromtimestamp(wall, timezone.utc).replace(tzinfo=self.zone, fold=fold)
            yield round(shown.timestamp())


class Hours:
    """Opening hours: what they say of each day, and not yet when that is."""

    def __init__(self, week, closed=(), only=None, until=None):
        self.week, self.closed, self.only, self.until = week, closed, only or {}, until

    def is_over(self, day):
        return self.until is not None and day > self.until

    def spans_of(self, day):
        if self.is_over(day):
            return []
        if day in self.only:
            return self.only[day]
        if day in self.closed:
            return []
        weekday = (EPOCH + timedelta(days=day)).weekday()
        return [span for days, span in self.week if weekday in days]

    def ends_what_was(self, day):
        """Whether shifts from the evening before end when the day begins."""
        return self.is_over(day) or day in self.only or day in self.closed

    def spans(self, first, last):
        """The spans that begin on these days, as times on the wall."""
        for day in range(first, last + 1):
            for start, end in self.spans_of(day):
                midnight = day * DAY
                if end > start:
                    yield midnight + start, midnight + end
                elif self.ends_what_was(day + 1):
                    yield midnight + start, midnight + DAY
                else:
                    yield midnight + start, midnight + DAY + end


def span(text):
    start, end = text.split("-")
    return tuple(int(part[:2]) * HOUR + int(part[3:]) * MINUTE for part in (start, end))


def shapes(at, before, after):
    """The hours that are asked around a change of clocks, as tests/zones/shapes.rs has them."""
    day = (at + after) // DAY
    low, high = at + min(before, after), at + max(before, after)
    part = (high - low) // 4

    def daily(start, end):
        return tuple(wall % DAY // MINUTE * MINUTE for wall in (start, end))

    early = ("00:00-00:20", "00:40-01:30", "01:50-02:00", "02:30-02:45", "03:00-03:01", "23:30-24:00")
    inside = (daily(low - 5_400, low + part), daily(low + 2 * part, low + 3 * part), daily(high - part // 2, high + HOUR))
    return (
        Hours([(range(5), span("08:00-18:00")), ([SATURDAY], span("09:00-12:30")), ([SATURDAY], span("13:30-16:00"))]),
        Hours([(EVERY, span("22:00-02:30")), ([WEDNESDAY], span("03:00-03:00")), ([SATURDAY], span("23:15-00:45"))]),
        Hours([(EVERY, span(text)) for text in early]),
        Hours([(EVERY, one) for one in inside]),
        Hours(
            [(EVERY, span("00:00-24:00")), (EVERY, span("20:00-04:00"))],
            closed={day, day + 7},
            only={day + 1: [span("00:30-02:30"), span("22:00-03:00")]},
        ),
        Hours([(EVERY, span("18:00-03:00"))], closed={day + 1}, only={day: [span("00:00-24:00")]}, until=day + 2),
    )


def open_minutes(clock, hours, minutes, seen):
    """Whether it is open, a truth a minute."""
    latest, earliest = seen
    is_open = [False] * len(minutes)
    for start, end in hours.spans(latest[0] // DAY - 3, latest[-1] // DAY + 1):
        # Both only ever rise, so that the minutes of a span are those in a row.
        for place in range(bisect_left(latest, start), bisect_left(earliest, end)):
            is_open[place] = True
    return is_open


def is_open_at(clock, spans, at):
    latest, earliest = clock.seen(range(at, at + 1))
    return any(start <= latest[0] and earliest[0] < end for start, end in spans)


def turns(clock, hours, at):
    """When it opens or closes from some hours before an instant on: instants, and whether it is open from then on."""
    start, end = at - AROUND * MINUTE, at + AHEAD
    spans = list(hours.spans(clock.shows(start) // DAY - 3, clock.shows(end) // DAY + 1))
    walls = {wall for one in spans for wall in one}
    candidates = {instant for wall in walls for instant in clock.instants(wall)} | set(clock.changes_near(start, end))
    candidates = sorted(instant for instant in candidates if start < instant <= end)
    found = [(start, is_open_at(clock, spans, start))]
    later = 0
    for instant in candidates:
        now = is_open_at(clock, spans, instant)
        if now != found[-1][1]:
            found.append((instant, now))
            later += instant > at + NEXT[-1] * MINUTE
        if later == 2:
            break
    return found


def nexts(found, at):
    """When it opens and closes next, as seen from the minutes that are asked."""
    for minute in NEXT:
        start = at + minute * MINUTE
        now = [is_open for instant, is_open in found if instant <= start][-1]
        for wanted in (True, False):
            later = start if now == wanted else next((when for when, is_open in found if when > start), None)
            yield "-" if later is None else str(later - at)


@functools.cache
def expected(name):
    """What Enroute should say of a zone: its changes and, for each, a line for each shape of hours."""
    return list(expected_lines(Clock(zoneinfo.ZoneInfo(name))))


def expected_lines(clock):
    for at in clock.changes_near(FIRST, LAST - 1):
        before, after = clock.offset(at - 1), clock.offset(at)
        yield f"change {at} {before} {after}"
        minutes = range(at - AROUND * MINUTE, at + AROUND * MINUTE, MINUTE)
        seen = clock.seen(minutes)
        for hours in shapes(at, before, after):
            bits = "".join("01"[one] for one in open_minutes(clock, hours, minutes, seen))
            words = [f"{int(bits, 2):0{len(bits) // 4}x}", *nexts(turns(clock, hours, at), at)]
            yield " ".join(words)


def judge(task):
    """What is different in zones that have the same rules: how many lines, and sentences."""
    names, told = task
    lines, different = expected(names[0]), []
    for name, said in zip(names, told):
        if said == lines:
            continue
        if len(said) != len(lines):
            different.append(f"{name}: {len(said)} lines, and there should be {len(lines)}")
        change = "the beginning"
        for got, wanted in zip(said, lines):
            change = wanted if wanted.startswith("change") else change
            if got != wanted:
                different.append(f"{name}, {change}\n  Enroute {got}\n  zoneinfo {wanted}")
    return len(lines) * len(names), different


def read(path):
    """The version of the zone rules, and the lines of each zone."""
    zones = {}
    with open(path, encoding="utf-8") as file:
        version = file.readline().split()[1]
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("zone "):
                lines = zones.setdefault(line[5:], [])
            else:
                lines.append(line)
    return version, zones


def pin(version):
    """2026e is 2026.5 among Python's packages."""
    return f"tzdata=={version[:4]}.{ord(version[4]) - ord('a') + 1}"


def known_zones():
    """The zones of Python's package, each with the bytes of its rules."""
    # The rules of this machine are of another version, perhaps.
    zoneinfo.reset_tzpath(to=())
    data = resources.files("tzdata.zoneinfo")
    return {name: data.joinpath(*name.split("/")).read_bytes() for name in zoneinfo.available_timezones()}


def compare(version, zones, known, run):
    """All differences, as sentences, and how many lines were compared. `run` does one thing for each of many."""
    import tzdata

    different = []
    if tzdata.IANA_VERSION != version:
        different.append(f"Enroute has zone rules {version}, and Python has {tzdata.IANA_VERSION}: install {pin(version)}")
    different += [f"{name}: only Python knows it" for name in sorted(known.keys() - zones.keys())]
    different += [f"{name}: only Enroute knows it" for name in sorted(zones.keys() - known.keys())]
    same = {}
    for name in sorted(known.keys() & zones.keys()):
        same.setdefault(known[name], []).append(name)
    tasks = [(names, [zones[name] for name in names]) for names in same.values()]
    compared = 0
    for lines, found in run(judge, tasks):
        compared += lines
        different += found
    return different, compared


def report(version, zones):
    known = known_zones()
    with multiprocessing.Pool(initializer=known_zones) as pool:
        different, compared = compare(version, zones, known, pool.imap_unordered)
    for one in different[:SHOWN]:
        print(one)
    if len(different) > SHOWN:
        print(f"and {len(different) - SHOWN} more")
    changes = sum(line.startswith("change") for lines in zones.values() for line in lines)
    hours = [line for lines in zones.values() for line in lines if not line.startswith("change")]
    minutes = 2 * AROUND * len(hours)
    share = sum(int(line.split()[0], 16).bit_count() for line in hours) / max(minutes, 1)
    print(f"zone rules {version}, Python {sys.version.split()[0]}")
    print(f"{len(zones)} zones, {changes} changes of clocks, {minutes} minutes ({share:.0%} of them open)")
    print(f"{len(hours) * len(NEXT) * 2} next openings and closings, {compared} lines compared")
    print(f"{len(different)} differences")
    return not different


def planted(version, zones):
    """Plants one difference after the other in two zones, and looks whether that one is found."""
    known = known_zones()
    known = {name: known[name] for name in ("Europe/London", "Australia/Lord_Howe")}
    few = {name: zones[name] for name in known}
    london = few["Europe/London"]
    lines_of_a_change = 1 + len(shapes(0, 0, HOUR))

    def in_london(lines):
        return {**few, "Europe/London": lines}

    def word(place, number, change):
        words = london[place].split()
        return in_london([*london[:place], " ".join([*words[:number], change(words[number]), *words[number + 1 :]]), *london[place + 1 :]])

    def flipped(minute):
        return lambda bits: f"{int(bits, 16) ^ 1 << minute:060x}"

    def later(seconds):
        return lambda instant: str(int(instant) + seconds)

    def found(zones, version=version):
        return len(compare(version, zones, known, map)[0])

    each_line = range(1, lines_of_a_change)
    plants = {
        "nothing": (0, [few]),
        "a minute": (1, [word(place, 0, flipped(minute)) for place in each_line for minute in (0, 119, 120, 239)]),
        "when it opens or closes": (1, [word(place, number, later(MINUTE)) for place in each_line for number in (1, 6, 12) if london[place].split()[number] != "-"]),
        "when clocks change": (1, [word(0, 1, later(1))]),
        "by how much": (1, [word(0, 2, later(1)), word(0, 3, later(-1))]),
        "a zone too few": (1, [{"Europe/London": london}]),
        "a zone too many": (1, [{**few, "Europe/Atlantis": []}]),
        "a line too few": (1, [in_london(london[:-1])]),
        "a change too few": (2, [in_london(london[lines_of_a_change:]), in_london([])]),
        "another zone": (2, [in_london(few["Australia/Lord_Howe"])]),
    }
    good = found(few, "1999z") == 1
    print(f"another version: {'found' if good else 'not found'}")
    for what, (least, cases) in plants.items():
        counts = [found(case) for case in cases]
        right = all(count == least if least < 2 else count > 0 for count in counts)
        good &= right
        print(f"{what}: {counts} differences in {len(cases)} cases{'' if right else ', which is wrong'}")
    return good


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file")
    arguments.add_argument("--planted", action="store_true")
    arguments.add_argument("--pin", action="store_true")
    asked = arguments.parse_args()
    version, zones = read(asked.file)
    if asked.pin:
        print(pin(version))
        return 0
    return 0 if (planted if asked.planted else report)(version, zones) else 1


if __name__ == "__main__":
    sys.exit(main())
