//! Which sign a receipt prints before its cents.

/// The sign that stands before two last digits most often.
pub(super) fn decimal(rows: &[String]) -> char {
    let (mut points, mut commas) = (0_usize, 0_usize);
    for row in rows {
        let bytes = row.as_bytes();
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        for at in 1..bytes.len() {
            let ends = digit(at - 1) && digit(at + 1) && digit(at + 2) && !digit(at + 3);
            let again = matches!(bytes.get(at + 3), Some(b'.' | b',')) && digit(at + 4);
            let dated = at >= 3 && matches!(bytes[at - 3], b'.' | b',')
                || at >= 2 && matches!(bytes[at - 2], b'.');
            match bytes[at] {
                b'.' if ends && !again && !dated => points += 1,
                b',' if ends && !again => commas += 1,
                _ => {}
            }
        }
    }
    if commas > points { ',' } else { '.' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_before_two_last_digits_wins_and_dates_do_not_count() {
        let of = |rows: &[&str]| decimal(&rows.iter().map(|r| (*r).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["BROT 1,07", "1.234,50", "04.12.24"]), ',');
        assert_eq!(of(&["BREAD 1.07", "1,234.50"]), '.');
        assert_eq!(of(&[]), '.');
    }
}
