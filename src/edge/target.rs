//! Which route a request goes to, and what its URL says.
//!
//! A path is read once and strictly: what two readers could take for two paths is refused. The words
//! of a route are matched as they were sent, so that a filter in front of the proxy sees the same
//! route as the proxy. Ids are decoded once.

use super::routes::{Kind, ROUTES, Route, Shape};
use crate::card::CardId;
use crate::prelude::*;
use crate::text::{after, after_scheme, cut, parts, utf8, whole_number};

/// The longest query, as it was sent.
const LONGEST_QUERY: usize = 2048;

/// The longest id of an operation: its tag, an issuer's name, a card's id, and what is between them.
const LONGEST_ID: usize = 32 + 1 + 32 + 1 + 256;

/// The largest number that a double holds with all smaller ones.
const LARGEST_NUMBER: u64 = (1 << 53) - 1;

/// A request's route and what its URL holds.
pub struct Target {
    /// The route.
    pub route: &'static Route,
    /// What stands for `{id}`: a card, an operation, or an issuer's name.
    pub id: Option<String>,
    /// What stands for `{secret}`. It is a credential, so the target has no `Debug`.
    pub secret: Option<String>,
    /// The query parameters in the order in which they came.
    pub query: Vec<(String, String)>,
}

impl Target {
    /// A query parameter.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Why there is no target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// No route has this path.
    NotFound,
    /// The path's routes have other methods: these, as the header `Allow` tells them.
    MethodNotAllowed(String),
    /// The URL cannot be read in one way only, or its query is wrong.
    BadRequest(&'static str),
}

/// Finds the route of a request below the base path. OPTIONS goes to the first route of the path,
/// its query unread; for the route that a preflight is about, ask with the method that it names.
///
/// # Errors
/// A [`Miss`]. It holds nothing of the URL.
pub fn find(base_path: &str, method: &str, url: &str) -> Result<Target, Miss> {
    let (path, query) = path_and_query(url).map_err(Miss::BadRequest)?;
    let below = path.strip_prefix(base_path).ok_or(Miss::NotFound)?;
    let below = after(below, b"/").ok_or(Miss::NotFound)?;
    let mut steps = Vec::new();
    let mut rest = Some(below);
    while let Some(path) = rest {
        let (sent, after) = cut(path, b'/');
        decoded(sent).map_err(Miss::BadRequest)?;
        steps.push(sent);
        rest = (sent.len() < path.len()).then_some(after);
    }
    let of_path = || ROUTES.iter().filter(|route| fits(route, &steps));
    if of_path().next().is_none() {
        return Err(Miss::NotFound);
    }
    let wanted = if method == "HEAD" { "GET" } else { method };
    let is_preflight = wanted == "OPTIONS";
    let route = of_path().find(|route| is_preflight || route.method == wanted);
    let route = route.ok_or_else(|| Miss::MethodNotAllowed(allowed(of_path())))?;
    let mut target = Target { route, id: None, secret: None, query: Vec::new() };
    take_names(&mut target, &steps).map_err(Miss::BadRequest)?;
    if !is_preflight {
        target.query = read_query(route, query).map_err(Miss::BadRequest)?;
    }
    Ok(target)
}

/// The path and the query of a URL, or of a path by itself.
fn path_and_query(url: &str) -> Result<(&str, &str), &'static str> {
    if url.bytes().any(|byte| !byte.is_ascii_graphic() || matches!(byte, b'\\' | b'#')) {
        return Err("The URL has characters that no URL may have.");
    }
    let (before, query) = cut(url, b'?');
    let path = if before.as_bytes().first() == Some(&b'/') {
        Some(before)
    } else {
        path_of_absolute(before)
    };
    path.map(|path| (path, query)).ok_or("The URL is neither absolute nor a path.")
}

fn path_of_absolute(url: &str) -> Option<&str> {
    let (scheme, rest) = after_scheme(url)?;
    let is_http = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = cut(rest, b'/').0;
    if !is_http || host.is_empty() {
        return None;
    }
    rest.get(host.len()..)
}

/// Decodes a step of a path.
fn decoded(step: &str) -> Result<String, &'static str> {
    if step.is_empty() {
        return Err("The path has an empty step, or ends with a slash.");
    }
    if step.len() > 3 * LONGEST_ID {
        return Err("A step of the path is too long.");
    }
    let text = unescaped(step, false)?;
    if text == "." || text == ".." {
        return Err("The path has a step up or to itself.");
    }
    if text.bytes().any(|byte| matches!(byte, b'/' | b'\\')) {
        return Err("A step of the path holds a slash.");
    }
    if has_escape(text.as_bytes()) {
        return Err("A step of the path is encoded twice.");
    }
    if text.len() > LONGEST_ID {
        return Err("A step of the path is too long.");
    }
    Ok(text)
}

