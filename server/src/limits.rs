//! How much one device, one member or one household may ask for.
//!
//! The limits are far above what people do, and below what one broken or hostile device
//! would need to be a trouble to others. Whoever is over one is told when to come again,
//! and loses nothing: what it wanted to send is on its own disk.

pub mod measure;

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use clap::Args;
use tokio::sync::Notify;

use crate::gateway::pace::Paces;
use crate::identity::Device;
use crate::shared::{Seat, Shared};
use measure::Measure;

/// What may be set.
#[derive(Args, Clone, Copy, Debug)]
#[group(id = "limits")]
pub struct Settings {
    /// Pushes of one device in a minute, each of up to 500 changes; those of a minute may
    /// come at once.
    #[arg(
        long,
        env = "LARDER_PUSHES_A_MINUTE",
        default_value = "240",
        value_name = "NUMBER"
    )]
    pub pushes_a_minute: NonZeroU32,
    /// What one key or device may ask for of the API in a minute; those of a minute may come at
    /// once.
    #[arg(
        long,
        env = "LARDER_READS_A_MINUTE",
        default_value = "100",
        value_name = "NUMBER"
    )]
    pub reads_a_minute: NonZeroU32,
    /// What one key or device may write by the API in a minute; several actions at once are one.
    #[arg(
        long,
        env = "LARDER_WRITES_A_MINUTE",
        default_value = "50",
        value_name = "NUMBER"
    )]
    pub writes_a_minute: NonZeroU32,
    /// How often one key or device may ask in a minute what can be cooked: all recipes are compared
    /// with all food.
    #[arg(
        long,
        env = "LARDER_RECOMMENDATIONS_A_MINUTE",
        default_value = "20",
        value_name = "NUMBER"
    )]
    pub recommendations_a_minute: NonZeroU32,
    /// Requests for receipts' pictures, or pieces of them, of one device in a minute.
    #[arg(
        long,
        env = "LARDER_PICTURES_A_MINUTE",
        default_value = "600",
        value_name = "NUMBER"
    )]
    pub pictures_a_minute: NonZeroU32,
    /// Households that may be founded or joined, and accounts that may be made, signed in to,
    /// given new tokens or opened by letters, from one address in a minute, whether that
    /// succeeds or not. This machine's own address is not counted.
    #[arg(
        long,
        env = "LARDER_DOORS_A_MINUTE",
        default_value = "30",
        value_name = "NUMBER"
    )]
    pub doors_a_minute: NonZeroU32,
    /// Devices of one member that hear at once of what others write.
    #[arg(
        long,
        env = "LARDER_SOCKETS_A_MEMBER",
        default_value_t = 5,
        value_name = "NUMBER"
    )]
    pub sockets_a_member: usize,
    /// What one household may keep, in MiB; 128 at most, which is what a new device can
    /// be given.
    #[arg(
        long,
        env = "LARDER_HOUSEHOLD_MIB",
        default_value_t = 128,
        value_name = "MIB",
        value_parser = clap::value_parser!(u64).range(1..=128)
    )]
    pub household_mib: u64,
}

impl Default for Settings {
    fn default() -> Self {
        let many = |number: u32| NonZeroU32::MIN.saturating_add(number - 1);
        Self {
            pushes_a_minute: many(240),
            reads_a_minute: many(100),
            writes_a_minute: many(50),
            recommendations_a_minute: many(20),
            pictures_a_minute: many(600),
            doors_a_minute: many(30),
            sockets_a_member: 5,
            household_mib: 128,
        }
    }
}

impl Settings {
    /// What one household may keep, in bytes.
    pub fn household_bytes(&self) -> u64 {
        self.household_mib.saturating_mul(1024 * 1024)
    }
}

/// What is counted; cheap to clone.
#[derive(Clone)]
pub struct Limits {
    pushes: Arc<Measure>,
    most_sockets: usize,
    sockets: Arc<Mutex<Sockets>>,
    shared: Option<Shared>,
    /// What else is counted, request by request.
    pub paces: Arc<Paces>,
}

/// The open sockets by their member.
type Sockets = HashMap<[u8; 16], Vec<Open>>;

struct Open {
    device: [u8; 16],
    replaced: Arc<Notify>,
}

impl Limits {
    /// Counts from nothing.
    pub fn new(settings: &Settings) -> Self {
        Self::sharing(settings, None)
    }

    /// Counts together with other servers, where they share something.
    pub fn sharing(settings: &Settings, shared: Option<Shared>) -> Self {
        let pushes = Measure::new("pushes", settings.pushes_a_minute, shared.as_ref());
        Self {
            pushes: Arc::new(pushes),
            most_sockets: settings.sockets_a_member,
            sockets: Arc::default(),
            paces: Arc::new(Paces::new(settings, shared.as_ref())),
            shared,
        }
    }

    /// Counts pushes of a device.
    ///
    /// # Errors
    ///
    /// How long it has to wait, if these are too many now. None of them counts then.
    pub async fn push(&self, device: &Device, pushes: usize) -> Result<(), Duration> {
        self.count(device.id, pushes).await
    }

    /// Counts a write that a key or a device asks for by a request: it is a push, made here.
    ///
    /// # Errors
    ///
    /// As for [`Limits::push`].
    pub async fn write(&self, writer: [u8; 16]) -> Result<(), Duration> {
        self.count(writer, 1).await
    }

