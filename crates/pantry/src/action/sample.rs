//! Stocking an empty household with the sample one, and taking that away again.

use sync::Kind;

use super::Rejected;
use super::changes::Changes;
use crate::id::ReceiptId;
use crate::op::entity;
use crate::transfer::Parcel;

impl Changes<'_> {
    /// Takes the parcel in under the ids that [`plan`](super::plan) marks.
    pub(super) fn add_sample(&mut self, parcel: &Parcel) -> Result<(), Rejected> {
        let mut parcel = parcel.clone();
        for receipt in &mut parcel.receipts {
            receipt.id = ReceiptId::from_bytes((self.ids)());
        }
        self.import(&parcel)
    }

    /// Deletes what came with the sample household, whatever became of it since. Undoing how
    /// it came would also unname items that people have put something of their own into.
    pub(super) fn remove_sample(&mut self) {
        let sample = self.household.sample();
        for receipt in sample.receipts {
            self.write(entity::RECEIPT, receipt, Kind::Delete);
        }
        for lot in sample.lots {
            self.write(entity::LOT, lot, Kind::Delete);
        }
        for item in sample.items {
            self.write(entity::ITEM, item, Kind::Delete);
        }
        for entry in sample.entries {
            self.write(entity::SHOPPING, entry, Kind::Delete);
        }
    }
}
