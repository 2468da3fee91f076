//! Putting back what another one's change set aside.

use std::collections::BTreeMap;

use sync::{Field, Kind, Op, OpId};

use super::Rejected;
use super::changes::Changes;

impl Changes<'_> {
    /// Writes a field again as an op had written it.
    pub(super) fn restore(&mut self, id: OpId, field: Field) -> Result<(), Rejected> {
        let op = self.op(id)?;
        let Kind::Put(fields) = &op.kind else {
            return Err(Rejected::NoSuchAction);
        };
        let value = fields.get(&field).ok_or(Rejected::NoSuchAction)?;
        if self.household.state().field(op.entity, field) == Some(value) {
            return Err(Rejected::NothingChanged);
        }
        let put = Kind::Put(BTreeMap::from([(field, value.clone())]));
        self.write(op.entity_type, op.entity, put);
        Ok(())
    }

    /// Deletes an entity again.
    pub(super) fn delete_again(&mut self, id: OpId) -> Result<(), Rejected> {
        let op = self.op(id)?;
        if op.kind != Kind::Delete {
            return Err(Rejected::NoSuchAction);
        }
        if !self.household.state().is_alive(op.entity) {
            return Err(Rejected::NothingChanged);
        }
        self.write(op.entity_type, op.entity, Kind::Delete);
        Ok(())
    }

    fn op(&self, id: OpId) -> Result<Op, Rejected> {
        let op = self.household.state().op(id);
        op.cloned().ok_or(Rejected::NoSuchAction)
    }
}
