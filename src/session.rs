//! Sessions: one login for any number of calls, renewed before it ends, never in a loop.
//!
//! ```text
//!            need()                      opened()
//!  Empty ───────────────> Opening ──────────────────> Open
//!    ^   Step::Open          │  failed()               │ need() near the end: Step::Open, a token
//!    └───────────────────────┤                         │ need() after it, or rejected(): Step::Open
//!                            v                         v
//!                         Refused (until a time)    Opening
//! ```
//!
//! Whoever gets `Step::Open` does it and reports; everyone else gets
//! `Step::Wait`. Time is an argument.
//!
//! One-time codes are remembered here too: a login and the calls of a session share them.

use crate::answer::NewToken;
use crate::error::{Error, ErrorCode};
use crate::prelude::*;
use crate::secret::Secret;
use crate::totp::STEP_MS;

/// A token is renewed when less than this, or a tenth of its life, is left.
const MARGIN_MS: u64 = 30_000;
/// How long refused credentials are not tried again: issuers lock accounts that keep trying.
const REFUSED_HOLD_MS: u64 = 60_000;

/// Nor longer than this, whatever an issuer asks for.
const LONGEST_HOLD_MS: u64 = 3_600_000;

/// What a caller that wants a token does next.
pub enum Step {
    /// Use this token.
    Use(Secret<String>),
    /// Log in, or renew with the token; on failure of that log in. Then report with
    /// [`Session::opened`] or [`Session::failed`], or with [`Session::abandoned`] and this number.
    Open(u32, Option<Secret<String>>),
    /// Somebody else is at it: ask again later.
    Wait,
    /// The issuer refused the credentials not long ago: do not try.
    Refused(Error),
}

/// Each thing counts before its time, so a time of zero says that it is not there.
#[derive(Default)]
struct State {
    token: Secret<String>,
    /// When the token is to be renewed, and when it ends.
    renew_at_ms: u64,
    ends_at_ms: u64,
    /// How the issuer refused the credentials.
    refusal: Option<(ErrorCode, Option<String>)>,
    refused_until_ms: u64,
    /// Until when somebody is logging in: a caller may vanish without a word.
    opening_until_ms: u64,
    /// How many logins there were: each has a number of its own, the last may be under way.
    openings: u32,
    /// The one-time code that was sent last, and until when it counts as sent.
    code: Secret<String>,
    code_until_ms: u64,
}

/// The session of one client with one issuer.
#[derive(Default)]
pub struct Session(
    #[cfg(any(not(feature = "ship"), feature = "yativo", feature = "ibanera"))]
    crate::lock::Lock<State>,
);

impl Session {
    #[allow(clippy::unused_self)]
    fn with<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        #[cfg(any(not(feature = "ship"), feature = "yativo", feature = "ibanera"))]
        return self.0.with(work);
        #[cfg(not(any(not(feature = "ship"), feature = "yativo", feature = "ibanera")))]
        work(&mut State::default())
    }

    /// What to do for a token at this time. A login may take `attempt_ms`, unless its caller
    /// [stays](Session::stays); then another caller takes over.
    #[must_use]
    pub fn need(&self, now_ms: u64, can_refresh: bool, attempt_ms: u64) -> Step {
        self.with(|state| state.need(now_ms, can_refresh, attempt_ms))
    }

    /// Says that the login of this number is still under way, and until when at most.
    pub fn stays(&self, number: u32, until_ms: u64) {
        self.with(|state| {
            if state.is_opened_by(number) {
                state.opening_until_ms = until_ms;
            }
        });
    }

    /// Reports a new token.
    pub fn opened(&self, new: &NewToken, now_ms: u64) {
        let life_ms = new.expires_in.min(u64::MAX / 1_000) * 1_000;
        let ends_at_ms = now_ms.saturating_add(life_ms);
        let margin = MARGIN_MS.min(life_ms / 10);
        self.with(|state| {
            state.token = new.token.clone();
            state.renew_at_ms = ends_at_ms - margin;
            state.ends_at_ms = ends_at_ms;
            state.refused_until_ms = 0;
            state.opening_until_ms = 0;
        });
    }

    /// Reports that the login of this number failed, and gives the error with how long nobody tries
    /// again. A refusal is remembered, so that nobody repeats it soon; otherwise a login that was
    /// replaced changes nothing.
    #[must_use]
    pub fn failed(&self, number: u32, error: Error, now_ms: u64) -> Error {
        let refused = matches!(error.status(), Some(400..=407 | 409..=499))
            || matches!(
                error.code(),
                ErrorCode::Unauthorized | ErrorCode::Forbidden | ErrorCode::IssuerRejected
            );
        let least = if error.status() == Some(429) { 0 } else { REFUSED_HOLD_MS };
        let hold = error.retry_after_ms().unwrap_or(REFUSED_HOLD_MS).clamp(least, LONGEST_HOLD_MS);
        self.with(|state| {
            if state.is_opened_by(number) {
                state.drop_token();
                state.opening_until_ms = 0;
            }
            if refused {
                state.refused_until_ms = now_ms.saturating_add(hold);
                let issuer_code = error.issuer_error_code().map(str::to_owned);
                state.refusal = Some((error.code(), issuer_code));
            }
        });
        if refused { error.retry_after(Some(hold)) } else { error }
    }

    /// Takes a one-time code for a request, or gives how long to wait for another one, because this
    /// one was sent already. Clocks differ, so a code counts for a step longer than its own.
    #[must_use]
    pub fn code_wait(&self, code: &str, now_ms: u64) -> Option<u64> {
        let into_step = now_ms % STEP_MS;
        let wait = STEP_MS - into_step;
        self.with(|state| {
            if now_ms < state.code_until_ms && state.code.expose() == code {
                return Some(wait);
            }
            state.code = code.into();
            state.code_until_ms = now_ms.saturating_add(wait).saturating_add(STEP_MS);
            None
        })
    }

    /// The issuer does not take this token any more. A newer one stays.
    pub fn rejected(&self, token: &str) {
        self.with(|state| {
            if state.token.expose() == token {
                state.drop_token();
            }
        });
    }

    /// Ends a login whose caller went away without a report, so that the others do not wait for
    /// ever.
    pub fn abandoned(&self, number: u32) {
        self.stays(number, 0);
    }
}

