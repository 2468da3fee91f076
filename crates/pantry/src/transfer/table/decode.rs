//! The text and the records of a table's bytes.

use csv_core::{ReadRecordResult, ReaderBuilder};

/// The text of a file: by its mark, else UTF-8, else as Windows writes western European.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        },
    }
}

fn wide(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let letters = char::decode_utf16(units);
    letters
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Latin-1, and what Windows has in place of its second control block (WHATWG Encoding,
/// index windows-1252).
fn windows_1252(byte: u8) -> char {
    const BLOCK: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => BLOCK[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// A record with the line of the text on which it begins, from 1.
pub(super) type Record = (usize, Vec<String>);

/// The records of a text; empty lines are none.
pub(super) fn records(text: &str, delimiter: u8, most: usize) -> Vec<Record> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut input = text.as_bytes();
    let mut found = Vec::new();
    let (mut bytes, mut ends) = (vec![0; 1_024], vec![0; 64]);
    let (mut written, mut ended) = (0, 0);
    let mut line = 1;
    while found.len() < most {
        if written == 0 && ended == 0 {
            // Line ends before a record are skipped with it.
            let skipped = input
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'));
            let skipped = skipped.filter(|byte| **byte == b'\n').count();
            line = usize::try_from(reader.line())
                .unwrap_or(usize::MAX)
                .saturating_add(skipped);
        }
        let (result, read, wrote, ends_wrote) =
            reader.read_record(input, &mut bytes[written..], &mut ends[ended..]);
        input = &input[read..];
        written += wrote;
        ended += ends_wrote;
        match result {
            // Everything is there from the start: an empty input says that it ends.
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => bytes.resize(bytes.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
            ReadRecordResult::Record => {
                found.push((line, fields(&bytes, &ends[..ended])));
                (written, ended) = (0, 0);
            }
            ReadRecordResult::End => break,
        }
    }
    found
}

fn fields(bytes: &[u8], ends: &[usize]) -> Vec<String> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let ranges = starts.zip(ends.iter().copied());
    let fields = ranges.map(|(start, end)| bytes.get(start..end).unwrap_or_default());
    fields
        .map(|field| String::from_utf8_lossy(field).trim().to_owned())
        .collect()
}
