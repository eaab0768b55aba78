//! Sessions: one login for any number of calls, renewed before it ends, never in a loop.
//!
//! ```text
//!            need()                      opened()
//!  Empty ───────────────> Opening ──────────────────> Open
//!    ^   Step::Login         │  failed()               │ need() near the end: Step::Refresh
//!    └───────────────────────┤                         │ need() after it, or rejected(): Step::Login
//!                            v                         v
//!                         Refused (until a time)    Opening
//! ```
//!
//! Whoever gets `Step::Login` or `Step::Refresh` does it and reports; everyone else gets
//! `Step::Wait`. Time is an argument.

use crate::answer::NewToken;
use crate::error::{Error, ErrorCode};
use crate::lock::Lock;
use crate::prelude::*;
use crate::secret::Secret;

/// A token is renewed when less than this, or a tenth of its life, is left.
const MARGIN_MS: u64 = 30_000;
/// How long refused credentials are not tried again: issuers lock accounts that keep trying.
const REFUSED_HOLD_MS: u64 = 60_000;

/// What a caller that wants a token does next.
pub enum Step {
    /// Use this token.
    Use(Secret<String>),
    /// Log in, then report with [`Session::opened`] or [`Session::failed`], or with
    /// [`Session::abandoned`] and this number.
    Login(u32),
    /// Renew with this token, then report; on failure log in.
    Refresh(Secret<String>, u32),
    /// Somebody else is at it: ask again later.
    Wait,
    /// The issuer refused the credentials not long ago: do not try.
    Refused(Error),
}

struct Open {
    token: Secret<String>,
    renew_at_ms: u64,
    ends_at_ms: u64,
}

struct Refusal {
    code: ErrorCode,
    issuer_code: Option<String>,
    until_ms: u64,
}

#[derive(Default)]
struct State {
    open: Option<Open>,
    refusal: Option<Refusal>,
    /// Who is logging in and until when that counts: a caller may vanish without a word.
    opening: Option<(u32, u64)>,
    /// How many there were: each has a number of its own.
    openings: u32,
}

/// The session of one client with one issuer.
#[derive(Default)]
pub struct Session(Lock<State>);

impl Session {
    /// What to do for a token at this time. A login may take `attempt_ms`; then another caller
    /// takes over.
    #[must_use]
    pub fn need(&self, now_ms: u64, can_refresh: bool, attempt_ms: u64) -> Step {
        self.0.with(|state| state.need(now_ms, can_refresh, attempt_ms))
    }

    /// Reports a new token.
    pub fn opened(&self, new: &NewToken, now_ms: u64) {
        let life_ms = new.expires_in.saturating_mul(1_000);
        let ends_at_ms = now_ms.saturating_add(life_ms);
        let margin = MARGIN_MS.min(life_ms / 10);
        let token = new.token.clone();
        self.0.with(|state| {
            state.open = Some(Open { token, renew_at_ms: ends_at_ms - margin, ends_at_ms });
            state.refusal = None;
            state.opening = None;
        });
    }

    /// Reports that the login of this number failed. A refusal is remembered, so that nobody
    /// repeats it soon; otherwise a login that was replaced changes nothing.
    pub fn failed(&self, number: u32, error: &Error, now_ms: u64) {
        let refused = matches!(error.code(), ErrorCode::Unauthorized | ErrorCode::Forbidden);
        let hold = error.retry_after_ms().unwrap_or(REFUSED_HOLD_MS);
        self.0.with(|state| {
            if state.is_opened_by(number) {
                state.open = None;
                state.opening = None;
            }
            if refused {
                let until_ms = now_ms.saturating_add(hold);
                let issuer_code = error.issuer_error_code().map(str::to_owned);
                state.refusal = Some(Refusal { code: error.code(), issuer_code, until_ms });
            }
        });
    }

    /// The issuer does not take this token any more. A newer one stays.
    pub fn rejected(&self, token: &str) {
        self.0.with(|state| {
            if state.open.as_ref().is_some_and(|open| open.token.expose() == token) {
                state.open = None;
            }
        });
    }

    /// Ends a login whose caller went away without a report, so that the others do not wait for
    /// ever.
    pub fn abandoned(&self, number: u32) {
        self.0.with(|state| {
            if state.is_opened_by(number) {
                state.opening = None;
            }
        });
    }
}

impl State {
    fn is_opened_by(&self, number: u32) -> bool {
        self.opening.is_some_and(|(own, _)| own == number)
    }

