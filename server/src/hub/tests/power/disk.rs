//! What a disk keeps when the power goes.
//!
//! A disk here is a folder. What was written to its files since they were last synced may
//! be there afterwards, or not, or some of it, in any order: only a sector of 512 bytes is
//! whole, and what it holds is what it held at some moment since. SQLite expects the same
//! of a disk (`SQLITE_IOCAP_POWERSAFE_OVERWRITE`).

use std::collections::{BTreeMap, HashMap};

use fastrand::Rng;

const SECTOR: usize = 512;

/// The power is off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Off;

/// A folder's files, as far as they were written to.
pub struct Disk {
    files: BTreeMap<String, File>,
    /// Writes until the power goes; `None` if it does not.
    left: Option<u64>,
    is_off: bool,
    /// Whether a sync does anything: that of some disks does not.
    syncs: bool,
}

#[derive(Default)]
struct File {
    /// What is there whatever happens; `None` if the file is not.
    durable: Option<Vec<u8>>,
    /// What happened since.
    since: Vec<Change>,
    /// A journal that was opened and not synced yet: with its first sync SQLite's own VFS
    /// syncs the folder too, so that files that went stay gone.
    syncs_folder: bool,
}

enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Resize(usize),
    Delete,
}

/// How much of what was not synced is there afterwards.
#[derive(Clone, Copy)]
enum Fate {
    Nothing,
    Everything,
    /// All that came before some moment.
    Earlier,
    /// Each sector as it was at a moment of its own.
    Torn,
}

impl Disk {
    /// A disk with power.
    pub fn new(syncs: bool) -> Self {
        Self {
            files: BTreeMap::new(),
            left: None,
            is_off: false,
            syncs,
        }
    }

    /// Lets the power go after so many more writes, resizes, deletes and syncs.
    pub fn fail_after(&mut self, writes: u64) {
        self.left = Some(writes);
    }

    /// Takes writes again, as a disk that was full does.
    pub fn take_again(&mut self) {
        self.left = None;
        self.is_off = false;
    }

    /// Whether the power is off.
    pub fn is_off(&self) -> bool {
        self.is_off
    }

    /// A file is opened that holds this now.
    pub fn found(&mut self, name: &str, bytes: impl FnOnce() -> Vec<u8>) {
        let made = self.files.entry(name.to_owned());
        let file = made.or_insert_with(|| File {
            durable: Some(bytes()),
            ..File::default()
        });
        file.syncs_folder = name.ends_with("-wal") || name.ends_with("-journal");
    }

    /// Bytes are written.
    pub fn write(&mut self, name: &str, at: usize, bytes: &[u8]) -> Result<(), Off> {
        let bytes = bytes.to_vec();
        self.change(name, Change::Write { at, bytes })
    }

    /// A file gets another length.
    pub fn resize(&mut self, name: &str, size: usize) -> Result<(), Off> {
        self.change(name, Change::Resize(size))
    }

    /// A file goes.
    pub fn delete(&mut self, name: &str) -> Result<(), Off> {
        self.change(name, Change::Delete)
    }

    fn change(&mut self, name: &str, change: Change) -> Result<(), Off> {
        self.on()?;
        let file = self.files.entry(name.to_owned()).or_default();
        file.since.push(change);
        // What is under way when it goes may be on the disk, too.
        self.tick()
    }

    /// What was written to a file is on the disk once this is through.
    pub fn sync(&mut self, name: &str) -> Result<(), Off> {
        self.on()?;
        self.tick()?;
        if self.syncs {
            let file = self.files.entry(name.to_owned()).or_default();
            file.durable = file.after(&mut Moments::All);
            file.since.clear();
            if std::mem::take(&mut file.syncs_folder) {
                self.files.values_mut().for_each(File::forget_deleted);
            }
        }
        Ok(())
    }

    fn on(&self) -> Result<(), Off> {
        if self.is_off { Err(Off) } else { Ok(()) }
    }

    fn tick(&mut self) -> Result<(), Off> {
        if let Some(left) = &mut self.left {
            *left = left.saturating_sub(1);
            self.is_off = *left == 0;
        }
        self.on()
    }

    /// What is there when the power is back: names and bytes.
    pub fn survivors(&self, random: &mut Rng) -> Vec<(String, Vec<u8>)> {
        let fates = [Fate::Nothing, Fate::Everything, Fate::Earlier, Fate::Torn];
        let files = self.files.iter().filter_map(|(name, file)| {
            let mut moments = Moments::of(*random.choice(&fates)?, file.since.len(), random);
            Some((name.clone(), file.after(&mut moments)?))
        });
        files.collect()
    }
}

