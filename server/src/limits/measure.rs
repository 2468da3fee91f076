//! One measure: so many in a minute, which may come at once. Where servers share Redis they
//! count there together; else, and while that is away, each counts for itself.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use crate::shared::{Counted, Shared};

/// Who is counted.
pub type Who = [u8; 16];
type Limiter =
    RateLimiter<Who, DefaultKeyedStateStore<Who>, DefaultClock, StateInformationMiddleware>;

/// So many in a minute.
pub struct Measure {
    name: &'static str,
    most: NonZeroU32,
    here: Limiter,
    shared: Option<Shared>,
}

/// How it stands after something was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// What the measure is called.
    pub name: &'static str,
    /// How many may come in a minute.
    pub most: u32,
    /// How many of them are left.
    pub left: u32,
    /// How long to wait where too few were left; it does not count then.
    pub wait: Option<Duration>,
}

impl Measure {
    /// Counts from nothing.
    pub fn new(name: &'static str, most: NonZeroU32, shared: Option<&Shared>) -> Self {
        Self {
            name,
            most,
            here: RateLimiter::keyed(Quota::per_minute(most)).with_middleware(),
            shared: shared.cloned(),
        }
    }

    /// Counts one.
    pub async fn take(&self, who: &Who) -> Standing {
        self.take_many(who, NonZeroU32::MIN).await
    }

    /// Counts several, all or none. More than a minute's could never come: they count as a
    /// minute's.
    pub async fn take_many(&self, who: &Who, count: NonZeroU32) -> Standing {
        let count = count.min(self.most);
        let together = match &self.shared {
            Some(shared) => shared.count(self.name, who, self.most, count).await,
            None => None,
        };
        let Counted { left, wait } = together.unwrap_or_else(|| self.take_here(who, count));
        Standing {
            name: self.name,
            most: self.most.get(),
            left,
            wait,
        }
    }

    fn take_here(&self, who: &Who, count: NonZeroU32) -> Counted {
        match self.here.check_key_n(who, count) {
            Ok(Ok(standing)) => Counted {
                left: standing.remaining_burst_capacity(),
                wait: None,
            },
            Ok(Err(later)) => Counted {
                left: 0,
                wait: Some(later.wait_time_from(DefaultClock::default().now())),
            },
            // There are never more than it holds.
            Err(_) => Counted {
                left: 0,
                wait: None,
            },
        }
    }

    /// Forgets those who have not asked for long.
    pub fn tidy(&self) {
        self.here.retain_recent();
        self.here.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_minutes_requests_may_come_at_once_and_each_says_what_is_left() {
        let measure = Measure::new("reads", NonZeroU32::new(3).expect("some"), None);
        for told in [(2, true), (1, true), (0, true), (0, false)] {
            let standing = measure.take(&[1; 16]).await;
            assert_eq!((standing.left, standing.wait.is_none()), told);
        }
        assert!(measure.take(&[2; 16]).await.wait.is_none(), "another one");
    }
}
