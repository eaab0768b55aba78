//! Whether a failed attempt is repeated, when, and why. Pure: time and chance are arguments.

use crate::endpoint::Kind;
use crate::error::{Error, ErrorCode};
use crate::issuers::needs;
use crate::text;

const MOST_ATTEMPTS: u32 = 3;
const FIRST_WAIT_MS: u64 = 200;
const LONGEST_BACKOFF_MS: u64 = 5_000;
const LONGEST_RETRY_AFTER_MS: u64 = 60_000;

/// Why a failed attempt is repeated, or why it is not. The names are stable.
///
/// ```
/// use cardlatch::retry::Reason;
/// use cardlatch::transport::closure::Notice;
///
/// fn log(notice: &Notice) -> Option<&'static str> {
///     Some(notice.answer.as_ref()?.setback?.reason.as_str())
/// }
/// # let _ = log;
/// assert_eq!(Reason::WriteNotRepeated.as_str(), "write_not_repeated");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Repeated: no connection, or it broke, and a read does no harm twice.
    ConnectionFailed,
    /// Repeated: the attempt's time ran out, and a read does no harm twice.
    AttemptTimedOut,
    /// Repeated: 429 says that nothing was executed.
    RateLimited,
    /// Repeated: the issuer failed in a way that passes, and a read does no harm twice.
    IssuerUnavailable,
    /// Repeated once, with a new session: 401 says that nothing was executed.
    SessionEnded,
    /// Not repeated: a write that is not proven not to have been executed.
    WriteNotRepeated,
    /// Not repeated: logins never are, since issuers lock accounts.
    LoginNotRepeated,
    /// Not repeated: the same request would fail again.
    WillNotPass,
    /// Not repeated: three attempts were made.
    AttemptsSpent,
    /// Not repeated: the issuer asks for a wait of over a minute.
    WaitTooLong,
    /// Not repeated: the call would end before the next attempt.
    DeadlineTooNear,
    /// Not repeated: the caller aborted.
    Aborted,
}

/// The names of the reasons, in their order.
const REASONS: &str = "\
connection_failed attempt_timed_out rate_limited issuer_unavailable session_ended \
write_not_repeated login_not_repeated will_not_pass attempts_spent wait_too_long \
deadline_too_near aborted";

impl Reason {
    /// The reason's stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::retry::Reason::DeadlineTooNear.as_str(), "deadline_too_near");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        text::nth(REASONS, b' ', self as usize)
    }
}

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Next {
    /// How many milliseconds to wait before the next attempt; none where there is no further one.
    pub wait_ms: Option<u64>,
    /// Why.
    pub reason: Reason,
}

/// What a call has left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// The number of the attempt that failed, from 1.
    pub attempt: u32,
    /// How long the call waited before that attempt, in milliseconds; 0 for the first.
    pub waited_ms: u64,
    /// What is left of the deadline, in milliseconds.
    pub remaining_ms: u64,
}

/// Decides after an attempt failed with `error`. `chance` is a random number.
#[must_use]
pub(crate) fn after(kind: Kind, error: &Error, budget: Budget, chance: u32) -> Next {
    let give_up = |reason| Next { wait_ms: None, reason };
    let (repeats, reason) = verdict(kind, error);
    if !repeats {
        return give_up(reason);
    }
    if budget.attempt >= MOST_ATTEMPTS {
        return give_up(Reason::AttemptsSpent);
    }
    let wait = error.retry_after_ms().unwrap_or_else(|| backoff(budget.waited_ms, chance));
    if wait > LONGEST_RETRY_AFTER_MS {
        return give_up(Reason::WaitTooLong);
    }
    if wait >= budget.remaining_ms {
        return give_up(Reason::DeadlineTooNear);
    }
    Next { wait_ms: Some(wait), reason }
}

