use super::shape::{Calendar, DaySpan};
use super::zone::KNOWN;
use crate::value::{Date, Time, Weekday};

/// How long a day is on a clock that is not changed.
const DAY: i64 = Time::END.0;
/// How many days beyond the known years are looked at.
const MARGIN: i32 = 5;

/// Hours on a clock on the wall: from when until when, in microseconds since the midnight of the day they begin on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Open {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// What the days of a calendar are like on a clock that is not changed, in a form in which years are looked through as
/// quickly as a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    /// The hours of each weekday: in order and apart, so that only the last may go on into the next day.
    week: [Box<[Open]>; 7],
    usual: [Day; 7],
    /// How long the first so many days of a week are open.
    sums: [i64; 8],
    /// The days that are not as their weekday, in order and apart.
    marks: Vec<Mark>,
}

/// What a day comes to, with what goes on from the evening before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Day {
    /// How long it is open.
    open: i64,
    /// Whether it is open from its midnight to the next.
    whole: bool,
}

/// Days without hours, or one day with hours of its own. What was open before ends at their first midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    first: Date,
    last: Date,
    hours: Box<[Open]>,
    own: Day,
    /// The day after, if that is as its weekday but for what goes on into it.
    after: Day,
    /// How much longer all days before are open than they would be as their weekdays.
    before: i64,
    /// The first day after with hours.
    next_hours: Option<Date>,
    /// The first day after that is not open throughout.
    next_gap: Option<Date>,
}

impl Days {
    pub(super) fn of(calendar: &Calendar) -> Self {
        let week = Weekday::ALL.map(|weekday| {
            let spans = calendar.weekly.iter().filter(|weekly| weekly.weekday == weekday);
            joined(spans.map(|weekly| weekly.span))
        });
        let mut days = Self { week, usual: [Day::default(); 7], sums: [0; 8], marks: marks(calendar) };
        days.usual = Weekday::ALL.map(|weekday| {
            let before = Weekday::from_index((weekday.index() + 6) % 7);
            Day::new(over(days.of_weekday(before)), days.of_weekday(weekday))
        });
        let mut sum = 0;
        for (place, day) in days.sums.iter_mut().skip(1).zip(&days.usual) {
            sum += day.open;
            *place = sum;
        }
        days.look_back();
        days.look_ahead();
        days
    }

    /// The hours that begin on a day.
    pub(super) fn hours(&self, date: Date) -> &[Open] {
        self.mark(date).map_or_else(|| self.of_weekday(date.weekday()), |mark| &mark.hours)
    }

    /// Whether what is open from the evening before ends at this day's midnight.
    pub(super) fn begins_anew(&self, date: Date) -> bool {
        self.mark(date).is_some()
    }

    /// The first day, not before this one, on which something begins.
    pub(super) fn next_hours(&self, date: Date) -> Option<Date> {
        let mark = self.marks.get(self.marks.partition_point(|mark| mark.last < date));
        let mut usual = week_from(date).take_while(|day| mark.is_none_or(|mark| *day < mark.first));
        let found = usual.find(|day| !self.of_weekday(day.weekday()).is_empty());
        found.or(match mark {
            Some(mark) if mark.hours.is_empty() => mark.next_hours,
            Some(mark) => Some(mark.first),
            None => None,
        })
    }

    /// The first day, not before this one, that is not open from its midnight to the next.
    pub(super) fn next_gap(&self, date: Date) -> Option<Date> {
        let at = self.marks.partition_point(|mark| mark.last < date);
        let (mark, before) = (self.marks.get(at), at.checked_sub(1).and_then(|at| self.marks.get(at)));
        // The first of them may stand behind a mark, so that it says nothing of its weekday.
        let usual = week_from(date).chain(date.plus_days(7));
        let mut usual = usual.take_while(|day| mark.is_none_or(|mark| *day < mark.first));
        let found = usual.find(|day| {
            let after = before.filter(|mark| mark.last.plus_days(1) == Some(*day));
            !after.map_or_else(|| self.usual(*day), |mark| mark.after).whole
        });
        found.or(match mark {
            Some(mark) if mark.own.whole => mark.next_gap,
            Some(mark) => Some(mark.first.max(date)),
            None => None,
        })
    }

    /// How long it is open from one midnight to a later one.
    pub(super) fn open_between(&self, first: Date, end: Date) -> i64 {
        self.open_before(end) - self.open_before(first)
    }

    /// How long it is open before a day, counted from some day.
    fn open_before(&self, date: Date) -> i64 {
        let usual = self.usually_before(date);
        let before = self.marks.partition_point(|mark| mark.first < date);
        let mark = before.checked_sub(1).and_then(|at| Some((self.marks.get(at)?, self.marks.get(at + 1))));
        mark.map_or(usual, |(mark, next)| usual + self.beyond(mark, next, date))
    }

    /// How much longer the days before are open than they would be as their weekdays; the mark is the last that begins
    /// before.
    fn beyond(&self, mark: &Mark, next: Option<&Mark>, date: Date) -> i64 {
        let Some(end) = mark.last.plus_days(1) else { return mark.before };
        let usual = self.usually_before(date.min(end)) - self.usually_before(mark.first);
        let within = mark.before + mark.own.open - usual;
        if date <= end || next.is_some_and(|next| next.first == end) {
            return within;
        }
        within + mark.after.open - self.usual(end).open
    }

    /// How long it would be open before a day without marks, counted from some Monday.
    fn usually_before(&self, date: Date) -> i64 {
        // Day 0 was a Thursday.
        let days = i64::from(date.0) + 3;
        let [.., week] = self.sums;
        let rest = usize::try_from(days.rem_euclid(7)).ok().and_then(|days| self.sums.get(days));
        days.div_euclid(7).saturating_mul(week).saturating_add(rest.copied().unwrap_or(0))
    }

