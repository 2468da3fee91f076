//! How often somebody may try: after a few tries that went wrong each one more has to wait
//! longer than the one before.
//!
//! Tries count for the account that they are for, there or not, from one network address and,
//! more patiently, from all those together from which it was never signed in to; and for the
//! network address. So nobody locks a person out of where they are at home. A try counts before it is judged, so that many at once are no way
//! around; one that succeeds does not count. Here all of it is in memory: a server that is started
//! anew has forgotten it, which nobody outside can bring about. Several servers count together by
//! [`super::tries`].

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::digest;
use crate::identity::hex;

/// The longest that anybody has to wait, in milliseconds: a quarter of an hour.
pub const LONGEST_MS: i64 = 15 * 60 * 1_000;
/// After so long without a try none counts any more, in milliseconds: a day.
pub const FORGET_MS: i64 = 24 * 60 * 60 * 1_000;
/// After so long one try less counts, in milliseconds: an hour.
pub const FORGIVE_MS: i64 = 60 * 60 * 1_000;
/// Whose tries are kept at most. Beyond it those that tried longest ago are forgotten: to get
/// there takes as many comparisons of passwords.
const MOST: usize = 50_000;

/// Whose tries are counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Whose {
    key: [u8; 32],
    /// Tries that cost nothing.
    free: u32,
}

impl Whose {
    /// Those for an account from one network address, by the e-mail address that was typed: who
    /// tries from elsewhere makes its person wait for nothing.
    pub fn account(email: &str, from: Self) -> Self {
        Self {
            key: digest(&format!("account {email} {}", hex(&from.key))),
            free: 5,
        }
    }

    /// Those for an account from wherever it was never signed in to: many who try from as many
    /// addresses are one.
    pub fn strangers(email: &str) -> Self {
        Self {
            key: digest(&format!("strangers {email}")),
            free: 50,
        }
    }

    /// Those from a network address, behind which there may be a whole household; of IPv6 the
    /// network is what one person has. This machine's own address makes nobody wait: behind a
    /// proxy on it that was not named there would be all the world.
    pub fn network(address: Option<IpAddr>) -> Self {
        let of = match address {
            Some(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
                Some(v4) => v4.to_string(),
                None => format!("{:?}", &v6.segments()[..4]),
            },
            Some(v4) => v4.to_string(),
            None => String::new(),
        };
        let is_here = address.is_some_and(|address| address.to_canonical().is_loopback());
        Self {
            key: digest(&format!("network {of}")),
            free: if is_here { u32::MAX } else { 30 },
        }
    }
}

impl Whose {
    /// What they are counted under.
    pub fn key(&self) -> [u8; 32] {
        self.key
    }

    /// How many tries cost nothing.
    pub fn free(&self) -> u32 {
        self.free
    }
}

#[derive(Clone, Copy, Default)]
struct Count {
    wrong: u32,
    /// Up to when tries were forgiven.
    aged_ms: i64,
    until_ms: i64,
    last_ms: i64,
}

/// Tries that went wrong; cheap to clone.
#[derive(Clone, Default)]
pub struct Attempts {
    counts: Arc<Mutex<HashMap<Whose, Count>>>,
}

