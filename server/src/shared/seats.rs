//! Which devices are there, on whichever server: each that has a socket has a seat, which is
//! free again some time after its server was heard of last.

use std::sync::LazyLock;
use std::time::Duration;

use redis::Script;

use super::Shared;
use super::count::START;
use crate::identity::hex;
use crate::random;

/// How long a seat is kept for a server that says nothing: three beats of a socket.
const KEPT: Duration = Duration::from_secs(75);

/// What stands of a device is until when, and who has the seat. Takes one, if not too many other
/// devices have one.
static TAKE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all, others = redis.call('HGETALL', KEYS[1]), 0
for place = 1, #all, 2 do
    if tonumber(string.match(all[place + 1], '^%d+')) <= now then
        redis.call('HDEL', KEYS[1], all[place])
    elseif all[place] ~= ARGV[1] then
        others = others + 1
    end
end
if others >= tonumber(ARGV[4]) then
    return 0
end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %s', now + ARGV[3], ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
",
    )
});

/// Keeps one, or takes it again where it was forgotten; 0 where somebody else has it.
static KEEP: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held and string.match(held, ' (.*)$') ~= ARGV[2] then
    return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %s', now + ARGV[3], ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
",
    )
});

/// Gives one up, unless somebody else has it by now.
static LEAVE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held and string.match(held, ' (.*)$') == ARGV[2] then
    redis.call('HDEL', KEYS[1], ARGV[1])
end
return 1
",
    )
});

/// A device's seat, which is free again when this goes.
pub struct Seat {
    shared: Shared,
    key: String,
    device: String,
    /// Who has it.
    holder: String,
}

impl Shared {
    /// Takes a seat for a device: it has one on all servers together.
    ///
    /// # Errors
    ///
    /// If `most` other devices of the member have one.
    pub async fn seat(
        &self,
        member: [u8; 16],
        device: [u8; 16],
        most: usize,
    ) -> Result<Seat, Full> {
        let holder: [u8; 8] = random::bytes().unwrap_or_default();
        let seat = Seat {
            shared: self.clone(),
            key: format!("{START}:seats:{}", hex(&member)),
            device: hex(&device),
            holder: format!("{:016x}{}", self.0.own, hex(&holder)),
        };
        match seat.call(&TAKE, most).await {
            Some(false) => Err(Full),
            // While Redis is away it is taken at the first beat after that.
            Some(true) | None => Ok(seat),
        }
    }
}

/// Other devices have all seats.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Full;

impl Seat {
    /// Says that it is still taken; `false` if the device has come to another server since.
    pub async fn keep(&self) -> bool {
        self.call(&KEEP, 0).await.unwrap_or(true)
    }

    async fn call(&self, script: &Script, most: usize) -> Option<bool> {
        let mut call = script.key(&self.key);
        call.arg(&self.device).arg(&self.holder);
        call.arg(KEPT.as_millis() as u64).arg(most);
        self.shared
            .ask(|mut connection| async move { call.invoke_async(&mut connection).await })
            .await
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut call = LEAVE.key(&self.key);
        call.arg(&self.device).arg(&self.holder);
        let shared = self.shared.clone();
        // At the end of the process there is nobody to do it: the seat is free by itself soon.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                shared
                    .ask(|mut connection| async move {
                        call.invoke_async::<()>(&mut connection).await
                    })
                    .await
            });
        }
    }
}