impl State {
    fn is_opened_by(&self, number: u32) -> bool {
        self.openings == number
    }

    fn drop_token(&mut self) {
        self.token = Secret::default();
        self.renew_at_ms = 0;
        self.ends_at_ms = 0;
    }

    fn need(&mut self, now_ms: u64, can_refresh: bool, attempt_ms: u64) -> Step {
        if now_ms < self.opening_until_ms {
            // A token that is being renewed is good until it ends.
            return if now_ms < self.ends_at_ms {
                Step::Use(self.token.clone())
            } else {
                Step::Wait
            };
        }
        if let Some((code, issuer_code)) = &self.refusal
            && now_ms < self.refused_until_ms
        {
            let left = self.refused_until_ms - now_ms;
            let text = "The issuer refused the login not long ago.";
            let error = Error::new(*code, text).issuer_code(issuer_code.as_deref());
            return Step::Refused(error.retry_after(Some(left)));
        }
        if now_ms < self.renew_at_ms {
            return Step::Use(self.token.clone());
        }
        self.openings = self.openings.wrapping_add(1);
        self.opening_until_ms = now_ms.saturating_add(attempt_ms);
        let refreshes = can_refresh && now_ms < self.ends_at_ms;
        Step::Open(self.openings, refreshes.then(|| self.token.clone()))
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
        assert!(matches!(session.need(0, true, 10_000), Step::Open(_, None)));
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
        assert!(matches!(session.need(570_000, true, 10_000), Step::Open(_, Some(_))));
        let _ = session.failed(2, Error::new(ErrorCode::Network, ""), 570_000);
        assert!(matches!(session.need(570_000, true, 10_000), Step::Open(_, None)));
    }

