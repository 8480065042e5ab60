//! Files of people: sealed with a key per person, addressed by their content, written once.

mod keys;
mod ledger;
pub(crate) mod sealed;
mod secrets;
mod sweep;
mod uploads;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use acts::journal::AccountId;
use acts::ports::{Blobs, Clock, Content, Ids, Kept, PortError, bytes_of, content_of};
use async_trait::async_trait;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

pub use self::keys::MasterKey;
pub(crate) use self::keys::{PersonKey, fingerprint};
pub(crate) use self::ledger::{FileRow, Ledger, Lies, SliceRow, UploadRow};
use crate::Database;
use crate::StoreError;
use crate::objects::Objects;

/// Name of the fact that tells whether the master key is the one of this store.
const MASTER_KEY: &str = "master-key";
/// Name of the fact that tells this store from others.
const STORE_ID: &str = "store-id";
/// Name of the object that says whose the objects are.
const MARK: Uuid = Uuid::from_u128(374);

/// How often a file is settled anew when somebody else was quicker.
const TRIES: u32 = 8;

/// What a store needs of the program: the key of keys, and what may not be made up here.
#[derive(Debug, Clone)]
pub struct Keeper {
    pub master: MasterKey,
    pub ids: Arc<dyn Ids>,
    pub clock: Arc<dyn Clock>,
}

#[derive(Debug, Clone)]
pub(crate) struct Vault {
    ledger: Arc<dyn Database>,
    pub(crate) objects: Arc<dyn Objects>,
    pub(crate) keeper: Keeper,
}

impl Vault {
    /// Refused with another master key than the store's own; a new store takes this one.
    pub(crate) async fn open(
        ledger: Arc<dyn Database>,
        objects: Arc<dyn Objects>,
        keeper: Keeper,
    ) -> Result<Self, StoreError> {
        let vault = Self { ledger, objects, keeper };
        let given = vault.keeper.master.fingerprint();
        match vault.settled_fact(MASTER_KEY, given.clone()).await? {
            own if own == given => vault.claim_objects().await.map(|()| vault),
            own => Err(StoreError::WrongKey { own, given }),
        }
    }

    /// What the store knows under this name; `given` where it knew nothing.
    pub(crate) async fn settled_fact(&self, name: &'static str, given: String) -> Result<String, StoreError> {
        let known = async {
            if let Some(own) = self.ledger.fact(name).await? {
                return Ok(own);
            }
            self.ledger.learn_fact(name, given.clone()).await?;
            // Somebody else may have been quicker.
            Ok(self.ledger.fact(name).await?.unwrap_or(given))
        };
        known.await.map_err(StoreError::Ledger)
    }

    /// Marks the place of the files as this store's; refused when it is marked as another's.
    async fn claim_objects(&self) -> Result<(), StoreError> {
        let own = self.settled_fact(STORE_ID, self.keeper.ids.fresh().to_string()).await?;
        let claim = async {
            match self.objects.read(MARK).await? {
                Some(mark) => Ok(bytes_of(mark).await? == own.as_bytes()),
                None => self.objects.write(MARK, content_of(own.into_bytes())).await.map(|()| true),
            }
        };
        match claim.await {
            Ok(true) => Ok(()),
            Ok(false) => Err(StoreError::ForeignFiles),
            Err(error) => Err(StoreError::Ledger(error)),
        }
    }

    async fn key_of(&self, of: AccountId) -> Result<Option<PersonKey>, PortError> {
        let sealed = self.ledger.person_key(of).await?;
        sealed.map(|sealed| self.keeper.master.open(of, &sealed)).transpose()
    }

    async fn made_key_of(&self, of: AccountId) -> Result<PersonKey, PortError> {
        if let Some(key) = self.key_of(of).await? {
            return Ok(key);
        }
        let sealed = self.keeper.master.seal(of, &self.keeper.ids.key(), &self.keeper.ids.key())?;
        self.ledger.make_person_key(of, sealed, self.keeper.clock.now()).await?;
        // Somebody else may have been quicker.
        self.key_of(of).await?.ok_or_else(|| inconsistent(format!("the key of {of} is not there")))
    }

    /// Writes an object that is nobody's yet.
    async fn write(&self, key: &PersonKey, content: Content) -> Result<Uuid, PortError> {
        let object = self.keeper.ids.fresh();
        self.ledger.begin_object(object, self.keeper.clock.now()).await?;
        self.objects.write(object, sealed::seal(&key.of_object(object), content)).await?;
        Ok(object)
    }

    async fn read(&self, key: &PersonKey, object: Uuid) -> Result<Content, PortError> {
        match self.objects.read(object).await? {
            Some(content) => Ok(sealed::open(&key.of_object(object), content)),
            None => Err(inconsistent(format!("object {object} is not there"))),
        }
    }