    fn need(&mut self, now_ms: u64, can_refresh: bool, attempt_ms: u64) -> Step {
        if self.opening.is_some_and(|(_, until_ms)| now_ms < until_ms) {
            return Step::Wait;
        }
        if let Some(refusal) = &self.refusal
            && now_ms < refusal.until_ms
        {
            let left = refusal.until_ms - now_ms;
            let text = "The issuer refused the login not long ago; it is not tried again yet.";
            let error = Error::new(refusal.code, text).issuer_code(refusal.issuer_code.as_deref());
            return Step::Refused(error.retry_after(Some(left)));
        }
        let old = match &self.open {
            Some(open) if now_ms < open.renew_at_ms => return Step::Use(open.token.clone()),
            Some(open) if can_refresh && now_ms < open.ends_at_ms => Some(open.token.clone()),
            _ => None,
        };
        self.openings = self.openings.wrapping_add(1);
        self.opening = Some((self.openings, now_ms.saturating_add(attempt_ms)));
        match old {
            Some(token) => Step::Refresh(token, self.openings),
            None => Step::Login(self.openings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str, expires_in: u64) -> NewToken {
        NewToken { token: text.into(), expires_in }
    }

    fn used(step: Step) -> Option<String> {
        match step {
            Step::Use(token) => Some(token.expose().clone()),
            _ => None,
        }
    }

    #[test]
    fn one_login_for_all() {
        let session = Session::default();
        assert!(matches!(session.need(0, true, 10_000), Step::Login(_)));
        assert!(matches!(session.need(0, true, 10_000), Step::Wait));
        session.opened(&token("a", 600), 0);
        assert_eq!(used(session.need(1, true, 10_000)).as_deref(), Some("a"));
    }

    #[test]
    fn obeys_the_life_that_the_issuer_told() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        session.opened(&token("a", 600), 0);
        assert!(used(session.need(569_999, true, 10_000)).is_some());
        assert!(matches!(session.need(570_000, true, 10_000), Step::Refresh(..)));
        session.failed(2, &Error::new(ErrorCode::Network, ""), 570_000);
        assert!(matches!(session.need(570_000, true, 10_000), Step::Login(_)));
    }

    #[test]
    fn a_dead_token_is_not_refreshed() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        session.opened(&token("a", 10), 0);
        assert!(matches!(session.need(10_000, true, 10_000), Step::Login(_)));
    }

    #[test]
    fn an_issuer_without_refresh_logs_in() {
        let session = Session::default();
        let _ = session.need(0, false, 10_000);
        session.opened(&token("a", 10), 0);
        assert!(matches!(session.need(9_000, false, 10_000), Step::Login(_)));
    }

    #[test]
    fn refused_credentials_are_not_tried_again_soon() {
        let session = Session::default();
        let _ = session.need(0, false, 10_000);
        session.failed(1, &Error::new(ErrorCode::Unauthorized, ""), 0);
        match session.need(59_000, false, 10_000) {
            Step::Refused(error) => assert_eq!(error.retry_after_ms(), Some(1_000)),
            _ => panic!("tried again"),
        }
        assert!(matches!(session.need(60_000, false, 10_000), Step::Login(_)));
    }

    #[test]
    fn a_lock_lasts_as_long_as_the_issuer_says() {
        let session = Session::default();
        let _ = session.need(0, false, 10_000);
        let locked = Error::new(ErrorCode::Forbidden, "").retry_after(Some(600_000));
        session.failed(1, &locked, 0);
        assert!(matches!(session.need(599_999, false, 10_000), Step::Refused(_)));
        assert!(matches!(session.need(600_000, false, 10_000), Step::Login(_)));
    }

    #[test]
    fn only_the_rejected_token_is_dropped() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        session.opened(&token("new", 600), 0);
        session.rejected("old");
        assert!(used(session.need(0, true, 10_000)).is_some());
        session.rejected("new");
        assert!(matches!(session.need(0, true, 10_000), Step::Login(_)));
    }

    #[test]
    fn a_caller_that_goes_away_frees_the_others() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        assert!(matches!(session.need(0, true, 10_000), Step::Wait));
        session.abandoned(1);
        assert!(matches!(session.need(0, true, 10_000), Step::Login(_)));
    }

    #[test]
    fn a_caller_that_vanishes_is_replaced_after_a_while() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        assert!(matches!(session.need(9_999, true, 10_000), Step::Wait));
        assert!(matches!(session.need(10_000, true, 10_000), Step::Login(2)));
        session.abandoned(1);
        assert!(matches!(session.need(10_000, true, 10_000), Step::Wait));
    }
}
