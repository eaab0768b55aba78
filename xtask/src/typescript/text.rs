//! Pieces of TypeScript text.

use std::fmt::Write;

/// How long a line may be.
const WIDTH: usize = 110;

/// `artha-v1` and `topUp` as `ArthaV1` and `TopUp`.
pub fn capital(name: &str) -> String {
    let upper = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    name.split('-').map(upper).collect()
}

/// `artha-v1` as `arthaV1`.
pub fn member(name: &str) -> String {
    let capital = capital(name);
    let mut letters = capital.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// `artha-v1` as `"artha-v1"` and `artha` as itself: the name of a member.
pub fn key(name: &str) -> String {
    if name.contains('-') { format!("\"{name}\"") } else { name.to_owned() }
}

/// The distinct words, as a union of literals.
pub fn union<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut known: Vec<String> = Vec::new();
    for word in words {
        let literal = format!("\"{word}\"");
        if !known.contains(&literal) {
            known.push(literal);
        }
    }
    if known.is_empty() { "never".to_owned() } else { known.join(" | ") }
}

/// A comment over what follows it. Each paragraph begins anew; a line that begins with `@` does, too.
pub fn doc(indent: usize, paragraphs: &[String]) -> String {
    let pad = " ".repeat(indent);
    if let [one] = paragraphs
        && pad.len() + one.len() + "/**  */".len() <= WIDTH
    {
        return format!("{pad}/** {one} */\n");
    }
    let mut text = format!("{pad}/**\n");
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let follows_tag =
            place > 0 && paragraph.starts_with('@') && paragraphs[place - 1].starts_with('@');
        if place > 0 && !follows_tag {
            let _ = writeln!(text, "{pad} *");
        }
        for line in wrapped(paragraph, WIDTH - indent - " * ".len()) {
            let _ = writeln!(text, "{pad} * {line}");
        }
    }
    text + &format!("{pad} */\n")
}

fn wrapped(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in paragraph.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) if paragraph.starts_with('@') => lines.push(format!("  {word}")),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A method of an interface, with a line for each argument where it would be too long.
pub fn method(name: &str, arguments: &str, gives: &str) -> String {
    let line = format!("  {name}({arguments}): {gives};\n");
    if line.len() <= WIDTH {
        return line;
    }
    let each = arguments.split(", ").fold(String::new(), |all, one| all + "    " + one + ",\n");
    format!("  {name}(\n{each}  ): {gives};\n")
}

/// An import of types, on one line where it fits.
pub fn import(names: &[&str], from: &str) -> String {
    let line = format!("import type {{ {} }} from \"{from}\";\n", names.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let list: String = names.iter().fold(String::new(), |list, name| list + "  " + name + ",\n");
    format!("import type {{\n{list}}} from \"{from}\";\n")
}

/// The names among these that a text has.
pub fn used<'a>(names: &[&'a str], text: &str) -> Vec<&'a str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let has = |name: &&str| text.split(|c| !is_word(c)).any(|word| word == *name);
    names.iter().copied().filter(has).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_issuers() {
        assert_eq!((capital("artha-v1"), capital("topUp")), ("ArthaV1".into(), "TopUp".into()));
        assert_eq!((member("open-api"), member("artha")), ("openApi".into(), "artha".into()));
        assert_eq!((key("artha-v1"), key("artha")), ("\"artha-v1\"".into(), "artha".into()));
    }

    #[test]
    fn a_comment_is_one_line_where_it_fits() {
        assert_eq!(doc(2, &["Reads.".into()]), "  /** Reads. */\n");
        let long = doc(0, &["word ".repeat(30).trim().to_owned(), "@throws {CardError} x".into()]);
        assert!(long.starts_with("/**\n * word"), "{long}");
        assert!(long.ends_with(" *\n * @throws {CardError} x\n */\n"), "{long}");
        assert!(long.lines().all(|line| line.len() <= WIDTH));
    }

    #[test]
    fn a_method_has_lines_of_its_own_where_it_is_long() {
        assert_eq!(
            method("card", "cardId: string", "Promise<Card>"),
            "  card(cardId: string): Promise<Card>;\n"
        );
        let long = method("reconcile", "a: 1, b: 2", &"x".repeat(WIDTH));
        assert!(long.starts_with("  reconcile(\n    a: 1,\n    b: 2,\n  ): x"), "{long}");
    }

    #[test]
    fn imports_name_what_is_used() {
        assert_eq!(used(&["Card", "CardForm"], "a: CardForm;"), ["CardForm"]);
        assert_eq!(import(&["A", "B"], "./x.js"), "import type { A, B } from \"./x.js\";\n");
    }
}
