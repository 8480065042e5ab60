//! An installation: its data folder opened, its keys, reference data and ports joined.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use acts::Cx;
use acts::catalogue::{Catalogue, Directory};
use acts::jobs::{Sending, Upkeep};
use acts::outbox::Post;
use acts::ports::{Clock, Ids};
use acts::reference::Shelf;
use acts::reference::professions::built_in;
use acts::service::Ringing;
use journal::checkpoint::LogKey;
use link::courier::Carriers;
use link::courier::mail::Mail;
use link::courier::sms::Sms;
use link::hooks::HookBell;
use link::intake::Intake;
use link::passkeys::WebAuthn;
use link::platform::HttpPlatform;
use papers::Papers;
use papers::credential::Sealer;
use rules::centre::Centre;
use rules::programme::Programme;
use serde::Deserialize;
use store::{Folders, Keeper, Store};

use crate::clock::{AheadClock, FreshIds, SystemClock};
use crate::keys::Keys;
use crate::passwords::Argon2Passwords;
use crate::settings::{SecondFactor, Settings, StoreSettings};

/// Folder of the checkpoints in the data folder.
pub(crate) const LOG: &str = "log";

type Failed = Box<dyn std::error::Error>;

/// How an installation is opened.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) settings: Settings,
    pub(crate) public_address: String,
    pub(crate) clock_ahead: Option<PathBuf>,
}

/// An open installation.
#[derive(Debug)]
pub(crate) struct Install {
    pub(crate) cx: Cx,
    pub(crate) upkeep: Upkeep,
    pub(crate) store: Store,
}

impl Install {
    pub(crate) async fn open(options: Options) -> Result<Self, Failed> {
        let StoreSettings { data, .. } = &options.settings.store;
        let keys = options.settings.keys();
        let store = open_store(&options.settings).await?;
        // A node with other keys would seal and sign what nobody can check.
        store.known_by("seal-key", &keys.seal()?).await?;
        store.known_by("log-key", &keys.log_bytes()?).await?;
        let clock: Arc<dyn Clock> = match options.clock_ahead {
            Some(file) => Arc::new(AheadClock { file }),
            None => Arc::new(SystemClock),
        };
        let courier = Arc::new(carriers(&options.settings, &clock)?);
        let ids: Arc<dyn Ids> = Arc::new(FreshIds);
        let post = Post {
            outbox: store.outbox(),
            courier: courier.clone(),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
        };
        let platform = options.settings.platform.connect()?;
        let shelf = Arc::new(Shelf::new(catalogue(&data.join("catalogue"))?, store.reference()));
        shelf.refresh().await?;
        let today = rules::terms::local_date(clock.now());
        let cx = Cx {
            cases: store.cases(),
            register: store.register(),
            figures: store.figures(),
            entries: store.entries(),
            platform_told: platform.is_some(),
            people: store.people(),
            referrals: store.referrals(),
            commissions: store.commissions(),
            desk: store.desk(),
            rooms: store.rooms(),
            services: store.services(),
            hooks: store.hooks(),
            bell: Arc::new(HookBell::new(options.settings.webhooks.allow_loopback)?),
            blobs: store.blobs(),
            uploads: store.uploads(),
            outbox: store.outbox(),
            courier,
            letters: Arc::new(web::letters::Words),
            clock,
            ids,
            passwords: Arc::new(Argon2Passwords::new()),
            secrets: store.secrets(),
            authenticators: Arc::new(WebAuthn::of(&options.public_address)),
            papers: Arc::new(Papers::new()?),
            seals: Arc::new(Sealer::new(&keys.seal()?)),
            intake: Arc::new(Intake::new(std::env::current_exe()?, vec!["intake-worker".into()])),
            catalogue: shelf.on(today),
            shelf: Arc::clone(&shelf),
            calendar: shelf.calendar(),
            public_address: options.public_address,
            second_factor_required: options.settings.server.second_factor == SecondFactor::Required,
        };
        let folders = std::iter::once(data.join(LOG)).chain(options.settings.log.checkpoints_to).collect();
        let keeping = Keeping { log_key: log_key(&keys, data)?, folders, platform };
        let upkeep = keeping.upkeep(&cx, &store, post);
        Ok(Self { cx, upkeep, store })
    }

