//! JSON as a tree. The host reads JSON text with what it has for that; writing it is ours,
//! so that an archive is the same text everywhere.

use std::fmt::Write;

use jiff::civil::Date;

/// A JSON value. Members keep their order.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Tree {
    /// null, and what is not there.
    #[default]
    Null,
    /// true or false.
    Bool(bool),
    /// A number. Archives have none but counts: amounts and money are text.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// Named members.
    Map(Vec<(String, Tree)>),
}

static NULL: Tree = Tree::Null;

impl Tree {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A member by its name; null where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &Self {
        match self {
            Self::Map(members) => {
                let found = members.iter().find(|(known, _)| known == name);
                found.map_or(&NULL, |(_, member)| member)
            }
            _ => &NULL,
        }
    }

    /// The members of a list; none of anything else.
    #[must_use]
    pub fn list(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }

    /// Whether it is null or not there.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A text that is not empty, without the spaces around it.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// Whether it says yes: true, 1 or "1".
    #[must_use]
    pub fn is_yes(&self) -> bool {
        match self {
            Self::Bool(yes) => *yes,
            _ => self.as_scaled(0) == Some(1),
        }
    }

    /// A number, or a text that is one, as an integer of 10^-`digits`, to the nearest.
    #[must_use]
    pub fn as_scaled(&self, digits: u32) -> Option<i64> {
        let number = match self {
            Self::Number(number) => *number,
            Self::Text(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        let scaled = number * f64::from(10_u32.checked_pow(digits)?);
        // Beyond this a number does not know its last digit.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        (scaled.abs() < EXACT).then(|| scaled.round() as i64)
    }

    /// A civil date, "2026-11-29"; a time behind it is left away.
    #[must_use]
    pub fn as_date(&self) -> Option<Date> {
        let text = self.as_text()?;
        text.get(..10)?.parse().ok()
    }

    /// The JSON text, a member of the outer two levels on a line each.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Self::Number(number) if number.is_finite() => {
                // A string takes whatever is written to it.
                write!(out, "{number}").ok();
            }
            Self::Number(_) => out.push_str("null"),
            Self::Text(text) => quote(text, out),
            Self::List(list) => {
                let write = |member: &Self, out: &mut String| member.write(out, depth + 1);
                members(out, depth, ('[', ']'), list, write);
            }
            Self::Map(named) => {
                let write = |(name, member): &(String, Self), out: &mut String| {
                    quote(name, out);
                    out.push_str(": ");
                    member.write(out, depth + 1);
                };
                members(out, depth, ('{', '}'), named, write);
            }
        }
    }
}

impl<T: Into<Tree>> From<Option<T>> for Tree {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Writes what stands between two brackets.
fn members<T>(
    out: &mut String,
    depth: usize,
    (open, close): (char, char),
    members: &[T],
    write: impl Fn(&T, &mut String),
) {
    let lines = depth < 2 && !members.is_empty();
    let space = if lines { "\n" } else { "" };
    out.push(open);
    for (position, member) in members.iter().enumerate() {
        if position > 0 {
            out.push_str(if lines { "," } else { ", " });
        }
        out.push_str(space);
        write(member, out);
    }
    out.push_str(space);
    out.push(close);
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Control characters, and the two line ends that break a script.
            '\0'..='\u{1f}' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                write!(out, "\\u{:04x}", u32::from(letter)).ok();
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The tree of a JSON text, read as a host reads it.
    pub(crate) fn parse(text: &str) -> Option<Tree> {
        serde_json::from_str(text).ok().map(from_value)
    }

    fn from_value(value: serde_json::Value) -> Tree {
        use serde_json::Value;
        match value {
            Value::Null => Tree::Null,
            Value::Bool(yes) => Tree::Bool(yes),
            Value::Number(number) => Tree::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => Tree::Text(text),
            Value::Array(list) => Tree::List(list.into_iter().map(from_value).collect()),
            Value::Object(map) => {
                let members = map.into_iter();
                Tree::Map(
                    members
                        .map(|(name, value)| (name, from_value(value)))
                        .collect(),
                )
            }
        }
    }

    #[test]
    fn what_is_written_is_json_and_is_read_back() {
        let hard = "quote \" back \\ line \n tab \t bell \u{7} del \u{7f} ls \u{2028} 🥬";
        let tree = Tree::Map(vec![
            ("a".to_owned(), Tree::text(hard)),
            (
                "b\"".to_owned(),
                Tree::List(vec![Tree::Null, Tree::Bool(true)]),
            ),
            ("c".to_owned(), Tree::Number(1.5)),
            ("d".to_owned(), Tree::List(Vec::new())),
        ]);
        assert_eq!(parse(&tree.to_json()), Some(tree));
    }

    #[test]
    fn numbers_may_be_texts_and_end_where_they_are_not_exact() {
        assert_eq!(Tree::Number(2.5).as_scaled(3), Some(2_500));
        assert_eq!(Tree::text(" 0.25 ").as_scaled(3), Some(250));
        assert_eq!(Tree::Number(0.1 + 0.2).as_scaled(3), Some(300));
        assert_eq!(Tree::Number(1e300).as_scaled(3), None);
        assert_eq!(Tree::Number(f64::NAN).as_scaled(3), None);
        assert_eq!(Tree::text("many").as_scaled(3), None);
    }

    #[test]
    fn a_date_may_have_a_time_behind_it() {
        let day = jiff::civil::date(2026, 1, 5);
        assert_eq!(Tree::text("2026-01-05").as_date(), Some(day));
        assert_eq!(Tree::text("2026-01-05 23:59:59").as_date(), Some(day));
        assert_eq!(Tree::text("2026-13-05").as_date(), None);
        assert_eq!(Tree::text("é2026-01-05").as_date(), None);
    }
}
