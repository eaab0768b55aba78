//! The reader of request targets held against the `url` crate: what is taken is what that reads.

use cardlatch::edge::routes::ROUTES;
use cardlatch::edge::target::{Miss, find};
use percent_encoding::percent_decode_str;
use url::Url;

fn decoded(step: &str) -> String {
    percent_decode_str(step).decode_utf8_lossy().into_owned()
}

/// Both read the same, or ours refuses. Tells the operation that was found.
///
/// # Panics
/// When they differ.
pub fn assert_agrees(base_path: &str, method: &str, path: &str) -> Option<&'static str> {
    let by_path = find(base_path, method, path);
    if !path.starts_with('/') {
        assert!(by_path.is_err() || path.contains("://"), "{path}");
        return None;
    }
    let url = format!("https://host.example{path}");
    let found = find(base_path, method, &url);
    // A path and its URL are the same request.
    match (&by_path, &found) {
        (Ok(one), Ok(other)) => assert_eq!((&one.id, &one.query), (&other.id, &other.query)),
        (one, other) => assert_eq!(one.as_ref().err(), other.as_ref().err(), "{path}"),
    }
    let target = match found {
        Ok(target) => target,
        Err(Miss::MethodNotAllowed(allowed)) => {
            assert!(!allowed.split(", ").any(|own| own == method), "{method} is in {allowed}");
            return None;
        }
        Err(_) => return None,
    };
    let theirs = Url::parse(&url).expect("what is taken is a URL");
    assert_eq!(theirs.host_str(), Some("host.example"));
    let steps: Vec<&str> = theirs.path_segments().expect("a path").collect();
    let skip = base_path.matches('/').count();
    assert!(theirs.path().starts_with(base_path), "{path}");
    let own: Vec<&str> = target.route.path.trim_start_matches('/').split('/').collect();
    assert_eq!(steps.len() - skip, own.len(), "{path}");
    for (own, step) in own.iter().zip(&steps[skip..]) {
        let step = decoded(step);
        match *own {
            "{id}" => assert_eq!(target.id.as_deref(), Some(&*step)),
            "{secret}" => assert_eq!(target.secret.as_deref(), Some(&*step)),
            word => assert_eq!(word, step),
        }
        assert!(!step.contains(['/', '\\']) && step != "." && step != "..", "{path}");
        assert_eq!(decoded(&step), step, "{path} changes when it is decoded again");
    }
    if method != "OPTIONS" {
        let pairs =
            theirs.query_pairs().filter(|(name, value)| !(name.is_empty() && value.is_empty()));
        let pairs: Vec<_> =
            pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        assert_eq!(target.query, pairs, "{path}");
    }
    assert!(ROUTES.iter().any(|route| core::ptr::eq(route, target.route)));
    Some(target.route.operation)
}
