//! The options of one operation of one issuer, as an interface or the name of one.

use super::fields::{Field, Fields, Group, Need};
use super::{text, title};
use crate::operations::Operation;
use anyhow::Result;
use std::fmt::Write;

pub struct Options {
    /// The type of the argument.
    pub name: String,
    /// Whether the argument must be there.
    pub is_required: bool,
    /// What declares the type, where it is the operation's own.
    pub declared: String,
    pub fields: Fields,
}

impl Options {
    pub fn of(row: &Operation<'_>) -> Result<Self> {
        let fields = Fields::read(row.issuer, row.name, row.fields)?;
        let base = base(row);
        let is_required = fields.is_required();
        if fields.own.is_empty() {
            let (name, declared) = (base.to_owned(), String::new());
            return Ok(Self { name, is_required, declared, fields });
        }
        let name = format!("{}{}Options", text::capital(row.issuer), text::capital(row.name));
        let about = format!("The options of `{}` at {}.", row.name, title(row.issuer));
        let declared = declared(&name, base, &about, &fields.own);
        Ok(Self { name, is_required, declared, fields })
    }

    /// The argument of a method.
    pub fn argument(&self, more: &str) -> String {
        let mark = if self.is_required { "" } else { "?" };
        format!("options{mark}: {}{more}", self.name)
    }
}

fn base(row: &Operation<'_>) -> &'static str {
    match row.kind {
        _ if row.image => "ActionOptions",
        "write" => "ChangeOptions",
        _ => "CallOptions",
    }
}

fn declared(name: &str, base: &str, about: &str, fields: &[Field]) -> String {
    let choices = choices(fields);
    let mut about = vec![about.to_owned()];
    if fields.iter().any(|field| field.need == Need::OneOf) {
        let names = fields.iter().filter(|field| field.need == Need::OneOf);
        let names: Vec<String> = names.map(|field| format!("`{}`", field.name)).collect();
        about.push(format!("At least one of {} is needed.", names.join(", ")));
    }
    let about = text::doc(0, &about);
    if choices.is_empty() {
        return about + &interface(name, base, fields);
    }
    let plain = name.replace("Options", "Fields");
    let of_fields = text::doc(0, &[format!("What {name} has in any case.")]);
    let choices: String = choices.iter().fold(String::new(), |all, choice| all + "\n  | " + choice);
    format!(
        "{of_fields}{}\n{about}export type {name} = {plain} & ({choices}\n);\n",
        interface(&plain, base, fields)
    )
}

/// What one of several members, or a member that another asks for, leaves to choose from.
fn choices(fields: &[Field]) -> Vec<String> {
    let mut choices = Vec::new();
    for field in fields {
        match &field.need {
            Need::OneOf => choices.push(format!("{{ {}: {} }}", field.name, field.of)),
            Need::Where(other, value) => {
                choices.push(format!("{{ {other}: \"{value}\"; {}: {} }}", field.name, field.of));
                let others = fields.iter().filter(|field| field.name == *other);
                let literal = format!("\"{value}\"");
                let rest =
                    others.flat_map(|field| field.of.split(" | ")).filter(|word| *word != literal);
                choices.push(format!("{{ {other}: {} }}", rest.collect::<Vec<_>>().join(" | ")));
            }
            Need::Always | Need::Never => {}
        }
    }
    choices
}

/// An interface without a comment.
pub fn interface(name: &str, base: &str, fields: &[Field]) -> String {
    let mut declared = format!("export interface {name} extends {base} {{\n");
    declared += &members(fields);
    declared + "}\n"
}

fn members(fields: &[Field]) -> String {
    let mut declared = String::new();
    for field in fields {
        declared += &text::doc(2, &[field.words.to_owned()]);
        let of = &field.of;
        let _ = match field.need {
            Need::Always => writeln!(declared, "  {}: {of};", field.name),
            _ => writeln!(declared, "  {}?: {of} | undefined;", field.name),
        };
    }
    declared
}

/// The interface of members in an object of their own.
pub fn group(issuer: &str, group: &Group) -> String {
    let name = &group.interface;
    let inner = name.strip_prefix(&text::capital(issuer)).unwrap_or(name);
    let about = match inner {
        "Kyc" => format!("Who a cardholder is, as {} asks for it.", title(issuer)),
        _ => format!("An address, as {} takes it.", title(issuer)),
    };
    let members = members(&group.fields);
    format!("{}export interface {name} {{\n{members}}}\n", text::doc(0, &[about]))
}
