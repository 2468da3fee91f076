//! What was bought and what was done: receipts and the journal.

use jiff::Timestamp;
use pantry::household::{self, Household, What};
use pantry::id::LotId;
use serde::Serialize;
use sync::{ReplicaId, TxnId};
use utoipa::ToSchema;

use super::{Day, Lot, Price};
use crate::identity::hex;
use crate::identity::is_hex;

/// A receipt that was accepted.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Receipt)]
pub struct Receipt {
    /// Its id.
    pub id: String,
    /// The shop.
    pub merchant: Option<String>,
    /// Where the shop is.
    pub address: Option<String>,
    /// The day of the purchase.
    pub date: Option<Day>,
    /// The time of the purchase: `18:05`.
    pub time: Option<String>,
    /// The currency of its amounts.
    pub currency: Option<String>,
    /// The tax.
    pub tax: Option<Price>,
    /// What was paid.
    pub total: Option<Price>,
    /// The SHA-256 of each photo: `/api/v1/blobs/{sha256}` has it.
    pub photos: Vec<String>,
}

impl From<&household::Receipt> for Receipt {
    fn from(receipt: &household::Receipt) -> Self {
        let photos = receipt.images.iter();
        Self {
            id: receipt.id.to_string(),
            merchant: receipt.merchant.clone(),
            address: receipt.address.clone(),
            date: receipt.date.map(Day),
            time: receipt
                .time
                .map(|time| format!("{:02}:{:02}", time.hour(), time.minute())),
            currency: receipt.currency.map(|currency| currency.code().to_owned()),
            tax: receipt.tax.map(Price::from),
            total: receipt.total.map(Price::from),
            photos: photos.map(|photo| hex(&photo.sha256)).collect(),
        }
    }
}

/// A receipt with what stands on it.
#[derive(Serialize, ToSchema)]
pub struct ReceiptDetail {
    /// The receipt.
    pub receipt: Receipt,
    /// What was bought, used up since or not, in the order of the lines.
    pub lots: Vec<Lot>,
}

impl ReceiptDetail {
    /// A receipt with what stands on it.
    pub fn of(household: &Household, receipt: &household::Receipt) -> Self {
        let lots = household.lots_on(receipt.id).into_iter();
        Self {
            receipt: receipt.into(),
            lots: lots.map(|lot| Lot::of(household, lot)).collect(),
        }
    }
}

/// Something that somebody did.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = JournalEntry, example = json!({
    "id": "00000000000000070000000000000001", "at": "2026-11-30T18:05:09Z",
    "by": "Kitchen", "did": "used", "lots": ["0192f0c1a2b37d0e8f10111213141516"],
    "undone": false
}))]
pub struct JournalEntry {
    /// Its id, by which it is undone.
    pub id: String,
    /// When it was done.
    pub at: String,
    /// What the device or the key is called that did it, if that is known.
    pub by: Option<String>,
    /// What was done: `purchased`, `added`, `increased`, `used`, `discarded`, `moved`,
    /// `frozen`, `thawed`, `opened`, `split`, `counted`, `edited`, `deleted`, `listed`,
    /// `ticked`, `unticked`, `unlisted`, `undid`, `redid`, or `other`. There may be more.
    pub did: String,
    /// The lots that it was done to.
    pub lots: Vec<String>,
    /// Whether it was undone.
    pub undone: bool,
}

impl JournalEntry {
    /// An entry, with what the writers are called.
    pub fn of(entry: &household::Entry, name: impl Fn(ReplicaId) -> Option<String>) -> Self {
        let (did, lots) = did(&entry.what);
        let at = Timestamp::from_millisecond(entry.at.unix_ms()).unwrap_or_default();
        Self {
            id: write_txn(entry.txn),
            at: at.strftime("%FT%TZ").to_string(),
            by: name(entry.replica),
            did: did.to_owned(),
            lots: lots.iter().map(LotId::to_string).collect(),
            undone: entry.undone,
        }
    }
}

/// A transaction as an id: its author and its first number, 16 hexadecimal digits each.
pub fn write_txn(txn: TxnId) -> String {
    format!("{:016x}{:016x}", txn.replica.0, txn.first)
}

/// The transaction of an id.
pub fn read_txn(text: &str) -> Option<TxnId> {
    let digits = is_hex(text, 32).then(|| u128::from_str_radix(text, 16).ok())??;
    Some(TxnId {
        replica: ReplicaId((digits >> 64) as u64),
        first: digits as u64,
    })
}

fn did(what: &What) -> (&'static str, Vec<LotId>) {
    match what {
        What::Purchased { lots, .. } => ("purchased", lots.clone()),
        What::Added { lot, .. } => ("added", vec![*lot]),
        What::Increased { lot, .. } => ("increased", vec![*lot]),
        What::Consumed { lots } => ("used", lots.iter().map(|(lot, _)| *lot).collect()),
        What::Discarded { lots, .. } => ("discarded", lots.iter().map(|(lot, _)| *lot).collect()),
        What::Moved { lot, .. } => ("moved", vec![*lot]),
        What::Frozen { lot } => ("frozen", vec![*lot]),
        What::Thawed { lot } => ("thawed", vec![*lot]),
        What::Opened { lot } => ("opened", vec![*lot]),
        What::Split { lot, part } => ("split", vec![*lot, *part]),
        What::Counted { .. } => ("counted", Vec::new()),
        What::EditedLot { lot } | What::EditedBrand { lot } | What::EditedSize { lot } => {
            ("edited", vec![*lot])
        }
        What::EditedItem { .. }
        | What::AddedPlace { .. }
        | What::EditedPlace { .. }
        | What::AddedCategory { .. }
        | What::EditedCategory { .. }
        | What::EditedHabits
        | What::EditedShelfLife { .. }
        | What::EditedEntry { .. }
        | What::MergedEntries { .. } => ("edited", Vec::new()),
        What::AddedRecipe { .. } => ("added", Vec::new()),
        What::EditedRecipe { .. } | What::SeveralRecipes { .. } => ("edited", Vec::new()),
        What::DeletedRecipe { .. } => ("deleted", Vec::new()),
        What::DeletedLot { lot } => ("deleted", vec![*lot]),
        What::DeletedItem { .. } | What::DeletedPlace { .. } | What::DeletedCategory { .. } => {
            ("deleted", Vec::new())
        }
        What::Several { lots } => ("edited", lots.clone()),
        What::SeveralItems { .. } => ("edited", Vec::new()),
        What::Listed { .. } => ("listed", Vec::new()),
        What::Ticked { .. } => ("ticked", Vec::new()),
        What::Unticked { .. } => ("unticked", Vec::new()),
        What::Unlisted { .. } => ("unlisted", Vec::new()),
        What::Undid { .. } => ("undid", Vec::new()),
        What::Redid { .. } => ("redid", Vec::new()),
        What::AddedSample | What::RemovedSample | What::Other => ("other", Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_action_is_read_back() {
        let txn = TxnId {
            replica: ReplicaId(u64::MAX - 1),
            first: 7,
        };
        assert_eq!(read_txn(&write_txn(txn)), Some(txn));
        for wrong in ["", "7", &"g".repeat(32), &"é".repeat(16)] {
            assert_eq!(read_txn(wrong), None, "{wrong}");
        }
    }
}
