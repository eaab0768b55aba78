//! What may be asked of the proxy: a route is one line of the table.

use crate::text::{cut, parts};

/// What a route does.
///
/// ```
/// use cardlatch::edge::routes::{Kind, ROUTES};
/// let reveals = ROUTES.iter().filter(|route| route.kind == Kind::Reveal);
/// let names: Vec<_> = reveals.map(|route| route.operation).collect();
/// assert_eq!(names, ["reveal", "revealPin"]); // POST, so that no cache and no log has a number
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Reads something of one card.
    Read,
    /// Reads a page of a list.
    List,
    /// Changes something.
    Write,
    /// Reads what only the card's owner may see.
    Reveal,
    /// What may be asked here.
    Capabilities,
    /// What became of a write.
    Operations,
    /// Takes what an issuer sends on its own.
    Callback,
    /// The description of the proxy itself.
    OpenApi,
}

/// What a query parameter holds.
///
/// ```
/// use cardlatch::edge::routes::{ROUTES, Shape};
/// let cards = ROUTES.iter().find(|route| route.operation == "cards").unwrap();
/// assert_eq!(cards.parameter("page"), Some(Shape::Number));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Any text.
    Text,
    /// A whole number, for which the client wants a number.
    Number,
    /// `true` or `false`.
    Flag,
}

/// One route below the base path.
///
/// ```
/// use cardlatch::edge::routes::ROUTES;
/// let freeze = ROUTES.iter().find(|route| route.operation == "freeze").unwrap();
/// assert_eq!((freeze.method, freeze.path), ("POST", "/cards/{id}/freeze"));
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Route {
    /// The method; HEAD goes to the route of GET.
    pub method: &'static str,
    /// The path; a name in braces stands for any step.
    pub path: &'static str,
    /// The client's operation; for what is no operation of the client a name of its own.
    pub operation: &'static str,
    /// What it does.
    pub kind: Kind,
    /// The names of the query parameters, each with the first letter of its [`Shape`].
    pub query: &'static str,
}

impl Route {
    const fn get(
        path: &'static str,
        operation: &'static str,
        kind: Kind,
        query: &'static str,
    ) -> Self {
        Self { method: "GET", path, operation, kind, query }
    }

    const fn post(
        path: &'static str,
        operation: &'static str,
        kind: Kind,
        query: &'static str,
    ) -> Self {
        Self { method: "POST", path, operation, kind, query }
    }

    /// The query parameters in the order of the table.
    ///
    /// ```
    /// use cardlatch::edge::routes::{ROUTES, Shape};
    /// let fee = ROUTES.iter().find(|route| route.operation == "topUpFee").unwrap();
    /// let all: Vec<_> = fee.parameters().collect();
    /// assert_eq!(all, [("issuer", Shape::Text), ("amount", Shape::Text)]);
    /// ```
    pub fn parameters(&self) -> impl Iterator<Item = (&'static str, Shape)> {
        parts(self.query, b' ').map(|entry| {
            let (name, letter) = cut(entry, b':');
            let shape = match letter {
                "n" => Shape::Number,
                "f" => Shape::Flag,
                _ => Shape::Text,
            };
            (name, shape)
        })
    }

    /// What a query parameter holds; none for an unknown one.
    ///
    /// ```
    /// use cardlatch::edge::routes::ROUTES;
    /// let card = ROUTES.iter().find(|route| route.operation == "card").unwrap();
    /// assert_eq!(card.parameter("colour"), None);
    /// ```
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<Shape> {
        self.parameters().find(|(own, _)| *own == name).map(|(_, shape)| shape)
    }

    /// Whether the route is about one card.
    ///
    /// ```
    /// use cardlatch::edge::routes::ROUTES;
    /// let is = |name| ROUTES.iter().any(|route| route.operation == name && route.is_about_a_card());
    /// assert!(is("freeze") && !is("issue"));
    /// ```
    #[must_use]
    pub fn is_about_a_card(&self) -> bool {
        self.path.starts_with("/cards/")
    }
}

