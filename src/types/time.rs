//! Points and spans of time as NumPy has them: `datetime64` and `timedelta64` with their units.
//!
//! Both are a number of units, held in 64 bits; the least number is `NaT`, which is no time.

use std::fmt;

/// A `datetime64` or a `timedelta64` of some unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time {
    pub kind: TimeKind,
    pub unit: TimeUnit,
    /// So many units are one: 25 of `datetime64[25s]`. At least 1.
    pub count: u32,
}

/// A point of time, counted from the beginning of 1970, or a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeKind {
    Datetime,
    Timedelta,
}

/// What is counted, from the coarsest to the finest; years and months have no fixed length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    Picosecond,
    Femtosecond,
    Attosecond,
    /// None is said: a time takes that of another beside it.
    Generic,
}

/// The units, their names, their numbers in NumPy's `NPY_DATETIMEUNIT`, and how many of the next
/// finer one they are.
const UNITS: [(TimeUnit, &str, u32, u32); 14] = [
    (TimeUnit::Year, "Y", 0, 12),
    (TimeUnit::Month, "M", 1, 0),
    (TimeUnit::Week, "W", 2, 7),
    (TimeUnit::Day, "D", 4, 24),
    (TimeUnit::Hour, "h", 5, 60),
    (TimeUnit::Minute, "m", 6, 60),
    (TimeUnit::Second, "s", 7, 1000),
    (TimeUnit::Millisecond, "ms", 8, 1000),
    (TimeUnit::Microsecond, "us", 9, 1000),
    (TimeUnit::Nanosecond, "ns", 10, 1000),
    (TimeUnit::Picosecond, "ps", 11, 1000),
    (TimeUnit::Femtosecond, "fs", 12, 1000),
    (TimeUnit::Attosecond, "as", 13, 0),
    (TimeUnit::Generic, "", 14, 0),
];

impl TimeUnit {
    fn row(self) -> (&'static str, u32) {
        let row = UNITS.iter().find(|(unit, ..)| *unit == self);
        row.map_or(("", 0), |(_, name, number, _)| (*name, *number))
    }

    /// Its number in NumPy's enumeration.
    pub fn number(self) -> u32 {
        self.row().1
    }

    /// Whether it is one of the calendar's, which have no fixed length.
    pub fn is_of_calendar(self) -> bool {
        matches!(self, TimeUnit::Year | TimeUnit::Month)
    }

    /// How many of a finer unit it is; `None` where that is no fixed number, or beyond 63 bits.
    fn factor_to(self, finer: TimeUnit) -> Option<u64> {
        if self == finer {
            return Some(1);
        }
        if self.is_of_calendar() != finer.is_of_calendar()
            || self == TimeUnit::Generic
            || finer == TimeUnit::Generic
        {
            return None;
        }
        let between = UNITS.iter().filter(|(unit, ..)| self <= *unit && *unit < finer);
        let factor =
            between.into_iter().try_fold(1u64, |all, row| all.checked_mul(u64::from(row.3)))?;
        // As NumPy, which takes no factor of more than 56 bits.
        (factor < 1 << 56).then_some(factor)
    }
}

/// How the number of one time becomes that of another unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    /// It stays.
    Same,
    /// Multiplied by the first, divided by the second and rounded down.
    Linear(i64, i64),
    /// What it counts, so many months each, begins at a day, which has some number of the other unit.
    FromCalendar { months: i64 },
    /// The day is known, and lies in what is counted, so many months each.
    ToCalendar { months: i64 },
    /// It has no unit, and means something only as `NaT`.
    FromNothing,
}

impl Time {
    /// The element of that name: `datetime64[ns]`, `timedelta64[25s]`, `datetime64`.
    pub fn named(name: &str) -> Option<Time> {
        let (kind, rest) = match name.strip_prefix("datetime64") {
            Some(rest) => (TimeKind::Datetime, rest),
            None => (TimeKind::Timedelta, name.strip_prefix("timedelta64")?),
        };
        Time::of_unit_in_brackets(kind, rest)
    }

