//! Counting together: the rule of the limiter in this process, run by Redis itself with its own
//! clock, so that servers whose clocks differ agree.
//!
//! GCRA: each request takes a step of the minute; whoever is more than a minute's steps ahead of
//! the clock has asked too often. One number is kept of each, for as long as it says something.

use std::num::NonZeroU32;
use std::sync::LazyLock;
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{RedisResult, Script};

use super::Shared;
use crate::identity::hex;

/// A minute, in microseconds.
const MINUTE: u64 = 60_000_000;
/// What begins every key of ours.
pub(super) const START: &str = "larder";

/// Answers how many are left, and how long to wait where none was: it does not count then.
static COUNT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local step, most, count = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local ahead = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + count * step - now
if ahead > most * step then
    return {0, ahead - most * step}
end
redis.call('SET', KEYS[1], string.format('%.0f', now + ahead), 'PX', math.ceil(ahead / 1000))
return {math.floor((most * step - ahead) / step), 0}
",
    )
});

/// How it stands after something was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    /// How many are left.
    pub left: u32,
    /// How long to wait where too few were.
    pub wait: Option<Duration>,
}

async fn count(
    connection: &mut MultiplexedConnection,
    key: &str,
    most: NonZeroU32,
    count: NonZeroU32,
) -> RedisResult<Counted> {
    // Of a step so short that it is none nobody would notice anything.
    let step = (MINUTE / u64::from(most.get())).max(1);
    let mut call = COUNT.key(key);
    call.arg(step).arg(most.get()).arg(count.get());
    let (left, wait): (u32, u64) = call.invoke_async(connection).await?;
    Ok(Counted {
        left,
        wait: (wait > 0).then(|| Duration::from_micros(wait)),
    })
}

/// Whether Redis counts at all: one that only reads, or is full, is as good as away.
pub(super) async fn probe(connection: &mut MultiplexedConnection, own: u64) -> RedisResult<()> {
    let most = NonZeroU32::MAX;
    let key = format!("{START}:probe:{own:016x}");
    count(connection, &key, most, NonZeroU32::MIN).await?;
    Ok(())
}

impl Shared {
    /// Counts so many of somebody, of whom no more than `most` are to come in a minute; `None`
    /// while Redis is away.
    pub async fn count(
        &self,
        name: &str,
        who: &[u8; 16],
        most: NonZeroU32,
        so_many: NonZeroU32,
    ) -> Option<Counted> {
        let key = format!("{START}:limit:{name}:{}", hex(who));
        self.ask(|mut connection| async move { count(&mut connection, &key, most, so_many).await })
            .await
    }
}