/// Every route.
pub static ROUTES: &[Route] = &[
    Route::get("/cards", "cards", Kind::List, "issuer:t customerId:t page:n size:n"),
    Route::post("/cards", "issue", Kind::Write, "issuer:t"),
    Route::get("/cards/{id}", "card", Kind::Read, "issuer:t"),
    Route::get("/cards/{id}/balance", "balance", Kind::Read, "issuer:t"),
    Route::get(
        "/cards/{id}/transactions",
        "transactions",
        Kind::List,
        "issuer:t page:n size:n status:t type:t from:t to:t startTime:t endTime:t",
    ),
    Route::get("/cards/{id}/limits", "limits", Kind::Read, "issuer:t"),
    Route::get("/cards/{id}/top-up-fee", "topUpFee", Kind::Read, "issuer:t amount:t"),
    Route::post("/cards/{id}/freeze", "freeze", Kind::Write, "issuer:t"),
    Route::post("/cards/{id}/unfreeze", "unfreeze", Kind::Write, "issuer:t"),
    Route::post("/cards/{id}/activate", "activate", Kind::Write, "issuer:t"),
    Route::post("/cards/{id}/deactivate", "deactivate", Kind::Write, "issuer:t"),
    Route::post("/cards/{id}/cancel", "cancel", Kind::Write, "issuer:t"),
    Route::post("/cards/{id}/set-pin", "setPin", Kind::Write, "issuer:t"),
    Route::post("/cards/{id}/replace", "replace", Kind::Write, "issuer:t"),
    Route::post("/cards/{id}/top-up", "topUp", Kind::Write, "issuer:t"),
    Route::post("/cards/{id}/set-limits", "setLimits", Kind::Write, "issuer:t"),
    Route::post("/cards/{id}/reveal", "reveal", Kind::Reveal, "issuer:t"),
    Route::post("/cards/{id}/reveal-pin", "revealPin", Kind::Reveal, "issuer:t"),
    Route::get("/capabilities", "capabilities", Kind::Capabilities, "issuer:t"),
    Route::get("/operations", "operations", Kind::Operations, "issuer:t card:t"),
    Route::get("/operations/{id}", "operation", Kind::Operations, ""),
    Route::post("/callbacks/{id}", "callback", Kind::Callback, ""),
    Route::post("/callbacks/{id}/{secret}", "callback", Kind::Callback, ""),
    Route::get("/openapi.json", "openapi", Kind::OpenApi, ""),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::IssuerId;
    use crate::issuers::{Operation, issuer};
    use crate::prelude::*;
    use alloc::collections::{BTreeMap, BTreeSet};

    /// The fields of an operation over all issuers, each with whether any of them wants a number.
    fn fields(operation: &str) -> BTreeMap<&'static str, bool> {
        let mut all = BTreeMap::new();
        for id in IssuerId::ALL {
            for (own, exchange) in issuer(id).endpoints {
                if own.as_str() == operation {
                    for rule in exchange.fields.lines().filter(|line| !line.is_empty()) {
                        let (name, shape) = cut(rule, b' ');
                        *all.entry(name).or_default() |= shape.starts_with(['c', 'm']);
                    }
                }
            }
        }
        all
    }

    #[test]
    fn reads_take_what_the_issuers_take() {
        let mut seen = 0;
        for route in ROUTES.iter().filter(|route| matches!(route.kind, Kind::Read | Kind::List)) {
            let own: BTreeMap<&str, bool> = route
                .parameters()
                .filter(|(name, _)| *name != "issuer")
                .map(|(name, shape)| (name, shape == Shape::Number))
                .collect();
            assert_eq!(own, fields(route.operation), "{}", route.operation);
            seen += own.len();
        }
        assert!(seen > 10, "{seen}");
    }

    #[test]
    fn operations_are_the_clients() {
        let mut names = BTreeSet::new();
        for route in ROUTES {
            assert!(names.insert((route.method, route.path)), "{} twice", route.path);
            if matches!(route.kind, Kind::Read | Kind::List | Kind::Write | Kind::Reveal) {
                assert!(Operation::from_text(route.operation).is_some(), "{}", route.operation);
                let last = route.path.rsplit('/').next().unwrap_or_default();
                assert!(
                    last.starts_with('{') || last == "cards" || kebab(route.operation) == last,
                    "{}",
                    route.path
                );
            }
        }
    }

    fn kebab(name: &str) -> String {
        let mut text = String::new();
        for letter in name.chars() {
            if letter.is_ascii_uppercase() {
                text.push('-');
            }
            text.push(letter.to_ascii_lowercase());
        }
        text
    }
}
