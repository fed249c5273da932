//! Dates and times that are written out, as NumPy reads them: `2020-01-01T12:30`.

use super::{Scaling, Time, TimeKind, TimeUnit};

/// The number that NumPy holds for `NaT`.
pub const NOT_A_TIME: i64 = i64::MIN;

/// What `np.datetime64(text)` and `np.timedelta64(text)` make, in a unit if one is given; `None` where
/// NumPy raises, or where it is not known here.
pub fn written(kind: TimeKind, text: &str, unit: Option<Time>) -> Option<(i64, Time)> {
    let (number, read) =
        parsed(text).filter(|(number, _)| kind == TimeKind::Datetime || *number == NOT_A_TIME)?;
    let read = Time { kind, ..read };
    let to = unit.unwrap_or(read);
    Some((in_unit(number, read, to)?, to))
}

/// What they make of a number.
pub fn counted(kind: TimeKind, number: i64, unit: Option<Time>) -> Option<(i64, Time)> {
    let generic = Time::named("datetime64");
    match (kind, unit) {
        (TimeKind::Timedelta, None) => Some((number, Time::named("timedelta64")?)),
        // A point of time is counted in some unit.
        (_, Some(unit)) if Some(unit) != generic => Some((number, unit)),
        _ => None,
    }
}

/// The name that such a constant has among those of libraries: `numpy.datetime64[s](5)`.
pub fn name_of(number: i64, time: Time) -> String {
    format!("numpy.{time}({number})")
}

/// The constant of that name.
pub fn of_name(name: &str) -> Option<(i64, Time)> {
    let (time, number) = name.strip_prefix("numpy.")?.strip_suffix(')')?.split_once('(')?;
    Some((number.parse().ok()?, Time::named(time)?))
}

/// The number of units and the unit that a text says, without an offset from UTC; `None` for any
/// other, of which NumPy reads some.
pub fn parsed(text: &str) -> Option<(i64, Time)> {
    let of_unit = |unit| Time { kind: TimeKind::Datetime, unit, count: 1 };
    if text == "NaT" {
        return Some((NOT_A_TIME, of_unit(TimeUnit::Generic)));
    }
    let (date, clock) = match text.split_once(['T', ' ']) {
        Some((date, clock)) => (date, Some(clock)),
        None => (text, None),
    };
    let mut fields = date.split('-');
    let year = number(fields.next()?, 4)?;
    let Some(month) = fields.next() else {
        return clock.is_none().then_some((year - 1970, of_unit(TimeUnit::Year)));
    };
    let month = number(month, 2).filter(|month| (1..=12).contains(month))?;
    let Some(day) = fields.next() else {
        let months = (year - 1970) * 12 + month - 1;
        return clock.is_none().then_some((months, of_unit(TimeUnit::Month)));
    };
    let day = number(day, 2)?;
    let days = days_before(year, month) + day - 1;
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    if fields.next().is_some() || day < 1 || days >= days_before(next_year, next) {
        return None;
    }
    match clock {
        None => Some((days, of_unit(TimeUnit::Day))),
        Some(clock) => {
            let (parts, unit) = of_clock(clock)?;
            Some((days.checked_mul(parts.0)?.checked_add(parts.1)?, of_unit(unit)))
        }
    }
}