impl Attempts {
    /// Counts a try.
    ///
    /// # Errors
    ///
    /// How long is to be waited, if it comes too soon. It does not count then.
    pub fn begin(&self, whose: &[Whose], now_ms: i64) -> Result<(), Duration> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let until = whose.iter().filter_map(|whose| counts.get(whose));
        let until = until.map(|count| count.until_ms).max().unwrap_or_default();
        if until > now_ms {
            // A clock that was set back makes nobody wait longer than the longest.
            let wait = (until - now_ms).min(LONGEST_MS);
            return Err(Duration::from_millis(wait.unsigned_abs()));
        }
        make_room(&mut counts, now_ms);
        for whose in whose {
            let count = counts.entry(*whose).or_default();
            if now_ms.saturating_sub(count.last_ms) > FORGET_MS {
                *count = Count {
                    aged_ms: now_ms,
                    ..Count::default()
                };
            }
            let gone = now_ms.saturating_sub(count.aged_ms).max(0) / FORGIVE_MS;
            let forgiven = u32::try_from(gone).unwrap_or(u32::MAX);
            count.wrong = count.wrong.saturating_sub(forgiven);
            count.aged_ms += gone * FORGIVE_MS;
            count.wrong = count.wrong.saturating_add(1);
            count.last_ms = now_ms;
            count.until_ms = now_ms.saturating_add(wait_ms(count.wrong, whose.free));
        }
        Ok(())
    }

    /// Nothing counts any more for whoever has shown in another way who they are.
    pub fn forget(&self, whose: &Whose) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.remove(whose);
    }

    /// The try that began then did not go wrong. Those for the account are forgotten; those
    /// from the network are not: somebody with an account of their own could try all others.
    pub fn succeeded(&self, tries: &[Whose], began_ms: i64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((account, others)) = tries.split_first() {
            give_back(&mut counts, others, began_ms);
            counts.remove(account);
        }
    }

    /// The try that began then does not count, and nobody waits for it.
    pub fn give_back(&self, whose: &[Whose], began_ms: i64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        give_back(&mut counts, whose, began_ms);
    }
}

fn give_back(counts: &mut HashMap<Whose, Count>, whose: &[Whose], began_ms: i64) {
    for whose in whose {
        let Some(count) = counts.get_mut(whose) else {
            continue;
        };
        count.wrong = count.wrong.saturating_sub(1);
        // A later one has its own wait.
        if count.last_ms == began_ms {
            count.until_ms = began_ms;
        }
    }
}

/// How long after so many wrong tries: a second, then twice as long each time.
fn wait_ms(wrong: u32, free: u32) -> i64 {
    match wrong.checked_sub(free) {
        None => 0,
        Some(more) => 1_000_i64
            .checked_shl(more.min(20))
            .map_or(LONGEST_MS, |wait| wait.min(LONGEST_MS)),
    }
}

