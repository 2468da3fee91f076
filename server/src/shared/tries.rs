//! Tries that went wrong, by the rule of [`crate::accounts::attempts`]: of each one it is kept
//! how many they are, up to when they were forgiven, when the last one began, and until when
//! another one has to wait. What is kept under is a hash, and says nothing of anybody.

use std::sync::LazyLock;
use std::time::Duration;

use redis::Script;

use super::Shared;
use super::count::START;
use crate::accounts::attempts::{FORGET_MS, FORGIVE_MS, LONGEST_MS};
use crate::identity::hex;

/// Answers how long to wait; else it counts for all keys.
static BEGIN: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local began, longest, forgive, forget = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local counts, wait = {}, 0
for place, key in ipairs(KEYS) do
    local kept = redis.call('HMGET', key, 'wrong', 'aged', 'until')
    counts[place] = {tonumber(kept[1] or 0), tonumber(kept[2] or now)}
    wait = math.max(wait, tonumber(kept[3] or 0) - now)
end
if wait > 0 then
    return math.min(wait, longest)
end
for place, key in ipairs(KEYS) do
    local wrong, aged = counts[place][1], counts[place][2]
    local hours = math.max(0, math.floor((now - aged) / forgive))
    wrong = math.max(0, wrong - hours) + 1
    local more = wrong - tonumber(ARGV[4 + place])
    local waits = 0
    if more >= 0 then
        waits = math.min(1000 * 2 ^ math.min(more, 20), longest)
    end
    redis.call('HSET', key, 'wrong', wrong, 'began', began,
        'aged', string.format('%.0f', aged + hours * forgive),
        'until', string.format('%.0f', now + waits))
    redis.call('PEXPIRE', key, forget)
end
return 0
",
    )
});

/// A try that began then does not count.
static GIVE_BACK: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
for _, key in ipairs(KEYS) do
    local kept = redis.call('HMGET', key, 'wrong', 'began')
    if kept[1] then
        redis.call('HSET', key, 'wrong', math.max(0, tonumber(kept[1]) - 1))
        if kept[2] == ARGV[1] then
            redis.call('HSET', key, 'until', 0)
        end
    end
end
return 0
",
    )
});

fn key(of: &[u8; 32]) -> String {
    format!("{START}:tries:{}", hex(of))
}

impl Shared {
    /// Counts a try for all of these, each with how many cost nothing: how long to wait, if it
    /// comes too soon. `None` while Redis is away.
    pub async fn try_begins(
        &self,
        whose: &[([u8; 32], u32)],
        began_ms: i64,
    ) -> Option<Option<Duration>> {
        let mut call = BEGIN.prepare_invoke();
        call.arg(began_ms).arg(LONGEST_MS);
        call.arg(FORGIVE_MS).arg(FORGET_MS);
        for (of, free) in whose {
            call.key(key(of)).arg(*free);
        }
        let wait: u64 = self
            .ask(|mut connection| async move { call.invoke_async(&mut connection).await })
            .await?;
        Some((wait > 0).then(|| Duration::from_millis(wait)))
    }

    /// The try that began then does not count.
    pub async fn try_counts_not(&self, whose: &[([u8; 32], u32)], began_ms: i64) {
        let mut call = GIVE_BACK.prepare_invoke();
        call.arg(began_ms);
        for (of, _) in whose {
            call.key(key(of));
        }
        self.ask(|mut connection| async move { call.invoke_async::<()>(&mut connection).await })
            .await;
    }

    /// None counts any more.
    pub async fn tries_are_over(&self, of: &[u8; 32]) {
        let forget = redis::Cmd::del(key(of));
        self.ask(|mut connection| async move { forget.query_async::<()>(&mut connection).await })
            .await;
    }
}
