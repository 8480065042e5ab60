//! The readers: a few read-only connections, used away from the tasks that wait for them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use acts::ports::PortError;
use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::{Fault, open_reader, unavailable};

/// Reads at the same time.
const READERS: usize = 4;

#[derive(Debug)]
pub(super) struct Readers {
    file: PathBuf,
    places: Arc<Semaphore>,
    /// Connections not in use; opened when first needed.
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(super) fn new(file: &Path) -> Self {
        Self { file: file.into(), places: Arc::new(Semaphore::new(READERS)), idle: Arc::default() }
    }

    /// All statements of `read` see the same moment.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, PortError> {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(unavailable)?;
        let (file, idle) = (self.file.clone(), Arc::clone(&self.idle));
        let answer = tokio::task::spawn_blocking(move || {
            let _place = place;
            let known = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut connection = known.map_or_else(|| open_reader(&file), Ok)?;
            let moment = connection.transaction()?;
            let answer = read(&moment)?;
            moment.commit()?;
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            Ok::<_, Fault>(answer)
        });
        Ok(answer.await.map_err(unavailable)??)
    }
}