/// Whether such a failure may be repeated at all. 429 proves that nothing was executed; anything
/// else after a write proves nothing.
fn verdict(kind: Kind, error: &Error) -> (bool, Reason) {
    let passes = match (error.code(), error.status()) {
        (ErrorCode::Aborted, _) => return (false, Reason::Aborted),
        (ErrorCode::Network, _) => Some(Reason::ConnectionFailed),
        (ErrorCode::Timeout, _) => Some(Reason::AttemptTimedOut),
        (ErrorCode::UnexpectedAnswer, _) => None,
        (_, Some(429)) => Some(Reason::RateLimited),
        (_, Some(408 | 502..=504)) => Some(Reason::IssuerUnavailable),
        _ => None,
    };
    match (kind, passes) {
        (Kind::Login, _) if needs::SESSIONS => (false, Reason::LoginNotRepeated),
        (_, None) => (false, Reason::WillNotPass),
        (Kind::Write, Some(reason)) if reason != Reason::RateLimited => {
            (false, Reason::WriteNotRepeated)
        }
        (_, Some(reason)) => (true, reason),
    }
}

/// Decorrelated jitter: any wait between the first one and three times the last one, so that many
/// clients do not come back together.
fn backoff(waited_ms: u64, chance: u32) -> u64 {
    let widest = waited_ms.clamp(FIRST_WAIT_MS, LONGEST_BACKOFF_MS) * 3;
    let spread = widest - FIRST_WAIT_MS;
    let wait = FIRST_WAIT_MS + ((spread * u64::from(chance)) >> 32);
    wait.min(LONGEST_BACKOFF_MS)
}

/// Reads `Retry-After`, a number of seconds or one of the three forms of a date of RFC 9110
/// (section 10.2.3), as milliseconds from now. A date needs a clock: none without one. Where
/// JavaScript has read the date already, there are seconds alone, without blanks.
#[must_use]
pub(crate) fn retry_after_ms(value: &str, now_ms: u64) -> Option<u64> {
    let value = if cfg!(feature = "ship") { value } else { value.trim_ascii() };
    if let Some(seconds) = text::whole_number(value.as_bytes()) {
        // A checked product would bring a multiplication of 128 bits.
        return (seconds <= u64::MAX / 1_000).then(|| seconds * 1_000);
    }
    if now_ms == 0 || cfg!(feature = "ship") {
        return None;
    }
    Some(date_ms(value)?.saturating_sub(now_ms))
}

/// By their numbers.
const MONTHS: &str = "0 Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";