    async fn count(&self, writer: [u8; 16], pushes: usize) -> Result<(), Duration> {
        let pushes = u32::try_from(pushes).unwrap_or(u32::MAX);
        let Some(pushes) = NonZeroU32::new(pushes) else {
            return Ok(());
        };
        let standing = self.pushes.take_many(&writer, pushes).await;
        standing.wait.map_or(Ok(()), Err)
    }

    /// Takes a place for a socket. A device has one: another one of the same device, which
    /// it may have lost long before the server notices, ends.
    ///
    /// `None` if other devices of the member have all of them, on all servers that share that.
    pub async fn open(&self, device: &Device) -> Option<Place> {
        let mut place = self.open_here(device)?;
        if let Some(shared) = &self.shared {
            let seat = shared.seat(device.member, device.id, self.most_sockets);
            place.seat = Some(seat.await.ok()?);
        }
        Some(place)
    }

    fn open_here(&self, device: &Device) -> Option<Place> {
        let mut sockets = self.sockets();
        let open = sockets.entry(device.member).or_default();
        let is_other = |open: &Open| open.device != device.id;
        if open.iter().filter(|open| is_other(open)).count() >= self.most_sockets {
            return None;
        }
        open.retain(|open| {
            if !is_other(open) {
                open.replaced.notify_one();
            }
            is_other(open)
        });
        let replaced = Arc::new(Notify::new());
        open.push(Open {
            device: device.id,
            replaced: Arc::clone(&replaced),
        });
        Some(Place {
            member: device.member,
            replaced,
            limits: self.clone(),
            seat: None,
        })
    }

    /// How many sockets are open.
    pub fn open_sockets(&self) -> usize {
        self.sockets().values().map(Vec::len).sum()
    }

    /// Forgets those who have not asked for anything for long.
    pub fn tidy(&self) {
        self.pushes.tidy();
        self.paces.tidy();
    }

    fn sockets(&self) -> MutexGuard<'_, Sockets> {
        self.sockets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A socket's place, which is free again when this goes.
pub struct Place {
    member: [u8; 16],
    replaced: Arc<Notify>,
    limits: Limits,
    /// The same on all servers.
    seat: Option<Seat>,
}

impl Place {
    /// Waits until the same device has opened another socket here.
    pub async fn replaced(&self) {
        self.replaced.notified().await;
    }

    /// Says that it is still taken; `false` if the device has opened one on another server.
    pub async fn keep(&self) -> bool {
        match &self.seat {
            Some(seat) => seat.keep().await,
            None => true,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut sockets = self.limits.sockets();
        if let Some(open) = sockets.get_mut(&self.member) {
            open.retain(|open| !Arc::ptr_eq(&open.replaced, &self.replaced));
            if open.is_empty() {
                sockets.remove(&self.member);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pantry::policy::Role;
    use sync::codec::HouseholdId;

    fn device(id: u8, member: u8) -> Device {
        Device {
            id: [id; 16],
            household: HouseholdId([7; 16]),
            member: [member; 16],
            role: Role::Member,
        }
    }

    fn limits(pushes: u32, sockets: usize) -> Limits {
        Limits::new(&Settings {
            pushes_a_minute: NonZeroU32::new(pushes).expect("some"),
            sockets_a_member: sockets,
            ..Settings::default()
        })
    }

    #[tokio::test]
    async fn a_minutes_pushes_may_come_at_once_and_then_one_after_the_other() {
        let limits = limits(3, 1);
        assert_eq!(limits.push(&device(1, 1), 2).await, Ok(()));
        let wait = limits
            .push(&device(1, 1), 2)
            .await
            .expect_err("one is left");
        assert!(wait <= Duration::from_secs(20), "{wait:?}");
        assert_eq!(limits.push(&device(1, 1), 1).await, Ok(()));
        assert_eq!(
            limits.push(&device(2, 1), 3).await,
            Ok(()),
            "another device"
        );
        assert_eq!(
            limits.push(&device(1, 1), 0).await,
            Ok(()),
            "nothing to send"
        );
    }

    #[tokio::test]
    async fn more_than_a_minutes_pushes_in_one_request_are_not_refused_for_ever() {
        let limits = limits(3, 1);
        assert_eq!(limits.push(&device(1, 1), 64).await, Ok(()));
        assert!(limits.push(&device(1, 1), 1).await.is_err());
    }

    #[tokio::test]
    async fn a_place_is_free_again_when_its_socket_is_gone() {
        let limits = limits(1, 2);
        let first = limits.open(&device(1, 1)).await;
        let second = limits.open(&device(2, 1)).await;
        assert!(first.is_some() && second.is_some());
        assert!(limits.open(&device(3, 1)).await.is_none());
        assert!(limits.open(&device(4, 2)).await.is_some(), "another member");
        drop(first);
        assert!(limits.open(&device(3, 1)).await.is_some());
        drop(second);
        assert!(limits.sockets().is_empty(), "nothing is kept of them");
    }

    #[tokio::test]
    async fn a_device_that_comes_again_takes_its_own_place() {
        let limits = limits(1, 1);
        let lost = limits.open(&device(1, 1)).await.expect("a place");
        let again = limits.open(&device(1, 1)).await.expect("its own place");
        lost.replaced().await;
        drop(lost);
        assert!(
            limits.open(&device(2, 1)).await.is_none(),
            "the place is taken"
        );
        drop(again);
        assert!(limits.open(&device(2, 1)).await.is_some());
    }
}