    #[test]
    fn a_token_that_is_being_renewed_is_used_until_it_ends() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        session.opened(&token("a", 600), 0);
        assert!(matches!(session.need(575_000, true, 60_000), Step::Open(2, Some(_))));
        assert_eq!(used(session.need(599_999, true, 10_000)).as_deref(), Some("a"));
        assert!(matches!(session.need(600_000, true, 10_000), Step::Wait));
        // One that the issuer does not take any more is not.
        session.rejected("a");
        assert!(matches!(session.need(580_000, true, 10_000), Step::Wait));
    }

    #[test]
    fn a_dead_token_is_not_refreshed() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        session.opened(&token("a", 10), 0);
        assert!(matches!(session.need(10_000, true, 10_000), Step::Open(_, None)));
    }

    #[test]
    fn an_issuer_without_refresh_logs_in() {
        let session = Session::default();
        let _ = session.need(0, false, 10_000);
        session.opened(&token("a", 10), 0);
        assert!(matches!(session.need(9_000, false, 10_000), Step::Open(_, None)));
    }

    #[test]
    fn refused_credentials_are_not_tried_again_soon() {
        let session = Session::default();
        let _ = session.need(0, false, 10_000);
        let error = session.failed(1, Error::new(ErrorCode::Unauthorized, ""), 0);
        assert_eq!(error.retry_after_ms(), Some(60_000));
        match session.need(59_000, false, 10_000) {
            Step::Refused(error) => assert_eq!(error.retry_after_ms(), Some(1_000)),
            _ => panic!("tried again"),
        }
        assert!(matches!(session.need(60_000, false, 10_000), Step::Open(_, None)));
    }

    #[test]
    fn any_answer_that_refuses_is_held() {
        let session = Session::default();
        let _ = session.need(0, false, 10_000);
        let error = Error::new(ErrorCode::UnexpectedAnswer, "").answered(400, b"");
        let error = session.failed(1, error, 0);
        assert_eq!(error.retry_after_ms(), Some(60_000));
        assert!(matches!(session.need(59_999, false, 10_000), Step::Refused(_)));
    }

    #[test]
    fn a_lock_lasts_as_long_as_the_issuer_says() {
        let session = Session::default();
        let _ = session.need(0, false, 10_000);
        let locked = Error::new(ErrorCode::Forbidden, "").retry_after(Some(600_000));
        let locked = session.failed(1, locked, 0);
        assert_eq!(locked.retry_after_ms(), Some(600_000));
        assert!(matches!(session.need(599_999, false, 10_000), Step::Refused(_)));
        assert!(matches!(session.need(600_000, false, 10_000), Step::Open(_, None)));
    }

    #[test]
    fn refused_credentials_rest_for_a_minute_at_least_and_an_hour_at_most() {
        for (status, asked, due) in [
            (401, Some(0), 60_000),
            (401, Some(u64::MAX), 3_600_000),
            (429, Some(0), 0),
            (429, Some(5_000), 5_000),
            (429, None, 60_000),
            (429, Some(u64::MAX), 3_600_000),
        ] {
            let session = Session::default();
            let _ = session.need(0, false, 10_000);
            let error = Error::new(ErrorCode::Unauthorized, "").answered(status, b"");
            let error = session.failed(1, error.retry_after(asked), 0);
            assert_eq!(error.retry_after_ms(), Some(due), "{status} {asked:?}");
        }
    }

    #[test]
    fn what_is_no_refusal_says_nothing_of_a_wait() {
        let session = Session::default();
        let _ = session.need(0, false, 10_000);
        let error = session.failed(1, Error::new(ErrorCode::Network, ""), 0);
        assert_eq!(error.retry_after_ms(), None);
        assert!(matches!(session.need(0, false, 10_000), Step::Open(_, None)));
    }

    #[test]
    fn a_code_is_sent_once_within_its_step() {
        let session = Session::default();
        assert_eq!(session.code_wait("111111", 31_000), None);
        assert_eq!(session.code_wait("111111", 31_000), Some(29_000));
        assert_eq!(session.code_wait("111111", 59_999), Some(1));
        // A clock that runs late gives the same code in the next step.
        assert_eq!(session.code_wait("111111", 60_000), Some(30_000));
        assert_eq!(session.code_wait("222222", 60_000), None);
        assert_eq!(session.code_wait("222222", 89_000), Some(1_000));
        // Two steps on, the same digits are another code.
        assert_eq!(session.code_wait("222222", 120_000), None);
    }

    #[test]
    fn a_caller_that_stays_is_not_replaced() {
        let session = Session::default();
        assert!(matches!(session.need(0, false, 10_000), Step::Open(1, None)));
        session.stays(1, 30_000);
        assert!(matches!(session.need(29_999, false, 10_000), Step::Wait));
        assert!(matches!(session.need(30_000, false, 10_000), Step::Open(2, None)));
        // Its successor is another one.
        session.stays(1, 90_000);
        assert!(matches!(session.need(40_000, false, 10_000), Step::Open(3, None)));
    }

    #[test]
    fn only_the_rejected_token_is_dropped() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        session.opened(&token("new", 600), 0);
        session.rejected("old");
        assert!(used(session.need(0, true, 10_000)).is_some());
        session.rejected("new");
        assert!(matches!(session.need(0, true, 10_000), Step::Open(_, None)));
    }

    #[test]
    fn a_caller_that_goes_away_frees_the_others() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        assert!(matches!(session.need(0, true, 10_000), Step::Wait));
        session.abandoned(1);
        assert!(matches!(session.need(0, true, 10_000), Step::Open(_, None)));
    }

    #[test]
    fn a_caller_that_vanishes_is_replaced_after_a_while() {
        let session = Session::default();
        let _ = session.need(0, true, 10_000);
        assert!(matches!(session.need(9_999, true, 10_000), Step::Wait));
        assert!(matches!(session.need(10_000, true, 10_000), Step::Open(2, None)));
        session.abandoned(1);
        assert!(matches!(session.need(10_000, true, 10_000), Step::Wait));
    }
}
