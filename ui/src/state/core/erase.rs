//! Deleting everything that this device keeps.

use std::rc::Rc;

use super::Core;
use crate::host::browser::forget_settings;
use crate::host::storage::Storage;
use crate::host::store::StoreError;

impl Core {
    /// Lets go of the storage and removes it, with every setting. The page must start over:
    /// nothing can be kept any more.
    pub async fn erase(self: &Rc<Self>) -> Result<(), StoreError> {
        // What is being written is finished first: it would be written anew.
        self.finish().await;
        Storage::remove_all().await?;
        forget_settings();
        Ok(())
    }
}
