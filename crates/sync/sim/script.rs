//! What happens in a run, step by step. A step says all that it needs, so that a run
//! can go without any of them.

use super::random::Random;

/// One run.
#[derive(Clone, Debug)]
pub struct Script {
    pub devices: usize,
    pub steps: Vec<Step>,
}

/// One thing that happens. `luck` decides on its details.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Step {
    /// A person does something.
    Write { device: usize, luck: u64 },
    /// The device's store gets through with some commits.
    Store { device: usize, count: usize },
    /// The way to the hub comes.
    Connect { device: usize },
    /// The way to the hub goes; what is on it is lost.
    Disconnect { device: usize },
    /// Messages arrive at the hub: in order, twice, late or not at all.
    ToHub { device: usize, luck: u64 },
    /// Messages arrive at the device.
    ToDevice { device: usize, luck: u64 },
    /// For a while everything works, until the device is in step.
    Settle { device: usize },
    /// The device's program ends; what was not stored is lost.
    CrashDevice { device: usize },
    /// The hub's program ends.
    CrashHub,
    /// Time passes.
    Pass { ms: i64 },
    /// The device's clock is set.
    SetClock { device: usize, off_ms: i64 },
    /// The hub's clock is set.
    SetHubClock { off_ms: i64 },
    /// The hub compacts what it may.
    Compact,
    /// The hub is backed up.
    Backup,
    /// The hub is restored from its backup.
    Restore,
    /// The device is never seen again.
    Retire { device: usize },
    /// The device's storage is copied.
    Copy { device: usize },
    /// The device goes back to the copy of its storage.
    Paste { device: usize },
}

impl Step {
    /// The device that it is about.
    pub fn device(&self) -> Option<usize> {
        match *self {
            Self::Write { device, .. }
            | Self::Store { device, .. }
            | Self::Connect { device }
            | Self::Disconnect { device }
            | Self::ToHub { device, .. }
            | Self::ToDevice { device, .. }
            | Self::Settle { device }
            | Self::CrashDevice { device }
            | Self::SetClock { device, .. }
            | Self::Retire { device }
            | Self::Copy { device }
            | Self::Paste { device } => Some(device),
            Self::CrashHub | Self::Pass { .. } | Self::Compact => None,
            Self::SetHubClock { .. } | Self::Backup | Self::Restore => None,
        }
    }
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

impl Script {
    /// The run of a seed: its size, its bad luck and its length all follow.
    pub fn of(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let devices = 2 + random.below(7) as usize;
        let writes = 60 + random.below(140) as usize;
        let kind = random.below(6);
        let mut steps = Vec::new();
        for device in 0..devices {
            // What was stamped anew and then lost to an older copy cannot be told from
            // the same action done twice, so copies come without wrong clocks.
            if kind == 1 || (kind != 5 && random.chance(15)) {
                let off_ms = clock(&mut random);
                steps.push(Step::SetClock { device, off_ms });
            }
            steps.push(Step::Connect { device });
        }
        let mut left = writes;
        while left > 0 {
            let device = random.below(devices as u64) as usize;
            let step = match random.below(100) {
                0..26 => {
                    left -= 1;
                    Step::Write {
                        device,
                        luck: random.next(),
                    }
                }
                26..46 => Step::Store {
                    device,
                    count: 1 + random.below(4) as usize,
                },
                46..62 => Step::ToHub {
                    device,
                    luck: random.next(),
                },
                62..80 => Step::ToDevice {
                    device,
                    luck: random.next(),
                },
                80..84 => Step::Settle { device },
                84..89 => Step::Connect { device },
                89..91 => Step::Disconnect { device },
                91..93 => Step::CrashDevice { device },
                93 => Step::CrashHub,
                94..97 => Step::Pass {
                    ms: random.below(30_000) as i64,
                },
                _ => rare(kind, device, &mut random),
            };
            steps.push(step);
        }
        Self { devices, steps }
    }
}

/// What only some runs have.
fn rare(kind: u64, device: usize, random: &mut Random) -> Step {
    match kind {
        1 if random.chance(10) => Step::SetHubClock {
            off_ms: -clock(random).abs(),
        },
        1 => Step::SetClock {
            device,
            off_ms: clock(random),
        },
        2 | 3 => match random.below(5) {
            0 => Step::Disconnect { device },
            1 | 2 => Step::Compact,
            _ => Step::Pass {
                ms: [1, 20, 31, 90, 400, 800][random.below(6) as usize] * DAY,
            },
        },
        4 => match random.below(8) {
            0 | 1 => Step::Restore,
            2 => Step::Retire { device },
            3 => Step::Compact,
            4 => Step::Pass {
                ms: [1, 31, 401][random.below(3) as usize] * DAY,
            },
            _ => Step::Backup,
        },
        5 => match random.below(3) {
            0 => Step::Paste { device },
            _ => Step::Copy { device },
        },
        _ => Step::Pass {
            ms: random.below(600_000) as i64,
        },
    }
}

/// By how much a clock is off: from a little to decades.
fn clock(random: &mut Random) -> i64 {
    let most = [2_000, 5 * MINUTE, 60 * MINUTE, 365 * DAY];
    let off = most[random.below(4) as usize];
    match random.below(5) {
        0 => -20_000 * DAY,
        1 | 2 => -off,
        _ => off,
    }
}

/// Fewer steps that still go wrong: leaves out ever smaller runs of them.
pub fn shrink(script: &Script, goes_wrong: impl Fn(&Script) -> bool) -> Script {
    let mut script = script.clone();
    let mut size = script.steps.len() / 2;
    while size > 0 {
        let mut start = 0;
        while start < script.steps.len() {
            let end = (start + size).min(script.steps.len());
            let mut fewer = script.clone();
            fewer.steps.drain(start..end);
            if goes_wrong(&fewer) {
                script = fewer;
            } else {
                start = end;
            }
        }
        size /= 2;
    }
    script
}