/// Up to which change each part of a file got.
enum Moments<'a> {
    All,
    Same(usize),
    Each {
        random: &'a mut Rng,
        sectors: HashMap<usize, usize>,
        length: usize,
        changes: usize,
    },
}

impl<'a> Moments<'a> {
    fn of(fate: Fate, changes: usize, random: &'a mut Rng) -> Self {
        match fate {
            Fate::Nothing => Self::Same(0),
            Fate::Everything => Self::All,
            Fate::Earlier => Self::Same(random.usize(0..=changes)),
            Fate::Torn => Self::Each {
                length: random.usize(0..=changes),
                sectors: HashMap::new(),
                random,
                changes,
            },
        }
    }

    /// Whether a change is there in a sector.
    fn has(&mut self, change: usize, sector: usize) -> bool {
        match self {
            Self::All => true,
            Self::Same(moment) => change < *moment,
            Self::Each {
                random,
                sectors,
                changes,
                ..
            } => {
                let made = sectors.entry(sector);
                change < *made.or_insert_with(|| random.usize(0..=*changes))
            }
        }
    }

    /// Whether a change of a file's length or name is there.
    fn has_length(&self, change: usize) -> bool {
        match self {
            Self::All => true,
            Self::Same(moment) => change < *moment,
            Self::Each { length, .. } => change < *length,
        }
    }
}

impl File {
    /// A file that went will not come back, nor will what was written to it.
    fn forget_deleted(&mut self) {
        let is_delete = |change: &Change| matches!(change, Change::Delete);
        if let Some(last) = self.since.iter().rposition(is_delete) {
            self.since.drain(..=last);
            self.durable = None;
        }
    }

    /// What the file holds; `None` if it is not there.
    fn after(&self, moments: &mut Moments<'_>) -> Option<Vec<u8>> {
        let mut content = self.durable.clone();
        for (number, change) in self.since.iter().enumerate() {
            match change {
                Change::Write { at, bytes } => {
                    let content = content.get_or_insert_default();
                    write_sectors(content, *at, bytes, |sector| moments.has(number, sector));
                }
                Change::Resize(size) if moments.has_length(number) => {
                    content.get_or_insert_default().resize(*size, 0);
                }
                Change::Delete if moments.has_length(number) => content = None,
                // The old file is still the one of this name: what follows is of another.
                Change::Delete => return content,
                Change::Resize(_) => {}
            }
        }
        content
    }
}

fn write_sectors(
    content: &mut Vec<u8>,
    at: usize,
    bytes: &[u8],
    mut has: impl FnMut(usize) -> bool,
) {
    let mut done = 0;
    while done < bytes.len() {
        let start = at + done;
        let sector = start / SECTOR;
        let end = bytes.len().min((sector + 1) * SECTOR - at);
        if has(sector) {
            let part = bytes.get(done..end).unwrap_or_default();
            if content.len() < start + part.len() {
                content.resize(start + part.len(), 0);
            }
            content[start..start + part.len()].copy_from_slice(part);
        }
        done = end;
    }
}

#[test]
fn what_was_synced_is_there_and_a_sector_is_whole() {
    let mut random = Rng::with_seed(1);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let mut disk = Disk::new(true);
        disk.write("a", 0, &[1; 1024]).expect("power");
        disk.sync("a").expect("power");
        disk.write("a", 0, &[2; 1024]).expect("power");
        disk.write("a", 0, &[3; 1024]).expect("power");
        let survivors = disk.survivors(&mut random);
        let [(_, bytes)] = &survivors[..] else {
            unreachable!("one file");
        };
        let sectors: Vec<u8> = bytes.iter().step_by(SECTOR).copied().collect();
        for (sector, held) in bytes.chunks(SECTOR).zip(&sectors) {
            assert!(sector.iter().all(|byte| byte == held), "a torn sector");
        }
        seen.insert(sectors);
    }
    assert_eq!(seen.len(), 9, "every pair of moments: {seen:?}");
}

#[test]
fn a_disk_whose_sync_does_nothing_may_lose_what_was_synced() {
    let mut random = Rng::with_seed(1);
    let lost = (0..50).any(|_| {
        let mut disk = Disk::new(false);
        disk.write("a", 0, &[1; 1024]).expect("power");
        disk.sync("a").expect("power");
        disk.survivors(&mut random)
            .iter()
            .all(|(_, bytes)| bytes.is_empty())
    });
    assert!(lost);
}

#[test]
fn without_power_nothing_is_written_any_more() {
    let mut disk = Disk::new(true);
    disk.fail_after(2);
    assert_eq!(disk.write("a", 0, &[1]), Ok(()));
    assert_eq!(disk.sync("a"), Err(Off));
    assert_eq!(disk.write("a", 0, &[2]), Err(Off));
    assert!(disk.is_off());
}