/// Replaces each escape by its byte, once. In a form, a plus stands for a blank.
fn unescaped(sent: &str, is_form: bool) -> Result<String, &'static str> {
    let mut bytes = Vec::with_capacity(sent.len());
    let mut rest = sent.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        let byte = match byte {
            b'%' => {
                let escaped = escape(after).ok_or("The URL has a broken escape.")?;
                rest = after.get(2..).unwrap_or_default();
                escaped
            }
            b'+' if is_form => b' ',
            byte => *byte,
        };
        bytes.push(byte);
    }
    let text = utf8(&bytes).ok_or("The URL is not UTF-8.")?;
    if text.chars().any(char::is_control) {
        return Err("The URL holds control characters.");
    }
    Ok(text.to_owned())
}

/// The byte that two digits after a percent sign stand for.
fn escape(after: &[u8]) -> Option<u8> {
    let [high, low, ..] = after else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(*high)? << 4 | digit(*low)?)
}

/// Whether a decoded text would change if it were decoded again.
fn has_escape(text: &[u8]) -> bool {
    text.windows(3).any(|part| {
        part.split_first().is_some_and(|(mark, after)| *mark == b'%' && escape(after).is_some())
    })
}

/// The steps of a route's path.
fn steps_of(route: &Route) -> impl Iterator<Item = &'static str> {
    parts(cut(route.path, b'/').1, b'/')
}

/// Whether a route has this path.
fn fits(route: &Route, steps: &[&str]) -> bool {
    let mut own = steps_of(route);
    let same = steps.iter().all(|sent| {
        own.next().is_some_and(|own| own.as_bytes().first() == Some(&b'{') || own == *sent)
    });
    same && own.next().is_none()
}

/// The methods of routes, as the header `Allow` tells them.
fn allowed<'a>(routes: impl Iterator<Item = &'a Route>) -> String {
    let mut text = String::new();
    for route in routes {
        text.push_str(route.method);
        text.push_str(if route.method == "GET" { ", HEAD, " } else { ", " });
    }
    text.push_str("OPTIONS");
    text
}

/// Takes what stands for the names in braces.
fn take_names(target: &mut Target, steps: &[&str]) -> Result<(), &'static str> {
    let own = steps_of(target.route);
    for (own, sent) in own.zip(steps) {
        if own == "{secret}" {
            target.secret = Some(decoded(sent)?);
        } else if own == "{id}" {
            let step = decoded(sent)?;
            if target.route.is_about_a_card() {
                CardId::fault(&step).map_or(Ok(()), Err)?;
            } else if step.chars().any(char::is_whitespace) {
                return Err("The id has white space.");
            }
            target.id = Some(step);
        }
    }
    Ok(())
}

fn read_query(route: &Route, sent: &str) -> Result<Vec<(String, String)>, &'static str> {
    if sent.len() > LONGEST_QUERY {
        return Err("The query is longer than 2048 bytes.");
    }
    let mut query: Vec<(String, String)> = Vec::new();
    for pair in parts(sent, b'&').filter(|pair| !pair.is_empty()) {
        let (name, value) = cut(pair, b'=');
        let (name, value) = (unescaped(name, true)?, unescaped(value, true)?);
        let shape = route.parameter(&name).ok_or("The query has an unknown parameter.")?;
        if query.iter().any(|(own, _)| *own == name) {
            return Err("The query has a parameter twice.");
        }
        check(route, &name, &value, shape)?;
        query.push((name, value));
    }
    Ok(query)
}

fn check(route: &Route, name: &str, value: &str, shape: Shape) -> Result<(), &'static str> {
    let is_good = match shape {
        Shape::Text => true,
        Shape::Number => is_number(value),
        Shape::Flag => matches!(value, "true" | "false"),
    };
    if !is_good {
        return Err("A query parameter is not of its kind.");
    }
    match CardId::fault(value) {
        Some(fault) if route.kind == Kind::Operations && name == "card" => Err(fault),
        _ => Ok(()),
    }
}