/// How many units a day has, and how many have gone by on the clock; and the unit.
fn of_clock(clock: &str) -> Option<((i64, i64), TimeUnit)> {
    let mut fields = clock.split(':');
    let hour = number(fields.next()?, 2).filter(|hour| *hour < 24)?;
    let Some(minute) = fields.next() else { return Some(((24, hour), TimeUnit::Hour)) };
    let minutes = hour * 60 + number(minute, 2).filter(|minute| *minute < 60)?;
    let Some(second) = fields.next() else { return Some(((1440, minutes), TimeUnit::Minute)) };
    if fields.next().is_some() {
        return None;
    }
    let (second, fraction) = match second.split_once('.') {
        Some((second, fraction)) => (second, Some(fraction)),
        None => (second, None),
    };
    let seconds = minutes * 60 + number(second, 2).filter(|second| *second < 60)?;
    let Some(fraction) = fraction else { return Some(((86_400, seconds), TimeUnit::Second)) };
    let (unit, digits) = match fraction.len() {
        1..=3 => (TimeUnit::Millisecond, 3),
        4..=6 => (TimeUnit::Microsecond, 6),
        7..=9 => (TimeUnit::Nanosecond, 9),
        10..=12 => (TimeUnit::Picosecond, 12),
        _ => return None,
    };
    let parts = 10i64.pow(digits);
    let written = fraction.len() as u32;
    let fraction = number(fraction, fraction.len())? * 10i64.pow(digits - written);
    Some(((86_400 * parts, seconds * parts + fraction), unit))
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i64> {
    let fits = text.len() == digits && text.bytes().all(|it| it.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// The days from the beginning of 1970 to that of a month.
fn days_before(year: i64, month: i64) -> i64 {
    // Years that begin in March have their leap day at the end.
    let since_march = year * 12 + month - 3;
    let (year, month) = (since_march.div_euclid(12), since_march.rem_euclid(12));
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (month * 153 + 2) / 5 - 719_468
}

/// A number of one unit in another, as the kernel would convert it; `None` where it does not fit.
pub fn in_unit(number: i64, from: Time, to: Time) -> Option<i64> {
    if number == NOT_A_TIME {
        return Some(number);
    }
    match from.scaling_to(to)? {
        Scaling::Same => Some(number),
        Scaling::Linear(up, down) => Some(number.checked_mul(up)?.div_euclid(down)),
        Scaling::FromCalendar { months } => {
            let month = number.checked_mul(months)?;
            let days = days_before(1970 + month.div_euclid(12), month.rem_euclid(12) + 1);
            in_unit(days, from.in_days(), to)
        }
        Scaling::ToCalendar { months } => {
            let days = in_unit(number, from, from.in_days())?;
            // At most so many; what is found is the last month that has begun.
            let mut month = days.div_euclid(28) + 1;
            if days.abs() > 4_000_000 {
                return None;
            }
            while days_before(1970 + month.div_euclid(12), month.rem_euclid(12) + 1) > days {
                month -= 1;
            }
            Some(month.div_euclid(months))
        }
        Scaling::FromNothing => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_numpy_reads_them() {
        let read = |text: &str| {
            parsed(text).map(|(number, time)| format!("{number} {}", time.unit_text()))
        };
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(read("2020"), is("50 Y"));
        assert_eq!(read("2020-03"), is("602 M"));
        assert_eq!(read("2020-03-01"), is("18322 D"));
        assert_eq!(read("1969-12-31"), is("-1 D"));
        assert_eq!(read("0001-01-01"), is("-719162 D"));
        assert_eq!(read("2020-01-01T05"), is("438293 h"));
        assert_eq!(read("2020-01-01 05:06"), is("26297586 m"));
        assert_eq!(read("2020-01-01T05:06:07"), is("1577855167 s"));
        assert_eq!(read("1970-01-01T00:00:00.5"), is("500 ms"));
        assert_eq!(read("1970-01-01T00:00:00.1234"), is("123400 us"));
        for wrong in ["", "20", "2020-13", "2021-02-29", "2020-1-1", "2020-01-01T24", "now"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn units_are_exchanged() {
        let unit = |text: &str| Time::of_unit(TimeKind::Datetime, text).expect(text);
        let scaled = |number, from: &str, to: &str| in_unit(number, unit(from), unit(to));
        assert_eq!(scaled(-5, "D", "M"), Some(-1));
        assert_eq!(scaled(-5, "M", "D"), Some(-153));
        assert_eq!(scaled(18_262, "D", "W"), Some(2608));
        assert_eq!(scaled(50, "Y", "s"), Some(1_577_836_800));
        assert_eq!(scaled(i64::MAX, "s", "ms"), None);
        assert_eq!(scaled(18_262, "D", "Y"), Some(50));
    }
}
