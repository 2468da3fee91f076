//! How long the household keeps something, said by a person.

use sync::Field;

use super::Rejected;
use super::changes::Changes;
use crate::due;
use crate::location::PlaceKind;
use crate::op::stored::Fields;
use crate::op::{self, entity, shelf_life as field};
use crate::shelf_life::{MOST_DAYS, Opened, OwnDays, STATES, Subject};

/// So many lots get their new date in the same action.
const MOST_LOTS: usize = 500;

impl Changes<'_> {
    /// Says how many days something keeps there in this state; `None` leaves it to the table.
    pub(super) fn edit_shelf_life(
        &mut self,
        of: Subject,
        (place, state): (PlaceKind, Opened),
        days: Option<u16>,
    ) -> Result<(), Rejected> {
        if days.is_some_and(|days| days > MOST_DAYS) {
            return Err(Rejected::TooMuch);
        }
        let own = self.household.own_days(of).with(place, state, days);
        self.keep(&[(of, own)]);
        Ok(())
    }

    /// Leaves everything that was said of something to the table again.
    pub(super) fn reset_shelf_life(&mut self, of: Subject) {
        self.keep(&[(of, OwnDays::default())]);
    }

    /// Says how long things are kept; the estimated dates of their lots follow.
    pub(super) fn keep(&mut self, said: &[(Subject, OwnDays)]) {
        let new = said.iter().copied();
        let new: Vec<_> = new.filter(|(of, own)| self.write_days(*of, *own)).collect();
        if !new.is_empty() {
            self.estimate_all_again(&new);
        }
    }

    /// Writes what is said of one thing; whether that is something else than before.
    fn write_days(&mut self, of: Subject, own: OwnDays) -> bool {
        let was = self.household.own_days(of);
        let mut fields = Fields::default();
        for ((place, state), field) in STATES.into_iter().zip(field::DAYS) {
            let (was, now) = (was.at(place, state), own.at(place, state));
            if was != now {
                fields.replace(field, now.map(u32::from).as_ref());
            }
        }
        if fields.is_empty() {
            return false;
        }
        match of {
            Subject::Food(name) => fields.set_text(field::FOOD, name),
            Subject::Category(category) => fields.set(field::CATEGORY, &category),
        };
        self.put_new(entity::SHELF_LIFE, of.entity(), fields);
        true
    }

    /// Gives the lots their new date whose date is what was estimated for them until now.
    fn estimate_all_again(&mut self, said: &[(Subject, OwnDays)]) {
        const DATE: Field = op::lot::DATE;
        let household = self.household;
        let lives = household.lives_with(said);
        let meant = household.lots().filter_map(|lot| {
            let was = household.kind(lot)?;
            if !said.iter().any(|(of, _)| of.is_of(was)) {
                return None;
            }
            let place = household.place_kind(lot.place);
            let bought = lot.purchased.filter(|_| lot.frozen.is_none())?;
            if lot.date != due::estimated(was, place, bought) {
                return None;
            }
            let date = due::estimated(lives.apply(was), place, bought);
            (date != lot.date).then_some((lot.id, date))
        });
        let meant: Vec<_> = meant.take(MOST_LOTS).collect();
        for (lot, date) in meant {
            let mut fields = Fields::default();
            fields.replace(DATE, date.as_ref());
            self.put_new(entity::LOT, lot.into(), fields);
        }
    }
}