/// Digits that are a JSON number as they stand, and that a double holds.
fn is_number(text: &str) -> bool {
    let is_short = text == "0" || text.as_bytes().first() != Some(&b'0');
    is_short && whole_number(text.as_bytes()).is_some_and(|number| number <= LARGEST_NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad(url: &str) -> Option<&'static str> {
        match find("/api", "GET", url) {
            Err(Miss::BadRequest(fault)) => Some(fault),
            _ => None,
        }
    }

    fn id(url: &str) -> Option<String> {
        find("/api", "GET", url).ok()?.id
    }

    #[test]
    fn finds_routes_of_urls_and_paths() {
        let target = find("/api", "HEAD", "HTTP://h:80/api/cards/c-1/balance?issuer=a").ok();
        let target = target.unwrap();
        assert_eq!((target.route.operation, target.id.as_deref()), ("balance", Some("c-1")));
        assert_eq!(target.parameter("issuer"), Some("a"));
        let callback = find("", "POST", "/callbacks/main/s%3Dcret").ok().unwrap();
        assert_eq!(callback.id.as_deref(), Some("main"));
        assert_eq!(callback.secret.as_deref(), Some("s=cret"));
    }

    #[test]
    fn ids_are_decoded_once() {
        assert_eq!(id("/api/cards/a%2Bb").as_deref(), Some("a+b"));
        assert_eq!(id("/api/cards/a+b").as_deref(), Some("a+b"));
        assert_eq!(id("/api/cards/%C3%A9%25").as_deref(), Some("é%"));
        assert_eq!(id("/api/cards/100%25zz").as_deref(), Some("100%zz"));
        assert_eq!(id("/api/operations/ab~main~c.1").as_deref(), Some("ab~main~c.1"));
    }

    #[test]
    fn refuses_what_could_be_read_in_two_ways() {
        for step in [
            "",
            ".",
            "..",
            "%2e",
            "%2E%2e",
            ".%2e",
            "a%2Fb",
            "a%2fb",
            "a%5Cb",
            "a\\b",
            "a%252fb",
            "%252e",
            "a%00",
            "a%0d%0ab",
            "a%7f",
            "a%c2%85",
            "%ff",
            "%c0%ae",
            "%ed%a0%80",
            "%",
            "%2",
            "%zz",
            "a%20b",
            "a b",
            "é",
            "a#b",
        ] {
            let url = alloc::format!("/api/cards/{step}/balance");
            assert!(bad(&url).is_some(), "{step}");
        }
        for url in [
            "/api/cards/",
            "/api//cards",
            "/api/cards//",
            "cards",
            "ftp://h/api/cards",
            "//",
            "https:///api/cards",
            "http:/api/cards",
        ] {
            assert!(find("/api", "GET", url).is_err(), "{url}");
        }
    }

    #[test]
    fn ids_have_their_length() {
        let url = |count| alloc::format!("/api/cards/{}", "a".repeat(count));
        assert_eq!(id(&url(256)).map(|id| id.len()), Some(256));
        assert_eq!(bad(&url(257)), Some("The card id is longer than 256 bytes."));
        assert!(bad(&url(100_000)).is_some());
    }

    #[test]
    fn words_are_matched_as_sent() {
        for url in [
            "/api/c%61rds",
            "/api/cards/c/rev%65al",
            "/api/CARDS",
            "/other/cards",
            "/apicards",
            "/api",
            "/cards",
            "/api/cards/a/b/c",
            "/api/operations/a/b",
        ] {
            assert_eq!(find("/api", "GET", url).err(), Some(Miss::NotFound), "{url}");
        }
    }

    #[test]
    fn methods_are_told() {
        let miss = |method, url| match find("", method, url) {
            Err(Miss::MethodNotAllowed(allowed)) => allowed,
            _ => String::new(),
        };
        assert_eq!(miss("PUT", "/cards"), "GET, HEAD, POST, OPTIONS");
        assert_eq!(miss("GET", "/cards/c/freeze"), "POST, OPTIONS");
        assert_eq!(miss("HEAD", "/cards/c/freeze"), "POST, OPTIONS");
        assert_eq!(miss("get", "/cards/c"), "GET, HEAD, OPTIONS");
        assert!(find("", "OPTIONS", "/cards/c/freeze?odd").is_ok());
    }

    #[test]
    fn queries_are_checked() {
        let query = |text: &str| {
            let url = alloc::format!("/cards/c/transactions?{text}");
            find("", "GET", &url).map(|target| target.query)
        };
        assert_eq!(query(""), Ok(Vec::new()));
        let read = query("page=2&from=2024-01-01T00%3A00%3A00%2B01&&to=a+b").unwrap();
        let due = [("page", "2"), ("from", "2024-01-01T00:00:00+01"), ("to", "a b")];
        assert!(read.iter().map(|(name, value)| (name.as_str(), value.as_str())).eq(due));
        for bad in [
            "odd=1",
            "page=1&page=2",
            "page=1&p%61ge=2",
            "page=x",
            "page=01",
            "page=-1",
            "page=",
            "page",
            "page=9007199254740992",
            "to=%",
            "to=%0a",
            "to=%ff",
            "=1",
            "Page=1",
        ] {
            assert!(matches!(query(bad), Err(Miss::BadRequest(_))), "{bad}");
        }
        assert_eq!(query("page=9007199254740991").map(|query| query.len()), Ok(1));
        let long = |count| alloc::format!("to={}", "a".repeat(count));
        assert!(query(&long(LONGEST_QUERY - 3)).is_ok());
        assert!(query(&long(LONGEST_QUERY - 2)).is_err());
        assert!(find("", "GET", "/operations?card=a%20b").is_err());
        assert!(find("", "GET", "/operations?card=a-b").is_ok());
    }
}
