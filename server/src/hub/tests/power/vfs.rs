//! SQLite's way to a [`Disk`]: its own VFS, with writes and syncs told to the disk.
//!
//! The files are real, so that reading, locking and the shared memory of the write-ahead
//! log are SQLite's own. Nothing is really synced: what is durable is the disk's to say.
#![expect(unsafe_code, reason = "a VFS is a table of C functions")]

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::Path;
use std::ptr;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use libsqlite3_sys as ffi;

use super::disk::{Disk, Off};

/// What connections open their files by.
pub const NAME: &str = "power";
const C_NAME: &CStr = c"power";

static DISKS: Mutex<BTreeMap<String, Disk>> = Mutex::new(BTreeMap::new());
static SYSTEM: OnceLock<System> = OnceLock::new();

/// SQLite's own VFS of this system.
struct System(*mut ffi::sqlite3_vfs);

// SAFETY: SQLite never changes or drops the VFS that it was built with, and calls it from
// any thread itself.
unsafe impl Send for System {}
// SAFETY: as above.
unsafe impl Sync for System {}

/// Behind the system's own file, in the memory that SQLite gives to each open file.
struct Tail {
    /// What SQLite calls: the system's methods but for those of this module.
    methods: ffi::sqlite3_io_methods,
    system: *const ffi::sqlite3_io_methods,
    /// Folder and name; `None` for a file without a name.
    path: Option<(String, String)>,
}

/// Runs something on the disk of a folder; a disk that is not there is made.
pub fn on<T>(folder: &Path, run: impl FnOnce(&mut Disk) -> T) -> T {
    let folder = folder.to_string_lossy();
    let mut disks = disks();
    run(disks
        .entry(folder.into_owned())
        .or_insert_with(|| Disk::new(true)))
}

/// Puts a disk where a folder is; what was there goes.
pub fn plug(folder: &Path, disk: Disk) {
    disks().insert(folder.to_string_lossy().into_owned(), disk);
}

fn disks() -> MutexGuard<'static, BTreeMap<String, Disk>> {
    DISKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the VFS known to SQLite, once.
pub fn register() {
    SYSTEM.get_or_init(|| {
        // SAFETY: SQLite starts itself on the first of these calls. The copy of its VFS
        // lives as long as the process, and its functions find in a copy all that they
        // look for in the original, `pAppData` and lengths alone.
        unsafe {
            let system = ffi::sqlite3_vfs_find(ptr::null());
            assert!(!system.is_null(), "SQLite has a VFS of its own");
            let mut vfs = *system;
            vfs.zName = C_NAME.as_ptr();
            vfs.pNext = ptr::null_mut();
            vfs.szOsFile += size_of::<Tail>() as c_int;
            vfs.xOpen = Some(open);
            vfs.xDelete = Some(delete);
            let registered = ffi::sqlite3_vfs_register(Box::leak(Box::new(vfs)), 0);
            assert_eq!(registered, ffi::SQLITE_OK);
            System(system)
        }
    });
}

fn system() -> *mut ffi::sqlite3_vfs {
    SYSTEM.get().map_or(ptr::null_mut(), |system| system.0)
}

/// # Safety
///
/// `file` is one that [`open`] has opened.
unsafe fn tail(file: *mut ffi::sqlite3_file) -> *mut Tail {
    // SAFETY: the memory of a file is the system's `szOsFile` with ours behind it; that
    // size is a multiple of the alignment of pointers, as it is that of a C struct of them.
    unsafe { file.byte_add((*system()).szOsFile as usize).cast() }
}

/// # Safety
///
/// As for [`tail`].
unsafe fn told(
    file: *mut ffi::sqlite3_file,
    failed: c_int,
    tell: impl FnOnce(&mut Disk, &str) -> Result<(), Off>,
) -> c_int {
    // SAFETY: the tail was written when the file was opened.
    let path = unsafe { &(*tail(file)).path };
    let Some((folder, name)) = path else {
        return ffi::SQLITE_OK;
    };
    match on(Path::new(folder), |disk| tell(disk, name)) {
        Ok(()) => ffi::SQLITE_OK,
        Err(Off) => failed,
    }
}

fn split(path: *const c_char) -> Option<(String, String)> {
    if path.is_null() {
        return None;
    }
    // SAFETY: SQLite's names end with a zero.
    let path = unsafe { CStr::from_ptr(path) }.to_string_lossy();
    let (folder, name) = path.rsplit_once('/')?;
    Some((folder.to_owned(), name.to_owned()))
}

unsafe extern "C" fn open(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    got: *mut c_int,
) -> c_int {
    // SAFETY: SQLite calls with a file of our size, of which the system's is the start. If
    // the system did not open it, it has no methods, and SQLite calls none.
    unsafe {
        let opened = (*system()).xOpen.map_or(ffi::SQLITE_ERROR, |open| {
            open(system(), name, file, flags, got)
        });
        if opened != ffi::SQLITE_OK || (*file).pMethods.is_null() {
            return opened;
        }
        let path = split(name);
        if let Some((folder, name)) = &path {
            let bytes = || std::fs::read(Path::new(folder).join(name)).unwrap_or_default();
            on(Path::new(folder), |disk| disk.found(name, bytes));
        }
        let system = (*file).pMethods;
        let mut methods = *system;
        methods.xWrite = Some(write);
        methods.xTruncate = Some(truncate);
        methods.xSync = Some(sync);
        methods.xClose = Some(close);
        let tail = tail(file);
        tail.write(Tail {
            methods,
            system,
            path,
        });
        (*file).pMethods = &raw const (*tail).methods;
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn delete(_vfs: *mut ffi::sqlite3_vfs, name: *const c_char, now: c_int) -> c_int {
    if let Some((folder, name)) = split(name) {
        let deleted = on(Path::new(&folder), |disk| {
            disk.delete(&name)?;
            if now == 0 { Ok(()) } else { disk.sync(&name) }
        });
        if deleted.is_err() {
            return ffi::SQLITE_IOERR_DELETE;
        }
    }
    // SAFETY: as SQLite would call it.
    unsafe {
        (*system())
            .xDelete
            .map_or(ffi::SQLITE_ERROR, |delete| delete(system(), name, 0))
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    count: c_int,
    at: i64,
) -> c_int {
    // SAFETY: SQLite gives so many bytes, and a file of ours.
    unsafe {
        let slice = std::slice::from_raw_parts(bytes.cast::<u8>(), count as usize);
        let failed = ffi::SQLITE_IOERR_WRITE;
        let told = told(file, failed, |disk, name| {
            disk.write(name, at as usize, slice)
        });
        if told != ffi::SQLITE_OK {
            return told;
        }
        (*(*tail(file)).system)
            .xWrite
            .map_or(failed, |write| write(file, bytes, count, at))
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: SQLite gives a file of ours.
    unsafe {
        let failed = ffi::SQLITE_IOERR_TRUNCATE;
        let told = told(file, failed, |disk, name| disk.resize(name, size as usize));
        if told != ffi::SQLITE_OK {
            return told;
        }
        (*(*tail(file)).system)
            .xTruncate
            .map_or(failed, |truncate| truncate(file, size))
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: SQLite gives a file of ours.
    unsafe { told(file, ffi::SQLITE_IOERR_FSYNC, Disk::sync) }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: it is the last call for the file: its tail goes with it.
    unsafe {
        let system = (*tail(file)).system;
        ptr::drop_in_place(tail(file));
        (*file).pMethods = system;
        (*system).xClose.map_or(ffi::SQLITE_OK, |close| close(file))
    }
}
