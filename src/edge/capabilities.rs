//! What may be asked here.

use crate::edge::answers::Answer;
use crate::edge::handling::Handling;
use crate::json::{Writer, write_list};
use crate::prelude::*;

impl Handling {
    /// What is allowed and what the issuers' clients can do.
    pub(super) fn tell_capabilities(&mut self) {
        let mut all = String::from("[");
        for issuer in &self.proxy.issuers {
            if !self.issuer.is_empty() && self.issuer != issuer.name {
                continue;
            }
            let can =
                |name: &&str| self.proxy.allows(name) && issuer.can.iter().any(|own| own == name);
            let names = || self.proxy.allow.iter().map(String::as_str).filter(can);
            let mut out = Writer::new();
            out.text("name", &issuer.name);
            out.text("id", &issuer.id);
            out.raw("operations", &write_list(&mut names()));
            out.raw(
                "confirm",
                &write_list(&mut names().filter(|name| self.proxy.must_be_confirmed(name))),
            );
            if all.len() > 1 {
                all.push(',');
            }
            all.push_str(&out.end());
        }
        all.push(']');
        let mut out = Writer::new();
        out.raw("issuers", &all);
        self.end(Answer::new(200, out.end()));
    }
}
