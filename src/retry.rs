//! Whether a failed attempt is repeated, and when. Pure: time and chance are arguments.

use crate::endpoint::Kind;
use crate::error::{Error, ErrorCode};
use crate::text;

const MOST_ATTEMPTS: u32 = 3;
const FIRST_WAIT_MS: u64 = 200;
const LONGEST_BACKOFF_MS: u64 = 5_000;
const LONGEST_RETRY_AFTER_MS: u64 = 60_000;

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Wait so many milliseconds, then try again.
    Wait(u64),
    /// Report the failure; the text says why there is no further attempt.
    GiveUp(&'static str),
}

/// Decides after the attempt numbered `attempt` (from 1) failed with `error`.
///
/// `remaining_ms` is what is left of the deadline. `chance` is a random number from 0 to 255.
#[must_use]
pub fn after(kind: Kind, attempt: u32, error: &Error, remaining_ms: u64, chance: u8) -> Next {
    if attempt >= MOST_ATTEMPTS {
        return Next::GiveUp("three attempts were made");
    }
    if !may_repeat(kind, error.code()) {
        return Next::GiveUp(match kind {
            Kind::Write => "a write is not repeated unless it is proven not executed",
            Kind::Login => "a login is not repeated",
            Kind::Read => "the failure will not pass",
        });
    }
    let wait = match error.retry_after_ms() {
        Some(wait) if wait > LONGEST_RETRY_AFTER_MS => {
            return Next::GiveUp("the issuer asks for a longer wait than is sensible");
        }
        Some(wait) => wait,
        None => backoff(attempt, chance),
    };
    if wait >= remaining_ms {
        return Next::GiveUp("the deadline comes first");
    }
    Next::Wait(wait)
}

/// 429 proves that nothing was executed; anything else after a write proves nothing.
fn may_repeat(kind: Kind, code: ErrorCode) -> bool {
    let passing = matches!(
        code,
        ErrorCode::Network
            | ErrorCode::Timeout
            | ErrorCode::RateLimited
            | ErrorCode::IssuerUnavailable
    );
    match kind {
        Kind::Read => passing,
        Kind::Write => code == ErrorCode::RateLimited,
        Kind::Login => false,
    }
}

/// Doubling waits, each cut by up to half so that many clients do not come back together.
fn backoff(attempt: u32, chance: u8) -> u64 {
    let doubled = FIRST_WAIT_MS.saturating_mul(1 << attempt.min(8));
    let whole = doubled.min(LONGEST_BACKOFF_MS);
    whole - whole * u64::from(chance) / 512
}

/// Reads `Retry-After` when it is a number of seconds. A date needs a clock and gives `None`.
#[must_use]
pub fn retry_after_ms(value: Option<&str>) -> Option<u64> {
    text::whole_number(value?.as_bytes().trim_ascii())?.checked_mul(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: ErrorCode) -> Error {
        Error::new(code, "")
    }

    #[test]
    fn reads_are_repeated_for_what_passes() {
        for code in [
            ErrorCode::Network,
            ErrorCode::Timeout,
            ErrorCode::RateLimited,
            ErrorCode::IssuerUnavailable,
        ] {
            let next = after(Kind::Read, 1, &error(code), 10_000, 0);
            assert_eq!(next, Next::Wait(400), "{code:?}");
        }
        for code in [ErrorCode::Aborted, ErrorCode::Forbidden, ErrorCode::UnexpectedAnswer] {
            let next = after(Kind::Read, 1, &error(code), 10_000, 0);
            assert!(matches!(next, Next::GiveUp(_)), "{code:?}");
        }
    }

    #[test]
    fn writes_are_repeated_after_429_alone() {
        for code in [ErrorCode::Network, ErrorCode::Timeout, ErrorCode::IssuerUnavailable] {
            let next = after(Kind::Write, 1, &error(code), 10_000, 0);
            assert!(matches!(next, Next::GiveUp(_)), "{code:?}");
        }
        let limited = error(ErrorCode::RateLimited).retry_after(Some(2_000));
        assert_eq!(after(Kind::Write, 1, &limited, 10_000, 0), Next::Wait(2_000));
    }

    #[test]
    fn logins_are_never_repeated() {
        let next = after(Kind::Login, 1, &error(ErrorCode::Network), 10_000, 0);
        assert!(matches!(next, Next::GiveUp(_)));
    }

    #[test]
    fn never_waits_past_the_deadline_nor_for_ever() {
        let limited = |ms| error(ErrorCode::RateLimited).retry_after(Some(ms));
        assert!(matches!(after(Kind::Read, 1, &limited(5_000), 5_000, 0), Next::GiveUp(_)));
        assert!(matches!(after(Kind::Read, 1, &limited(60_001), u64::MAX, 0), Next::GiveUp(_)));
        assert_eq!(after(Kind::Read, 1, &limited(60_000), u64::MAX, 0), Next::Wait(60_000));
        assert!(matches!(after(Kind::Read, 3, &limited(1), u64::MAX, 0), Next::GiveUp(_)));
    }

    #[test]
    fn waits_grow_and_scatter() {
        assert_eq!(backoff(1, 0), 400);
        assert_eq!(backoff(2, 0), 800);
        assert_eq!(backoff(30, 0), 5_000);
        assert!(backoff(1, 255) >= 200);
    }

    #[test]
    fn reads_retry_after_in_seconds() {
        assert_eq!(retry_after_ms(Some(" 3 ")), Some(3_000));
        for odd in ["", "-1", "1.5", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999"] {
            assert_eq!(retry_after_ms(Some(odd)), None, "{odd}");
        }
        assert_eq!(retry_after_ms(Some("18446744073709551")), Some(18_446_744_073_709_551_000));
    }
}