    /// The same of what NumPy has for a short name: `M8[ns]`, `m8`.
    pub fn coded(code: &str) -> Option<Time> {
        let (kind, rest) = match code.strip_prefix("M8") {
            Some(rest) => (TimeKind::Datetime, rest),
            None => (TimeKind::Timedelta, code.strip_prefix("m8")?),
        };
        Time::of_unit_in_brackets(kind, rest)
    }

    fn of_unit_in_brackets(kind: TimeKind, text: &str) -> Option<Time> {
        if text.is_empty() {
            return Some(Time { kind, unit: TimeUnit::Generic, count: 1 });
        }
        Time::of_unit(kind, text.strip_prefix('[')?.strip_suffix(']')?)
    }

    /// Such a time of a unit as NumPy writes it: `ns`, `25s`. A divided one (`s/4`) is not read.
    pub fn of_unit(kind: TimeKind, text: &str) -> Option<Time> {
        let name = text.trim_start_matches(|it: char| it.is_ascii_digit());
        let number = &text[..text.len() - name.len()];
        let count = if number.is_empty() { 1 } else { number.parse().ok()? };
        if name == "generic" && number.is_empty() {
            return Some(Time { kind, unit: TimeUnit::Generic, count: 1 });
        }
        let (unit, ..) = UNITS.iter().find(|(_, known, ..)| *known == name && !name.is_empty())?;
        (1..=i32::MAX as u32).contains(&count).then_some(Time { kind, unit: *unit, count })
    }

    /// The unit as NumPy writes it: `ns`, `25s`; empty where there is none.
    pub fn unit_text(self) -> String {
        let (name, _) = self.unit.row();
        if self.count == 1 { name.to_owned() } else { format!("{}{name}", self.count) }
    }

    /// What NumPy's `dtype.str` is.
    pub fn code(self) -> String {
        let letter = if self.kind == TimeKind::Datetime { 'M' } else { 'm' };
        match self.unit {
            TimeUnit::Generic => format!("<{letter}8"),
            _ => format!("<{letter}8[{}]", self.unit_text()),
        }
    }

    /// A span of the same unit.
    pub fn span(self) -> Time {
        Time { kind: TimeKind::Timedelta, ..self }
    }

    /// A point of time of the same unit.
    pub fn point(self) -> Time {
        Time { kind: TimeKind::Datetime, ..self }
    }

    fn is_of_calendar(self) -> bool {
        self.unit.is_of_calendar()
    }

    /// The unit that NumPy brings two times to, as one of the first's kind; `None` if it has none
    /// for them, or one that no fixed number of the others makes.
    pub fn common(self, other: Time) -> Option<Time> {
        let with = |unit, count| Some(Time { kind: self.kind, unit, count });
        match (self.unit, other.unit) {
            (TimeUnit::Generic, unit) => return with(unit, other.count),
            (unit, TimeUnit::Generic) => return with(unit, self.count),
            _ => {}
        }
        if self.is_of_calendar() != other.is_of_calendar() {
            let (calendar, finer) =
                if self.is_of_calendar() { (self, other) } else { (other, self) };
            // Spans of years have no length in days.
            if calendar.kind == TimeKind::Timedelta || finer.count != 1 {
                return None;
            }
            return with(finer.unit, 1);
        }
        let finer = self.unit.max(other.unit);
        let counted = |time: Time| time.unit.factor_to(finer)?.checked_mul(u64::from(time.count));
        let count = greatest_common_divisor(counted(self)?, counted(other)?);
        with(finer, u32::try_from(count).ok().filter(|count| *count <= i32::MAX as u32)?)
    }

