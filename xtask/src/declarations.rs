//! Takes from the declarations of wasm-bindgen those of the plain data: interfaces and type
//! aliases. The raw classes and functions stay out: the package's own classes stand in their place.

const HEADER: &str = "// Made by the build from the Rust types.\n";

/// What the operations' tables declare.
const OF_TABLES: &str =
    "import type { OwnReadOperation, OwnWriteOperation } from \"./clients.js\";\n";

/// The interfaces and type aliases of a `.d.ts`, with their comments, in their order.
pub fn types(declarations: &str) -> String {
    let mut text = format!("{HEADER}{OF_TABLES}");
    for statement in statements(&without_examples(declarations)) {
        let Some(body) = plain_data(statement.code) else { continue };
        text.push('\n');
        if let Some(comment) = statement.comment {
            text.push_str(comment);
            text.push('\n');
        }
        text.push_str("export ");
        text.push_str(body);
        text.push('\n');
    }
    formatted(&text)
}

/// What a comment says before its first example, which is for Rust programs. A line that leads to the
/// example goes with it.
fn without_examples(declarations: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut is_past_fence = false;
    for line in declarations.lines() {
        let words = line.trim();
        if words.ends_with("*/") {
            is_past_fence = false;
        } else if words.starts_with("* ```") && !is_past_fence {
            is_past_fence = true;
            drop_lead(&mut kept);
        }
        if !is_past_fence {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// Takes back the empty lines before an example, and the paragraph that ends in a colon.
fn drop_lead(kept: &mut Vec<&str>) {
    let is_empty = |line: &&str| line.trim() == "*";
    while kept.pop_if(|line| is_empty(&&**line)).is_some() {}
    if !kept.last().is_some_and(|line| line.ends_with(':')) {
        return;
    }
    while kept.pop_if(|line| !is_empty(&&**line) && line.trim() != "/**").is_some() {}
    while kept.pop_if(|line| is_empty(&&**line)).is_some() {}
}

/// How long a line may be.
const WIDTH: usize = 110;

/// The text as the package's other declarations are written: two spaces for each bracket that is
/// open, a comment on one line where it fits, and a long union with a line for each part.
fn formatted(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for line in text.lines().map(str::trim) {
        let closes = line.starts_with(['}', ')', ']']);
        depth = depth.saturating_sub(usize::from(closes));
        let part = usize::from(line.starts_with("| ") && depth == 0);
        let comment = if line.starts_with('*') { " " } else { "" };
        let indented = format!("{}{comment}{line}", "  ".repeat(depth + part));
        if indented.len() > WIDTH && line.starts_with("export type ") {
            lines.extend(in_parts(&indented));
        } else {
            lines.push(if line.is_empty() { String::new() } else { indented });
        }
        let opens = line.ends_with(['{', '(', '[']) && !line.starts_with('*');
        depth += usize::from(opens);
    }
    let mut text = on_one_line(&lines).join("\n");
    text.push('\n');
    text
}

/// `export type A = "x" | "y";` with a line for each word.
fn in_parts(line: &str) -> Vec<String> {
    let Some((name, union)) = line.split_once(" = ") else { return vec![line.to_owned()] };
    let mut lines = vec![format!("{name} =")];
    lines.extend(union.split(" | ").map(|part| format!("  | {part}")));
    lines
}

/// Comments of one line that stand on three.
fn on_one_line(lines: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        let ends = line.trim() == "*/" && kept.len() >= 2;
        let begins = ends && kept[kept.len() - 2].trim() == "/**";
        if let Some(comment) =
            kept.last().filter(|_| begins).and_then(|line| line.trim().strip_prefix("* "))
        {
            let pad = line.len() - line.trim_start().len() - 1;
            let one = format!("{}/** {comment} */", " ".repeat(pad));
            if one.len() <= WIDTH {
                kept.truncate(kept.len() - 2);
                kept.push(one);
                continue;
            }
        }
        kept.push(line.clone());
    }
    kept
}

/// Whether the declarations define this name.
pub fn defines(types: &str, name: &str) -> bool {
    ["interface", "type"].iter().any(|word| {
        types
            .match_indices(&format!("export {word} {name}"))
            .any(|(at, found)| !types[at + found.len()..].starts_with(is_word))
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The statement without `export` and `declare`, if it is an interface or a type alias.
fn plain_data(code: &str) -> Option<&str> {
    let code = code.strip_prefix("export ").unwrap_or(code).trim_start();
    let code = code.strip_prefix("declare ").unwrap_or(code).trim_start();
    let named = |word: &str| code.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    (named("interface") || named("type")).then_some(code)
}

#[derive(Debug, PartialEq, Eq)]
struct Statement<'a> {
    comment: Option<&'a str>,
    code: &'a str,
}

/// Splits a declaration file into its top-level statements, each with the doc comment before it.
fn statements(text: &str) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    let mut comment = None;
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let length = comment_length(rest);
        if length > 0 {
            comment = rest.starts_with("/**").then(|| rest[..length].trim_end());
            rest = rest[length..].trim_start();
        } else {
            let length = statement_length(rest);
            found.push(Statement { comment: comment.take(), code: rest[..length].trim_end() });
            // What ends with a body may have a needless `;` behind it.
            rest = rest[length..].trim_start_matches([';', ' ', '\t', '\r', '\n']);
        }
    }
    found
}

/// How long the comment at the start is; 0 when there is none.
fn comment_length(text: &str) -> usize {
    if let Some(rest) = text.strip_prefix("/*") {
        rest.find("*/").map_or(text.len(), |at| at + "/**/".len())
    } else if text.starts_with("//") {
        text.find('\n').map_or(text.len(), |at| at + 1)
    } else {
        0
    }
}

/// How long the statement at the start is: up to the `;` outside all brackets, or up to the brace
/// that closes the body of what needs no `;`.
fn statement_length(text: &str) -> usize {
    let ends_with_body = ends_with_body(text);
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let comment = comment_length(&text[at..]);
        if comment > 0 {
            at += comment;
            continue;
        }
        at += match c {
            '"' | '\'' | '`' => string_length(&text[at..], c),
            _ => c.len_utf8(),
        };
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (c == ';' || (c == '}' && ends_with_body)) {
            return at;
        }
    }
    text.len()
}

fn ends_with_body(code: &str) -> bool {
    code.split(|c: char| !is_word(c))
        .find(|word| !matches!(*word, "export" | "declare" | "abstract" | "default" | "const" | ""))
        .is_some_and(|word| matches!(word, "interface" | "class" | "namespace" | "enum" | "module"))
}

/// How long the string literal at the start is, its quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"/* tslint:disable */
/* eslint-disable */
/**
 * An action on a card; "a } in text".
 */
export type Action = "freeze" | "set;Pin" | '{';

/** What became of it. */
export interface Outcome {
    /** Not ; the end } of it. */
    result: "completed" | "accepted";
    nested: { a: string; b: (x: number) => void }; // } a comment
}
export type Shape = { kind: "a"; at: [number, string] } | { kind: "b" };
type Inner = Array<{ a: 1 }>

;
/** The raw client. */
export class Client {
  private constructor();
  free(): void;
  freeze(id: string): Promise<any>;
}

export function start(): void;
export const interfaceLike: number;
declare interface Last { a: 1 }
"#;

    #[test]
    fn data_is_kept_with_its_comments_and_the_rest_dropped() {
        let kept = types(SAMPLE);
        assert!(kept.contains("/** An action on a card; \"a } in text\". */\nexport type Action"));
        assert!(kept.contains("export type Action = \"freeze\" | \"set;Pin\" | '{';"));
        assert!(kept.contains("/** What became of it. */\nexport interface Outcome {"));
        assert!(kept.contains("nested: { a: string; b: (x: number) => void }; // } a comment\n}"));
        assert!(kept.contains("| { kind: \"b\" };"));
        assert!(kept.contains("export type Inner = Array<{ a: 1 }>"));
        assert!(kept.ends_with("export interface Last { a: 1 }\n"));
        for raw in ["Client", "function", "free()", "interfaceLike", "tslint", "export export"] {
            assert!(!kept.contains(raw), "{raw}");
        }
    }

    #[test]
    fn what_is_kept_is_written_as_if_by_hand() {
        let long = "\"a_word_of_some_length\"";
        let text = format!(
            "export interface A {{\n    /**\n     * One line.\n     */\n    a: {{\n        b: 1;\n    }};\n}}\n\
             export type B =\n    | 1\n    | 2;\nexport type C = {};\n",
            [long; 6].join(" | ")
        );
        let kept = types(&text);
        assert!(kept.contains("{\n  /** One line. */\n  a: {\n    b: 1;\n  };\n}\n"), "{kept}");
        assert!(kept.contains("export type B =\n  | 1\n  | 2;\n"), "{kept}");
        assert!(kept.contains(&format!("export type C =\n  | {long}\n  | {long}\n")), "{kept}");
    }

    #[test]
    fn an_example_for_rust_is_not_told_in_typescript() {
        let made = types(
            "/**\n * A state.\n *\n * In two parts,\n * so:\n *\n * ```\n * use it;\n * ```\n * More.\n */\nexport type A = 1;\n/**\n * Alone.\n *\n * ```\n * use it;\n * ```\n */\nexport type B = 2;",
        );
        assert!(made.ends_with(
            "\n/** A state. */\nexport type A = 1;\n\n/** Alone. */\nexport type B = 2;\n"
        ));
    }

    #[test]
    fn a_comment_belongs_to_the_statement_after_it_only() {
        let found = statements("/** one */\nexport type A = 1;\nexport type B = 2;");
        assert_eq!(found[0].comment, Some("/** one */"));
        assert_eq!(found[1], Statement { comment: None, code: "export type B = 2;" });
    }

    #[test]
    fn defined_names() {
        let kept = types(SAMPLE);
        assert!(defines(&kept, "Action") && defines(&kept, "Outcome"));
        assert!(!defines(&kept, "Act") && !defines(&kept, "Client"));
    }

    #[test]
    fn broken_text_ends() {
        for broken in ["/* open", "export interface A {", "export type A = \"", "}", ";", ""] {
            let _ = types(broken);
        }
    }
}
