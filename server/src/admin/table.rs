//! What an administrator reads: columns under their names, or JSON.

use anyhow::Result;
use serde::Serialize;

/// Rows under the names of their columns, as wide as what stands in them.
pub fn table<const N: usize>(names: [&str; N], rows: &[[String; N]]) -> String {
    let plain: Vec<[String; N]> = rows
        .iter()
        .map(|row| row.each_ref().map(|cell| plain(cell)))
        .collect();
    let mut widths = names.map(|name| name.chars().count());
    for row in &plain {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |cells: [&str; N]| {
        let padded = cells.iter().zip(widths);
        let padded = padded.map(|(cell, width)| format!("{cell:width$}"));
        let line = padded.collect::<Vec<_>>().join("  ");
        format!("{}\n", line.trim_end())
    };
    let head = line(names);
    let rows = plain
        .iter()
        .map(|row| line(row.each_ref().map(String::as_str)));
    std::iter::once(head).chain(rows).collect()
}

/// What people have typed, without what steers a terminal; a dash where there is nothing.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
    match text.is_empty() {
        true => "-".to_owned(),
        false => text,
    }
}

/// Something as JSON, for programs.
///
/// # Errors
///
/// Never, but for a bug.
pub fn json(what: &impl Serialize) -> Result<String> {
    Ok(format!("{}\n", serde_json::to_string_pretty(what)?))
}

/// Bytes as people read them.
pub fn size(bytes: i64) -> String {
    const KIB: i64 = 1024;
    const MIB: i64 = 1024 * KIB;
    match bytes {
        ..KIB => format!("{bytes} B"),
        KIB..MIB => format!("{} KiB", bytes / KIB),
        _ => format!("{} MiB", bytes / MIB),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_stands_in_them() {
        let rows = [
            ["a".to_owned(), "Küche\u{1b}[31m".to_owned()],
            ["long".to_owned(), String::new()],
        ];
        assert_eq!(
            table(["id", "name"], &rows),
            "id    name\na     Küche[31m\nlong  -\n"
        );
        assert_eq!(table(["id"], &[]), "id\n");
    }

    #[test]
    fn sizes_are_short() {
        for (bytes, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KiB"),
            (5 << 20, "5 MiB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
