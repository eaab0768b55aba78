//! One request, from its head to its answer.

use alloc::sync::Arc;

use crate::edge::answers::Answer;
use crate::edge::command::{Command, Event};
use crate::edge::proxy::Proxy;
use crate::prelude::*;

/// One request.
pub struct Handling {
    proxy: Arc<Proxy>,
    command: Option<Command>,
    answer: Option<Answer>,
    bytes: Vec<u8>,
}

impl Handling {
    /// A request to a proxy, before anything is known of it.
    #[must_use]
    pub const fn new(proxy: Arc<Proxy>) -> Self {
        Self { proxy, command: None, answer: None, bytes: Vec::new() }
    }

    /// Goes on with what happened. `now_ms` is the Unix time in milliseconds.
    pub fn tell(&mut self, now_ms: u64, event: Event<'_>) {
        let _ = (now_ms, event, &self.proxy);
        self.answer = Some(Answer::new(500, String::new()));
    }

    /// What is to be done next; nothing before the request is told, and at the end.
    #[must_use]
    pub const fn command(&self) -> Option<&Command> {
        self.command.as_ref()
    }

    /// The answer, once there is one.
    #[must_use]
    pub const fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// The bytes to hash, or the picture of a call.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