/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`
/// in Unix milliseconds.
fn date_ms(date: &str) -> Option<u64> {
    let mut numbers = [0; 5];
    let (mut places, mut month) = (numbers.iter_mut(), None);
    let separates = |letter: char| !letter.is_ascii_alphanumeric();
    for word in date.split(separates).filter(|word| !word.is_empty()) {
        if let Some(number) = text::whole_number(word.as_bytes()) {
            *places.next()? = number;
        } else {
            month = (1..=12).find(|month| text::nth(MONTHS, b' ', *month) == word).or(month);
        }
    }
    if places.next().is_some() {
        return None;
    }
    let [day, hour, minute, second, year] = match numbers {
        [day, year, hour, minute, second] if date.ends_with("GMT") => {
            [day, hour, minute, second, year]
        }
        other => other,
    };
    let year = match year {
        0..70 => year + 2_000,
        70..100 => year + 1_900,
        _ => year,
    };
    let fits = (1970..=9999).contains(&year)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    let month = month.filter(|_| fits)?;
    let days = days_since_1970(year, month as u64, day);
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000)
}

/// Days of the Gregorian calendar. A year begins in March here, so that a leap day is its last.
fn days_since_1970(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    365 * year + leap_days + (153 * month + 2) / 5 + day - 719_469
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Budget = Budget { attempt: 1, waited_ms: 0, remaining_ms: 10_000 };

    fn error(code: ErrorCode) -> Error {
        Error::new(code, "")
    }

    fn answered(status: u16) -> Error {
        error(ErrorCode::IssuerUnavailable).answered(status, b"")
    }

    fn limited(milliseconds: u64) -> Error {
        answered(429).retry_after(Some(milliseconds))
    }

    fn refused(kind: Kind, error: &Error, budget: Budget) -> Reason {
        let next = after(kind, error, budget, 0);
        assert_eq!(next.wait_ms, None, "{next:?}");
        next.reason
    }

    #[test]
    fn reads_are_repeated_for_what_passes() {
        let passing = [
            (error(ErrorCode::Network), Reason::ConnectionFailed),
            (error(ErrorCode::Timeout), Reason::AttemptTimedOut),
            (answered(429), Reason::RateLimited),
            (answered(408), Reason::IssuerUnavailable),
            (answered(502), Reason::IssuerUnavailable),
            (answered(503), Reason::IssuerUnavailable),
            (answered(504), Reason::IssuerUnavailable),
        ];
        for (error, reason) in passing {
            let next = after(Kind::Read, &error, FIRST, 0);
            assert_eq!(next, Next { wait_ms: Some(200), reason });
        }
        for status in [200, 302, 400, 401, 403, 404, 409, 500, 501, 505] {
            let reason = refused(Kind::Read, &answered(status), FIRST);
            assert_eq!(reason, Reason::WillNotPass, "{status}");
        }
        assert_eq!(refused(Kind::Read, &error(ErrorCode::Aborted), FIRST), Reason::Aborted);
    }

    #[test]
    fn writes_are_repeated_after_429_alone() {
        for error in [error(ErrorCode::Network), error(ErrorCode::Timeout), answered(503)] {
            assert_eq!(refused(Kind::Write, &error, FIRST), Reason::WriteNotRepeated);
        }
        assert_eq!(refused(Kind::Write, &answered(400), FIRST), Reason::WillNotPass);
        let next = after(Kind::Write, &limited(2_000), FIRST, 0);
        assert_eq!(next, Next { wait_ms: Some(2_000), reason: Reason::RateLimited });
    }

    #[test]
    fn logins_are_never_repeated() {
        for error in [error(ErrorCode::Network), answered(429), answered(401)] {
            assert_eq!(refused(Kind::Login, &error, FIRST), Reason::LoginNotRepeated);
        }
    }

    #[test]
    fn never_waits_past_the_deadline_nor_for_ever() {
        let near = Budget { remaining_ms: 5_000, ..FIRST };
        let endless = Budget { remaining_ms: u64::MAX, ..FIRST };
        let third = Budget { attempt: 3, ..FIRST };
        assert_eq!(refused(Kind::Read, &limited(5_000), near), Reason::DeadlineTooNear);
        assert_eq!(refused(Kind::Read, &limited(60_001), endless), Reason::WaitTooLong);
        assert_eq!(refused(Kind::Read, &limited(1), third), Reason::AttemptsSpent);
        let next = after(Kind::Read, &limited(60_000), endless, 0);
        assert_eq!(next.wait_ms, Some(60_000));
    }

    #[test]
    fn waits_lie_between_the_first_and_three_times_the_last() {
        assert_eq!((backoff(0, 0), backoff(0, u32::MAX)), (200, 599));
        assert_eq!((backoff(600, 0), backoff(600, u32::MAX)), (200, 1_799));
        assert_eq!((backoff(5_000, 0), backoff(u64::MAX, u32::MAX)), (200, 5_000));
        assert_eq!(backoff(400, 1 << 31), 700);
    }

    #[test]
    fn reads_retry_after_in_seconds() {
        assert_eq!(retry_after_ms(" 3 ", 0), Some(3_000));
        assert_eq!(retry_after_ms("18446744073709551", 0), Some(18_446_744_073_709_551_000));
        for odd in ["", "-1", "1.5", "99999999999999999999", "soon", "1 2 3"] {
            assert_eq!(retry_after_ms(odd, 1), None, "{odd}");
        }
    }

    #[test]
    fn reads_retry_after_as_a_date() {
        let now = 784_111_770_000;
        for date in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            " Sun, 06 Nov 1994 08:49:37 GMT ",
        ] {
            assert_eq!(retry_after_ms(date, now), Some(7_000), "{date}");
            assert_eq!(retry_after_ms(date, now + 7_001), Some(0), "{date}");
            assert_eq!(retry_after_ms(date, 0), None, "{date}");
        }
        assert_eq!(date_ms("Sunday, 06-Nov-94 08:49:37 GMT"), Some(784_111_777_000));
        assert_eq!(date_ms("Friday, 06-Nov-26 08:49:37 GMT"), Some(1_793_954_977_000));
        assert_eq!(date_ms("Thu, 29 Feb 2024 23:59:60 GMT"), Some(1_709_251_200_000));
        assert_eq!(date_ms("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(date_ms("Fri, 31 Dec 9999 23:59:59 GMT"), Some(253_402_300_799_000));
        for odd in [
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:00 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nix 1994 08:49:37 GMT",
            "Sun, 06 Nov 1969 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 1 GMT",
            "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
            "06 1994 08 49 37",
            "",
        ] {
            assert_eq!(date_ms(odd), None, "{odd}");
        }
    }
}
