//! Codes that nobody has named yet: they wait on this device.

use pantry::barcode::Scanned;

use crate::host::browser::{set_setting, setting};

const SETTING: &str = "barcodes-later";

/// More than anybody carries home at once; the oldest go first.
const MOST: usize = 60;

/// The codes that wait, the newest first.
pub fn waiting() -> Vec<Scanned> {
    read(&setting(SETTING).unwrap_or_default())
}

/// Puts a code in front, and gives all.
pub fn put(code: &Scanned) -> Vec<Scanned> {
    let mut codes = waiting();
    codes.retain(|own| own != code);
    codes.insert(0, code.clone());
    codes.truncate(MOST);
    keep(&codes);
    codes
}

/// Takes a code away, and gives the rest.
pub fn take(code: &Scanned) -> Vec<Scanned> {
    let mut codes = waiting();
    codes.retain(|own| own != code);
    keep(&codes);
    codes
}

fn keep(codes: &[Scanned]) {
    let digits: Vec<&str> = codes.iter().map(Scanned::digits).collect();
    set_setting(
        SETTING,
        Some(&digits.join(" "))
            .filter(|text| !text.is_empty())
            .map(|text| text.as_str()),
    );
}

fn read(text: &str) -> Vec<Scanned> {
    text.split_whitespace().filter_map(Scanned::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_code_any_more_is_left_out() {
        let codes = read("4006381333931 nonsense 2001234567893 036000291452");
        let digits: Vec<&str> = codes.iter().map(Scanned::digits).collect();
        assert_eq!(digits, ["4006381333931", "2001234567893", "036000291452"]);
    }
}
