//! Whether a receipt that lies on its side or its head is found to: every held-out scan in
//! all four quarter turns, as a JPEG without EXIF.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::engine::Engine;
use super::report::round;
use super::variants::TURNS;

/// Reads every receipt in every turn with ours; prints the shares of turns found right.
pub fn measure(ours: &mut dyn Engine, folder: &Path, ids: &[String]) -> Result<Value> {
    let mut right = [0; TURNS.len()];
    let mut wrong = Vec::new();
    for (i, id) in ids.iter().enumerate() {
        eprint!("\rorientation {} of {} {id}    ", i + 1, ids.len());
        let file = folder.join(format!("{id}.jpg"));
        let scan = std::fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        for (turned, variant) in TURNS.iter().enumerate() {
            let seen = ours.read(&file, &variant.bytes(id, scan.clone())?)?;
            if seen.turns == Some(back(turned)) {
                right[turned] += 1;
            } else {
                wrong.push(json!({ "receipt": id, "turned": turned, "found": seen.turns }));
            }
        }
    }
    eprintln!();
    let share = |hits: usize, of: usize| hits as f64 / of.max(1) as f64;
    for (turned, variant) in TURNS.iter().enumerate() {
        let found = share(right[turned], ids.len());
        println!("{:<13} turn found right {found:>6.3}", variant.name);
    }
    let all = share(right.iter().sum(), ids.len() * TURNS.len());
    println!("{:<13} turn found right {all:>6.3}", "all turns");
    Ok(json!({
        "receipts": ids.len(),
        "right": round(all),
        "right_by_turn": right.map(|hits| round(share(hits, ids.len()))),
        "wrong": wrong,
    }))
}

/// The quarter turns with the clock that undo so many.
fn back(turned: usize) -> u8 {
    ((TURNS.len() - turned) % TURNS.len()) as u8
}

#[cfg(test)]
mod tests {
    use super::back;

    #[test]
    fn a_turn_and_the_way_back_make_a_whole() {
        assert_eq!([0, 1, 2, 3].map(back), [0, 3, 2, 1]);
    }
}