    /// Writes an object, reads it and removes it.
    pub(crate) async fn try_objects(&self) -> Result<(), PortError> {
        let object = self.keeper.ids.fresh();
        let bytes = object.as_bytes().to_vec();
        self.ledger.begin_object(object, self.keeper.clock.now()).await?;
        self.objects.write(object, content_of(bytes.clone())).await?;
        let content =
            self.objects.read(object).await?.ok_or_else(|| inconsistent("what was written is not there"))?;
        if bytes_of(content).await? != bytes {
            return Err(inconsistent("what was read is not what was written"));
        }
        // What is left of a try that failed goes like every object that is nobody's.
        self.objects.remove(object).await
    }

    /// The object becomes the file, unless a sound one is there.
    async fn settle(&self, file: FileRow) -> Result<(), PortError> {
        let now = self.keeper.clock.now();
        for _ in 0..TRIES {
            if self.ledger.add_file(&file, now).await? {
                return Ok(());
            }
            let known = self.ledger.file(file.of, &file.digest).await?;
            let sound = self.is_sound(file.of, &file.digest).await?;
            match known {
                Some(known) if !sound => match self.ledger.mend_file(&file, known.object, now).await {
                    // Somebody else mended it first.
                    Err(PortError::Conflict) => {}
                    mended => return mended,
                },
                // The new object is swept later. A file removed in this very moment is added after all.
                _ if self.ledger.put_again(file.of, &file.digest, now).await? => return Ok(()),
                _ => {}
            }
        }
        Err(PortError::Unavailable(format!("file {} is being changed by others", file.digest)))
    }
}

#[async_trait]
impl Blobs for Vault {
    async fn put_stream(&self, of: AccountId, content: Content) -> Result<Kept, PortError> {
        let key = self.made_key_of(of).await?;
        let (content, measure) = measured(content);
        let object = self.write(&key, content).await?;
        let kept = measure.taken();
        let lies = Lies { object, size: kept.size };
        self.settle(FileRow { of, digest: kept.digest.clone(), lies }).await?;
        Ok(kept)
    }

    async fn get_stream(&self, of: AccountId, digest: &str) -> Result<Option<(Kept, Content)>, PortError> {
        if !is_digest(digest) {
            return Ok(None);
        }
        let Some(lies) = self.ledger.file(of, digest).await? else { return Ok(None) };
        let key = self.key_of(of).await?;
        let key = key.ok_or_else(|| inconsistent(format!("the key of {of} is not there")))?;
        let content = self.read(&key, lies.object).await?;
        let kept = Kept { digest: digest.into(), size: lies.size };
        Ok(Some((kept.clone(), checked(content, kept))))
    }

    async fn put(&self, of: AccountId, bytes: Vec<u8>) -> Result<String, PortError> {
        let digest = hex(&Sha256::digest(&bytes));
        let known = self.ledger.put_again(of, &digest, self.keeper.clock.now()).await?;
        if known && self.is_sound(of, &digest).await? {
            return Ok(digest);
        }
        self.put_stream(of, content_of(bytes)).await.map(|kept| kept.digest)
    }
}

/// What went through a stream.
#[derive(Debug, Clone, Default)]
struct Measure(Arc<Mutex<(Sha256, u64)>>);

impl Measure {
    fn add(&self, piece: &[u8]) {
        let mut sum = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sum.0.update(piece);
        sum.1 += piece.len() as u64;
    }

    fn taken(&self) -> Kept {
        let sum = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Kept { digest: hex(&sum.0.clone().finalize()), size: sum.1 }
    }
}

fn measured(content: Content) -> (Content, Measure) {
    let measure = Measure::default();
    let adding = measure.clone();
    (content.inspect_ok(move |piece| adding.add(piece)).boxed(), measure)
}

/// Ends with a fault when what came is not what was put.
fn checked(content: Content, expected: Kept) -> Content {
    let (content, measure) = measured(content);
    let end = stream::once(async move {
        let found = measure.taken();
        if found == expected {
            Ok(bytes::Bytes::new())
        } else {
            Err(inconsistent(format!("file {} has other content", expected.digest)))
        }
    });
    content.chain(end).boxed()
}

/// 64 lower-case hex digits, nothing else.
fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

pub(crate) fn from_hex(text: &str) -> Result<Vec<u8>, PortError> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    });
    pairs.collect::<Option<_>>().ok_or_else(|| inconsistent("not hexadecimal"))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn inconsistent(error: impl std::fmt::Display) -> PortError {
    PortError::Inconsistent(error.to_string())
}
