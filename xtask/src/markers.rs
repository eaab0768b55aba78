//! The places in documents that commands write: what stands between two comments of one name.

/// The comment before the place of this name.
pub fn start(name: &str) -> String {
    format!("<!-- {name}:start -->")
}

/// The comment after it.
pub fn end(name: &str) -> String {
    format!("<!-- {name}:end -->")
}

/// The document with the table between the markers of this name; `None` when it has no such markers.
pub fn replace_between(document: &str, name: &str, table: &str) -> Option<String> {
    let opening = start(name);
    let from = document.find(&opening)? + opening.len();
    let to = from + document.get(from..)?.find(&end(name))?;
    Some(format!("{}\n{table}{}", document.get(..from)?, document.get(to..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_markers_changes() {
        let (start, end) = ("<!-- x:start -->", "<!-- x:end -->");
        let document = format!("a\n{start}\nold\n{end}\nb\n");
        let fresh = replace_between(&document, "x", "new\n").unwrap();
        assert_eq!(fresh, format!("a\n{start}\nnew\n{end}\nb\n"));
        assert_eq!(replace_between(&fresh, "x", "new\n").unwrap(), fresh);
        assert_eq!(replace_between(&fresh, "y", "new\n"), None);
    }
}