    fn mark(&self, date: Date) -> Option<&Mark> {
        let mark = self.marks.get(self.marks.partition_point(|mark| mark.last < date));
        mark.filter(|mark| mark.first <= date)
    }

    fn of_weekday(&self, weekday: Weekday) -> &[Open] {
        let found = usize::try_from(weekday.index()).ok().and_then(|weekday| self.week.get(weekday));
        found.map_or(&[], |hours| hours)
    }

    fn usual(&self, date: Date) -> Day {
        let found = usize::try_from(date.weekday().index()).ok().and_then(|weekday| self.usual.get(weekday));
        found.copied().unwrap_or_default()
    }

    /// Fills in what marks know of the days before and the day after.
    fn look_back(&mut self) {
        for at in 0..self.marks.len() {
            let Some(mark) = self.marks.get(at) else { continue };
            let after =
                mark.last.plus_days(1).map(|day| Day::new(over(&mark.hours), self.of_weekday(day.weekday())));
            let before = at.checked_sub(1).and_then(|at| self.marks.get(at));
            let before = before.map_or(0, |before| self.beyond(before, Some(mark), mark.first));
            if let Some(mark) = self.marks.get_mut(at) {
                (mark.before, mark.after) = (before, after.unwrap_or_default());
            }
        }
    }

    /// Fills in what marks know of the days after, from the last on.
    fn look_ahead(&mut self) {
        for at in (0..self.marks.len()).rev() {
            let next = self.marks.get(at).and_then(|mark| mark.last.plus_days(1));
            let hours = next.and_then(|next| self.next_hours(next));
            let gap = next.and_then(|next| self.next_gap(next));
            if let Some(mark) = self.marks.get_mut(at) {
                (mark.next_hours, mark.next_gap) = (hours, gap);
            }
        }
    }
}

impl Day {
    /// A day with these hours, into which so much goes on from the evening before.
    fn new(over: i64, hours: &[Open]) -> Self {
        let (mut open, mut reached) = (over.min(DAY), over);
        let mut whole = over;
        for one in hours {
            open += (one.to.min(DAY) - one.from.max(reached).min(DAY)).max(0);
            reached = reached.max(one.to);
            if one.from <= whole {
                whole = whole.max(one.to);
            }
        }
        Self { open, whole: whole >= DAY }
    }
}

/// A day and the six after it.
fn week_from(date: Date) -> impl Iterator<Item = Date> {
    (0..7).filter_map(move |days| date.plus_days(days))
}

/// How far hours go on into the next day.
fn over(hours: &[Open]) -> i64 {
    hours.last().map_or(0, |last| last.to.saturating_sub(DAY).max(0))
}

/// Spans as hours in order, those put into one that overlap or touch.
fn joined(spans: impl Iterator<Item = DaySpan>) -> Box<[Open]> {
    let open = |span: DaySpan| {
        let over = if span.to <= span.from { DAY } else { 0 };
        Open { from: span.from.0, to: span.to.0.saturating_add(over) }
    };
    let mut all: Vec<_> = spans.map(open).collect();
    all.sort_unstable();
    all.dedup_by(|next, one| {
        let met = next.from <= one.to;
        if met {
            one.to = one.to.max(next.to);
        }
        met
    });
    all.into()
}

/// The days that are not as their weekday: closed ones, single ones, and those after the last.
fn marks(calendar: &Calendar) -> Vec<Mark> {
    let until = calendar.until.unwrap_or(Date::MAX);
    let mut only: Vec<_> = calendar.only.iter().filter(|day| day.date <= until).collect();
    only.sort_by_key(|day| day.date);
    only.dedup_by_key(|day| day.date);
    let single = only.iter().map(|day| mark(day.date, day.date, joined(day.spans.iter().copied())));
    let mut marks: Vec<_> = single.collect();
    for (first, last) in closed(calendar, until) {
        let within = only.get(only.partition_point(|day| day.date < first)..).unwrap_or_default();
        let within = within.iter().map(|day| day.date).take_while(|day| *day <= last);
        let mut from = Some(first);
        for day in within {
            marks.extend(from.zip(day.plus_days(-1)).map(|(first, last)| mark(first, last, Box::default())));
            from = day.plus_days(1);
        }
        marks.extend(from.map(|first| mark(first, last, Box::default())));
    }
    marks.extend(until.plus_days(1).map(|first| mark(first, Date::MAX, Box::default())));
    marks.retain_mut(Mark::is_known);
    marks.sort_unstable_by_key(|mark| mark.first);
    marks
}

fn mark(first: Date, last: Date, hours: Box<[Open]>) -> Mark {
    let (own, after) = (Day::new(0, &hours), Day::default());
    Mark { first, last, hours, own, after, before: 0, next_hours: None, next_gap: None }
}

impl Mark {
    /// Whether any of its days may be asked for; forgets those that may not.
    fn is_known(&mut self) -> bool {
        let (first, last) = (KNOWN.0.utc().0, KNOWN.1.utc().0);
        self.first = self.first.max(Date(first.0 - MARGIN));
        self.last = self.last.min(Date(last.0 + MARGIN));
        self.first <= self.last
    }
}

/// The closed days up to the last, apart from each other, in order.
fn closed(calendar: &Calendar, until: Date) -> Vec<(Date, Date)> {
    let ranges = calendar.closures.iter().map(|closure| (closure.first, closure.last.min(until)));
    let mut ranges: Vec<_> = ranges.filter(|(first, last)| first <= last).collect();
    ranges.sort_unstable();
    ranges.dedup_by(|(first, last), before| {
        let met = *first <= before.1;
        if met {
            before.1 = before.1.max(*last);
        }
        met
    });
    ranges
}