    /// How a number becomes one of another time of the same kind; `None` where that is not compiled.
    pub fn scaling_to(self, other: Time) -> Option<Scaling> {
        if (self.unit, self.count) == (other.unit, other.count) {
            return Some(Scaling::Same);
        }
        match (self.unit, other.unit) {
            (TimeUnit::Generic, _) if self.kind == TimeKind::Timedelta => {
                return Some(Scaling::Same);
            }
            (TimeUnit::Generic, _) => return Some(Scaling::FromNothing),
            (_, TimeUnit::Generic) => return None,
            _ => {}
        }
        let is_span = self.kind == TimeKind::Timedelta;
        match (self.is_of_calendar(), other.is_of_calendar()) {
            (true, false) if !is_span => Some(Scaling::FromCalendar { months: self.months() }),
            (false, true) if !is_span => Some(Scaling::ToCalendar { months: other.months() }),
            (true, false) | (false, true) => None,
            _ => {
                let finer = self.unit.max(other.unit);
                let up = self.unit.factor_to(finer)?.checked_mul(u64::from(self.count))?;
                let down = other.unit.factor_to(finer)?.checked_mul(u64::from(other.count))?;
                let common = greatest_common_divisor(up, down);
                let number = |value: u64| i64::try_from(value / common).ok();
                Some(Scaling::Linear(number(up)?, number(down)?))
            }
        }
    }

    /// How many months one is.
    fn months(self) -> i64 {
        i64::from(self.count) * if self.unit == TimeUnit::Year { 12 } else { 1 }
    }

    /// The time that counts days.
    pub fn in_days(self) -> Time {
        Time { unit: TimeUnit::Day, count: 1, ..self }
    }
}

fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            TimeKind::Datetime => "datetime64",
            TimeKind::Timedelta => "timedelta64",
        };
        match self.unit {
            TimeUnit::Generic => formatter.write_str(kind),
            _ => write!(formatter, "{kind}[{}]", self.unit_text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(name: &str) -> Time {
        Time::coded(name).expect(name)
    }

    #[test]
    fn names() {
        for name in ["datetime64", "datetime64[ns]", "timedelta64[25s]", "timedelta64[M]"] {
            assert_eq!(Time::named(name).map(|it| it.to_string()), Some(name.to_owned()));
        }
        for wrong in ["datetime64[]", "datetime64[0s]", "datetime64[x]", "datetime64[s/4]", "M8"] {
            assert_eq!(Time::named(wrong), None, "{wrong}");
        }
        assert_eq!(time("M8[25s]").code(), "<M8[25s]");
        assert_eq!(time("m8").code(), "<m8");
    }

    #[test]
    fn common_units_are_numpys() {
        let common = |a: &str, b: &str| time(a).common(time(b)).map(|it| it.unit_text());
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(common("M8[25s]", "M8[10s]"), is("5s"));
        assert_eq!(common("M8[s]", "m8[ms]"), is("ms"));
        assert_eq!(common("m8[Y]", "m8[M]"), is("M"));
        assert_eq!(common("M8[M]", "M8[D]"), is("D"));
        assert_eq!(common("M8[2W]", "M8[3D]"), is("D"));
        assert_eq!(common("M8", "M8[D]"), is("D"));
        assert_eq!(common("m8[M]", "m8[D]"), None);
        assert_eq!(common("M8[D]", "m8[M]"), None);
        assert_eq!(common("M8[as]", "M8[D]"), None);
    }

    #[test]
    fn scalings() {
        let scaling = |a: &str, b: &str| time(a).scaling_to(time(b));
        assert_eq!(scaling("M8[s]", "M8[ms]"), Some(Scaling::Linear(1000, 1)));
        assert_eq!(scaling("M8[ms]", "M8[25s]"), Some(Scaling::Linear(1, 25_000)));
        assert_eq!(scaling("m8[Y]", "m8[2M]"), Some(Scaling::Linear(6, 1)));
        assert_eq!(scaling("m8[M]", "m8[D]"), None);
        assert_eq!(scaling("M8", "M8[D]"), Some(Scaling::FromNothing));
        assert_eq!(scaling("m8", "m8[D]"), Some(Scaling::Same));
    }
}
