//! Scripts that make a page wait or fail where a test wants it to. The app has no part in
//! them: they stand between it and the browser.

/// What would go by itself before a busy machine has pressed its button stays: messages.
/// It runs before the app does.
pub const MESSAGES_STAY: &str = "
    const later = window.setTimeout;
    window.setTimeout = (run, after, ...given) =>
        later.call(window, run, after === 7_000 ? 2 ** 31 - 1 : after, ...given);";

/// From now on no photo reaches the reader: reading goes on until it is stopped.
pub const HOLD_SCANS: &str = "
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...given) {
        if (message.type !== 'scan') post.call(this, message, ...given);
    };
    window.releaseScans = () => { Worker.prototype.postMessage = post; };
    return true;";

/// Photos reach the reader again; those that were held back do not.
pub const RELEASE_SCANS: &str = "window.releaseScans(); return true;";

/// From now on files that are chosen are looked into only when that is released, as if they
/// were slow to become readable.
pub const HOLD_FILES: &str = "
    const bytes = Blob.prototype.arrayBuffer;
    const released = new Promise((resolve) => { window.releaseFiles = resolve; });
    Blob.prototype.arrayBuffer = async function () {
        if (this.size === 12) await released;
        return bytes.call(this);
    };
    return true;";

/// Files are looked into.
pub const RELEASE_FILES: &str = "window.releaseFiles(); return true;";

/// There is room on the disk again.
pub const FREE_DISK: &str = "window.freeDisk(); return true;";

/// From now on the disk is full for whatever this condition holds for, of a `value`.
pub fn full_disk_for(condition: &str) -> String {
    format!(
        "const put = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function (value, ...given) {{
             if ({condition}) throw new DOMException('no space', 'QuotaExceededError');
             return put.call(this, value, ...given);
         }};
         window.freeDisk = () => {{ IDBObjectStore.prototype.put = put; }};
         return true;"
    )
}