fn make_room(counts: &mut HashMap<Whose, Count>, now_ms: i64) {
    if counts.len() < MOST {
        return;
    }
    counts.retain(|_, count| now_ms.saturating_sub(count.last_ms) <= FORGET_MS);
    if counts.len() < MOST {
        return;
    }
    let mut times: Vec<i64> = counts.values().map(|count| count.last_ms).collect();
    let (_, middle, _) = times.select_nth_unstable(MOST / 2);
    let middle = *middle;
    counts.retain(|_, count| count.last_ms > middle);
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_790_000_000_000;

    fn both(name: &str) -> [Whose; 2] {
        let address = IpAddr::from([192, 0, 2, 1]);
        let network = Whose::network(Some(address));
        [Whose::account(name, network), network]
    }

    #[test]
    fn each_wrong_try_after_a_few_waits_longer_up_to_a_quarter_of_an_hour() {
        let attempts = Attempts::default();
        let mut now_ms = NOW_MS;
        let mut waits = Vec::new();
        for _ in 0..17 {
            assert_eq!(attempts.begin(&both("ana"), now_ms), Ok(()));
            let wait = attempts.begin(&both("ana"), now_ms).err();
            let Some(wait) = wait else {
                // It counted, as one that was free.
                waits.push(0);
                continue;
            };
            waits.push(wait.as_secs());
            assert!(attempts.begin(&both("ana"), now_ms + 1).is_err());
            now_ms += wait.as_millis() as i64;
        }
        // Two of each of the free ones were made above, and so only two show.
        let (free, rest) = waits.split_at(2);
        assert_eq!(free, [0, 0]);
        assert_eq!(rest[..5], [1, 2, 4, 8, 16]);
        assert_eq!(rest.last(), Some(&900));
    }

    #[test]
    fn who_succeeds_is_as_before_but_the_network_keeps_its_count() {
        let attempts = Attempts::default();
        let mut refused = 0;
        // Somebody with an account of their own tries all others in between.
        for number in 0..60 {
            let other = both(&format!("other {number}"));
            refused += u32::from(attempts.begin(&other, NOW_MS).is_err());
            if attempts.begin(&both("own"), NOW_MS).is_ok() {
                attempts.succeeded(&both("own"), NOW_MS);
            }
        }
        assert!(refused > 20, "{refused}");
        let elsewhere = [both("own")[0], Whose::network(None)];
        assert_eq!(attempts.begin(&elsewhere, NOW_MS), Ok(()));
    }

    #[test]
    fn tries_are_forgiven_one_an_hour_and_what_was_not_judged_does_not_count() {
        let attempts = Attempts::default();
        let network = |number: i64| [both(&number.to_string())[0], both("")[1]];
        // Forty people of one house mistype once a day each.
        for number in 0..40 {
            let now_ms = NOW_MS + number * 8 * FORGIVE_MS;
            assert_eq!(attempts.begin(&network(number), now_ms), Ok(()));
            let next = attempts.begin(&network(number + 100), now_ms);
            assert_eq!(next, Ok(()), "the last one made the others wait");
        }
        let attempts = Attempts::default();
        for number in 0..100 {
            assert_eq!(attempts.begin(&both("ana"), NOW_MS), Ok(()), "{number}");
            attempts.give_back(&both("ana"), NOW_MS);
        }
    }

    #[test]
    fn this_machine_makes_nobody_wait() {
        let attempts = Attempts::default();
        let here = Whose::network(Some(IpAddr::from([127, 0, 0, 1])));
        for number in 0..100 {
            let whose = [Whose::account(&number.to_string(), here), here];
            assert_eq!(attempts.begin(&whose, NOW_MS), Ok(()));
        }
    }

    #[test]
    fn tries_from_elsewhere_stand_in_no_persons_way_until_they_are_many() {
        let attempts = Attempts::default();
        let by = |name: &str, last: u8| {
            let network = Whose::network(Some(IpAddr::from([192, 0, 2, last])));
            [
                Whose::account(name, network),
                network,
                Whose::strangers(name),
            ]
        };
        for _ in 0..6 {
            let _ = attempts.begin(&by("ana", 1), NOW_MS);
        }
        assert!(attempts.begin(&by("ana", 1), NOW_MS).is_err(), "from there");
        assert_eq!(attempts.begin(&by("ana", 2), NOW_MS), Ok(()));
        for number in 3..60 {
            let _ = attempts.begin(&by("ana", number), NOW_MS);
        }
        let wait = attempts.begin(&by("ana", 100), NOW_MS);
        assert!(wait.is_err(), "from as many addresses");
        let [account, network, _] = by("ana", 100);
        let at_home = attempts.begin(&[account, network], NOW_MS);
        assert_eq!(at_home, Ok(()), "it was signed in to from there");
        assert_eq!(attempts.begin(&by("ben", 100), NOW_MS), Ok(()));
        let later = NOW_MS + FORGET_MS + LONGEST_MS;
        assert_eq!(attempts.begin(&by("ana", 1), later), Ok(()));
        assert_eq!(attempts.begin(&by("ana", 1), later), Ok(()), "forgotten");
    }

    #[test]
    fn a_network_of_ipv6_is_one() {
        let of = |text: &str| Whose::network(text.parse().ok());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let attempts = Attempts::default();
        for number in 0..MOST as i64 + 10 {
            let whose = [both(&number.to_string())[0]];
            assert_eq!(attempts.begin(&whose, NOW_MS + number), Ok(()));
        }
        let kept = attempts.counts.lock().expect("free").len();
        assert!(kept <= MOST / 2 + 20, "{kept}");
    }
}