    pub(crate) async fn close(&self) -> Result<(), Failed> {
        Ok(self.store.close().await?)
    }
}

/// What jobs have beside what acts have.
struct Keeping {
    log_key: LogKey,
    folders: Vec<PathBuf>,
    platform: Option<HttpPlatform>,
}

impl Keeping {
    fn upkeep(self, cx: &Cx, store: &Store, post: Post) -> Upkeep {
        Upkeep {
            jobs: store.jobs(),
            log: store.log(),
            log_key: Arc::new(self.log_key),
            witness: Arc::new(Folders(self.folders)),
            files: store.sweep(),
            sending: self.platform.map(|platform| Sending {
                platform: Arc::new(platform),
                entries: store.entries(),
                cases: store.cases(),
                shelf: Arc::clone(&cx.shelf),
                // That of the acts: an entry is due from the moment that its act was made.
                clock: Arc::clone(&cx.clock),
            }),
            // Never ahead, as sessions are not: their layer has the system's clock.
            clock: Arc::new(SystemClock),
            post,
            cx: cx.clone(),
            looked: Arc::default(),
            ringing: Ringing {
                hooks: store.hooks(),
                bell: Arc::clone(&cx.bell),
                secrets: store.secrets(),
                people: store.people(),
                courier: Arc::clone(&cx.courier),
                letters: Arc::clone(&cx.letters),
                desk: store.desk(),
                ids: Arc::clone(&cx.ids),
                clock: Arc::clone(&cx.clock),
            },
        }
    }
}

/// The ways to people that the settings name.
pub(crate) fn carriers(settings: &Settings, clock: &Arc<dyn Clock>) -> Result<Carriers, Failed> {
    let mail = settings.mail()?.map(|server| Mail::new(&server, Arc::clone(clock))).transpose()?;
    let sms = settings.sms().map(Sms::new).transpose()?;
    Ok(Carriers { mail, sms })
}

/// The store that the settings name.
pub(crate) async fn open_store(settings: &Settings) -> Result<Store, Failed> {
    let keeper =
        Keeper { master: settings.keys().master()?, ids: Arc::new(FreshIds), clock: Arc::new(SystemClock) };
    Ok(Store::open(&settings.database(), &settings.files()?, keeper).await?)
}

/// The key of the log; its public half is kept beside the checkpoints, for whoever checks them.
fn log_key(keys: &Keys, data: &Path) -> Result<LogKey, Failed> {
    let key = keys.log()?;
    let public = data.join(LOG).join("public-key");
    if !public.exists() {
        fs::create_dir_all(data.join(LOG))?;
        fs::write(&public, format!("{}\n", key.public()))?;
    }
    Ok(key)
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Centres {
    centre: Vec<Centre>,
}

/// Centres and programmes, as TOML files of the operator: `centres.toml`, `programmes/*.toml`, and `cells.toml` where there are
/// several cells.
pub(crate) fn catalogue(folder: &Path) -> Result<Catalogue, Failed> {
    if !folder.exists() {
        return Ok(Catalogue { professions: built_in(), ..Catalogue::default() });
    }
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let centres: Centres = toml::from_str(&read(&folder.join("centres.toml"))?)?;
    let mut paths: Vec<PathBuf> = fs::read_dir(folder.join("programmes"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut programmes = Vec::new();
    for path in paths {
        let programme: Programme =
            toml::from_str(&read(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
        if let Some(fault) = programme.unsound() {
            return Err(format!("{}: {fault}", path.display()).into());
        }
        programmes.push(programme);
    }
    let directory = folder.join("cells.toml");
    let cells: Directory =
        if directory.exists() { toml::from_str(&read(&directory)?)? } else { Directory::default() };
    if let Some(fault) = cells.unsound(&centres.centre) {
        return Err(format!("{}: {fault}", directory.display()).into());
    }
    Ok(Catalogue {
        centres: centres.centre,
        programmes,
        cells,
        professions: built_in(),
        ..Catalogue::default()
    })
}
