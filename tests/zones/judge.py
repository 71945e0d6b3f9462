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
import multiprocessing
import sys
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
        far = max((abs(self.offset(at) - self.offset(at - 1)) for at in self.changes_near(start - DAY, end + DAY)), default=0)
        # Only a clock that was put back by this much shows a time of before again.
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
    spans.sort()
    found = [(start, is_open_at(clock, spans, start))]
    for instant in candidates:
        now = is_open_at(clock, spans, instant)
        if now != found[-1][1]:
            found.append((instant, now))
    return found


def nexts(found, at):
    """When it opens and closes next, as seen from the minutes that are asked."""
    for minute in NEXT:
        start = at + minute * MINUTE
        now = [is_open for instant, is_open in found if instant <= start][-1]
        for wanted in (True, False):
            later = start if now == wanted else next((when for when, is_open in found if when > start), None)
            yield "-" if later is None else str(later - at)


def expected(zone):
    """What Enroute should say of a zone: its changes and, for each, a line for each shape of hours."""
    clock = Clock(zone)
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
    from zoneinfo import ZoneInfo

    lines, different = list(expected(ZoneInfo(names[0]))), []
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
    import zoneinfo

    # The rules of this machine are of another version, perhaps.
    zoneinfo.reset_tzpath(to=())
    data = resources.files("tzdata.zoneinfo")
    return {name: data.joinpath(*name.split("/")).read_bytes() for name in zoneinfo.available_timezones()}


def compare(version, zones, many=None):
    """All differences, as sentences, and how much was compared."""
    import tzdata

    different = []
    if tzdata.IANA_VERSION != version:
        different.append(f"Enroute has zone rules {version}, and Python has {tzdata.IANA_VERSION}: install {pin(version)}")
    known = known_zones()
    different += [f"{name}: only Python knows it" for name in sorted(known.keys() - zones.keys())]
    different += [f"{name}: only Enroute knows it" for name in sorted(zones.keys() - known.keys())]
    same = {}
    for name in sorted(known.keys() & zones.keys()):
        same.setdefault(known[name], []).append(name)
    tasks = [(names, [zones[name] for name in names]) for names in same.values()]
    compared = 0
    with multiprocessing.Pool(many, initializer=known_zones) as pool:
        for lines, found in pool.imap_unordered(judge, tasks):
            compared += lines
            different += found
    return different, compared


def report(version, zones):
    different, compared = compare(version, zones)
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
    """Plants one difference after the other in a few zones."""
    few = {name: zones[name] for name in ("Europe/London", "Australia/Lord_Howe")}
    london = few["Europe/London"]
    other = {name: zones[name] for name in zones if name not in few}

    def with_line(place, line):
        return {**few, "Europe/London": london[:place] + [line] + london[place + 1 :]}

    def flipped(place, minute):
        bits, *rest = london[place].split()
        return with_line(place, " ".join([f"{int(bits, 16) ^ 1 << minute:060x}", *rest]))

    def later(place, word):
        words = london[place].split()
        return with_line(place, " ".join([*words[:word], str(int(words[word]) + MINUTE), *words[word + 1 :]]))

    shapes_of_a_change = 6
    plants = {
        "a minute": [flipped(place, minute) for place in range(1, 1 + shapes_of_a_change) for minute in (0, 119, 120, 239)],
        "when it opens or closes": [later(2, 1), later(3, 6), later(4, 12)],
        "when clocks change": [with_line(0, london[0].replace("change ", "change 1"))],
        "by how much": [with_line(0, london[0] + "0")],
        "a change that is missing": [{**few, "Europe/London": london[1 + shapes_of_a_change :]}],
        "a shape that is missing": [{**few, "Europe/London": london[:-1]}],
        "a zone's lines in another": [{**few, "Europe/London": few["Australia/Lord_Howe"]}],
    }
    missing = few.keys()
    base, _ = compare(version, few)
    unknown = len(base)
    good = all("only Python knows it" in one for one in base) and unknown + len(missing) == len(base) + len(few)
    for what, each in plants.items():
        found = sum(len(compare(version, plant)[0]) > unknown for plant in each)
        print(f"{what}: {found} of {len(each)} found")
        good &= found == len(each)
    plants = {
        "another version": compare("1999z", few)[0],
        "a zone that is not known": compare(version, {**few, "Europe/Atlantis": []})[0],
        "a zone too few": compare(version, {"Europe/London": london})[0],
    }
    for what, found in plants.items():
        print(f"{what}: {len(found) - unknown} found")
        good &= len(found) == unknown + 1
    return good and bool(other)


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
