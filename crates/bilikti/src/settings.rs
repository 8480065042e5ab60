//! Settings: one TOML file, over it the environment, over that the command line. An unknown key is an error.
//!
//! Each key has a variable: `store.database` is `BILIKTI_STORE__DATABASE`, or `BILIKTI_STORE__DATABASE_FILE` with the name
//! of a file that holds the value.

mod outside;

use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use config::{Config, Environment, File, FileFormat};
use link::courier::mail::{MailServer, Secrecy};
use link::courier::sms::SmsCarrier;
use serde::{Deserialize, Serialize, Serializer};
use store::{BucketAddress, DatabaseAt, FilesAt};

use self::outside::{PlatformSettings, WebhookSettings};
use crate::keys::Keys;

/// Beginning of the names of variables.
const PREFIX: &str = "BILIKTI";

/// All that an operator sets; what is left out has a value that works on one machine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    pub(crate) server: Server,
    pub(crate) store: StoreSettings,
    pub(crate) keys: KeySettings,
    pub(crate) files: FileSettings,
    pub(crate) log: Log,
    pub(crate) backup: BackupSettings,
    pub(crate) mail: MailSettings,
    pub(crate) sms: SmsSettings,
    pub(crate) platform: PlatformSettings,
    pub(crate) webhooks: WebhookSettings,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Server {
    /// Address and port the pages are served on.
    pub(crate) listen: SocketAddr,
    /// Address under which people reach this server, for links and QR codes; else the address it listens on.
    pub(crate) public_address: Option<String>,
    /// Address and port of `/livez`, `/readyz` and `/metrics`, for the operator alone; the first two are also on `listen`.
    pub(crate) operator_listen: Option<SocketAddr>,
    /// Whether staff are asked to have a second factor, or must have one before they work.
    pub(crate) second_factor: SecondFactor,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SecondFactor {
    #[default]
    Asked,
    Required,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct StoreSettings {
    /// Folder of the catalogue and, where nothing else is said, of the embedded database, files and keys; created when
    /// missing.
    pub(crate) data: PathBuf,
    /// PostgreSQL by the role that serves people: `postgres://app:…@host/bilikti`; of a cell, the addresses of all its servers
    /// with spaces between them. Left out: the embedded database.
    pub(crate) database: Option<Secret>,
    /// PostgreSQL by the role that owns the tables, for `bilikti migrate`.
    pub(crate) migrator: Option<Secret>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct KeySettings {
    /// Folder of the keys, the same on every node; else `keys` in the data folder. Best on another disk than the data.
    pub(crate) folder: Option<PathBuf>,
}

/// Where the files of people lie: in `folder`, else in `files` of the data folder, or, with `endpoint`, in a bucket of S3.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FileSettings {
    pub(crate) folder: Option<PathBuf>,
    pub(crate) endpoint: Option<String>,
    pub(crate) bucket: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) access_key: Option<Secret>,
    pub(crate) secret_key: Option<Secret>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Log {
    /// Folders elsewhere (another machine's disk, mounted here) that get the log's checkpoints.
    pub(crate) checkpoints_to: Vec<PathBuf>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 8080).into(),
            public_address: None,
            operator_listen: None,
            second_factor: SecondFactor::default(),
        }
    }
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self { data: "data".into(), database: None, migrator: None }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BackupSettings {
    /// Where back-ups are made and looked for; best on another machine's disk, mounted here.
    pub(crate) folder: Option<PathBuf>,
}

/// E-mail; off while no server is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MailSettings {
    /// Name of the SMTP server.
    pub(crate) server: Option<String>,
    /// Else the usual one: 587, 465 or 25.
    pub(crate) port: Option<u16>,
    pub(crate) secrecy: SecrecySetting,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<Secret>,
    /// Whom letters come from: `Bilikti <no-reply@example.kz>`.
    pub(crate) from: Option<String>,
}

/// How the line to the mail server is kept secret.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SecrecySetting {
    #[default]
    StartTls,
    Tls,
    /// For a server on the same machine.
    None,
}

/// SMS by the port of `docs/reference/sms-port.md`; off while no address is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SmsSettings {
    pub(crate) url: Option<String>,
    /// Sent to the carrier with each SMS.
    pub(crate) key: Option<Secret>,
    /// Shared with the carrier, which signs its reports with it; without it no report is believed.
    pub(crate) report_secret: Option<Secret>,
}

/// A value that is never shown.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str("(secret)")
    }
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SettingsError {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("settings: {0}")]
    Value(#[from] config::ConfigError),
    #[error("{key} is missing: {because} is set")]
    Missing { key: &'static str, because: &'static str },
    #[error("{name}: {} cannot be read: {source}", path.display())]
    SecretFile { name: String, path: PathBuf, source: std::io::Error },
}

impl Settings {
    /// From `file`, if one is named, and the variables of `environment`.
    pub(crate) fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, SettingsError> {
        let mut settings = Config::builder();
        if let Some(path) = file {
            let text = fs::read_to_string(path)
                .map_err(|source| SettingsError::File { path: path.into(), source })?;
            settings = settings.add_source(File::from_str(&text, FileFormat::Toml));
        }
        let variables = variables(environment)?.into_iter().collect();
        let environment = Environment::with_prefix(PREFIX)
            .prefix_separator("_")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .with_list_parse_key("log.checkpoints_to")
            .source(Some(variables));
        Ok(settings.add_source(environment).build()?.try_deserialize()?)
    }

    pub(crate) fn keys(&self) -> Keys {
        let folder = self.keys.folder.clone();
        Keys { folder: folder.unwrap_or_else(|| self.store.data.join("keys")) }
    }

    pub(crate) fn database(&self) -> DatabaseAt {
        match &self.store.database {
            None => DatabaseAt::Folder(self.store.data.clone()),
            Some(address) => DatabaseAt::Postgres(address.reveal().into()),
        }
    }

    pub(crate) fn files(&self) -> Result<FilesAt, SettingsError> {
        let FileSettings { folder, endpoint, bucket, region, access_key, secret_key } = &self.files;
        let Some(endpoint) = endpoint.clone() else {
            let folder = folder.clone().unwrap_or_else(|| self.store.data.join(store::FILES));
            return Ok(FilesAt::Folder(folder));
        };
        let missing = |key: &'static str| SettingsError::Missing { key, because: "files.endpoint" };
        Ok(FilesAt::Bucket(BucketAddress {
            endpoint,
            bucket: bucket.clone().ok_or_else(|| missing("files.bucket"))?,
            region: region.clone().unwrap_or_else(|| "us-east-1".into()),
            access_key: access_key.as_ref().ok_or_else(|| missing("files.access_key"))?.reveal().into(),
            secret_key: secret_key.as_ref().ok_or_else(|| missing("files.secret_key"))?.reveal().into(),
        }))
    }

    /// The mail server, where one is named.
    pub(crate) fn mail(&self) -> Result<Option<MailServer>, SettingsError> {
        let MailSettings { server, port, secrecy, user, password, from } = &self.mail;
        let missing = |key: &'static str, because: &'static str| SettingsError::Missing { key, because };
        let Some(host) = server.clone() else { return Ok(None) };
        let login = match (user.clone(), password) {
            (Some(user), Some(password)) => Some((user, password.reveal().to_owned())),
            (None, None) => None,
            (Some(_), None) => return Err(missing("mail.password", "mail.user")),
            (None, Some(_)) => return Err(missing("mail.user", "mail.password")),
        };
        let secrecy = match secrecy {
            SecrecySetting::StartTls => Secrecy::StartTls,
            SecrecySetting::Tls => Secrecy::Tls,
            SecrecySetting::None => Secrecy::None,
        };
        let from = from.clone().ok_or_else(|| missing("mail.from", "mail.server"))?;
        Ok(Some(MailServer { host, port: *port, secrecy, login, from }))
    }

    /// The SMS carrier, where one is named.
    pub(crate) fn sms(&self) -> Option<SmsCarrier> {
        let SmsSettings { url, key, report_secret } = &self.sms;
        let revealed = |secret: &Option<Secret>| secret.as_ref().map(|secret| secret.reveal().to_owned());
        Some(SmsCarrier { url: url.clone()?, key: revealed(key), report_secret: revealed(report_secret) })
    }

    /// As TOML, without secrets.
    pub(crate) fn redacted(&self) -> Result<String, toml::ser::Error> {
        toml::to_string_pretty(self)
    }
}

/// The variables of the program; for one whose name ends with `_FILE`, what stands in its file.
fn variables(
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<BTreeMap<String, String>, SettingsError> {
    let mut variables = BTreeMap::new();
    for (name, value) in environment {
        // `BILIKTI_CONFIG` names the file itself.
        if !name.starts_with(&format!("{PREFIX}_")) || !name.contains("__") {
            continue;
        }
        match name.strip_suffix("_FILE") {
            None => variables.insert(name, value),
            Some(of) => {
                let path = PathBuf::from(value);
                let text = fs::read_to_string(&path).map_err(|source| SettingsError::SecretFile {
                    name: name.clone(),
                    path,
                    source,
                })?;
                variables.insert(of.to_owned(), text.trim().to_owned())
            }
        };
    }
    Ok(variables)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(file: &str, environment: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("bilikti.toml");
        fs::write(&path, file).unwrap();
        let environment = environment.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        Settings::read(Some(&path), environment)
    }

    #[test]
    fn nothing_set_is_one_machine() {
        assert_eq!(Settings::read(None, []).unwrap(), Settings::default());
        assert_eq!(read("", &[]).unwrap(), Settings::default());
    }

    #[test]
    fn the_environment_goes_over_the_file() {
        let folder = tempfile::TempDir::new().unwrap();
        let secret = folder.path().join("secret");
        fs::write(&secret, "postgres://app:geheim@db/bilikti\n").unwrap();
        let settings = read(
            "[server]\nlisten = '0.0.0.0:80'\npublic_address = 'https://a.example'\n[store]\ndata = '/srv'",
            &[
                ("BILIKTI_SERVER__PUBLIC_ADDRESS", "https://b.example"),
                ("BILIKTI_STORE__DATABASE_FILE", secret.to_str().unwrap()),
                ("BILIKTI_LOG__CHECKPOINTS_TO", "/mnt/a,/mnt/b"),
                ("BILIKTI_CONFIG", "x"),
                ("PATH", "y"),
            ],
        )
        .unwrap();
        assert_eq!(settings.server.listen, "0.0.0.0:80".parse().unwrap());
        assert_eq!(settings.server.public_address.as_deref(), Some("https://b.example"));
        assert_eq!(settings.store.data, Path::new("/srv"));
        assert_eq!(settings.store.database.as_ref().unwrap().reveal(), "postgres://app:geheim@db/bilikti");
        assert_eq!(settings.log.checkpoints_to, [Path::new("/mnt/a"), Path::new("/mnt/b")]);
        assert!(!settings.redacted().unwrap().contains("geheim"));
        assert!(!format!("{settings:?}").contains("geheim"));
    }

    #[test]
    fn mail_and_sms_are_off_until_they_are_named() {
        assert!(read("", &[]).unwrap().mail().unwrap().is_none());
        assert!(read("", &[]).unwrap().sms().is_none());
        let named = "[mail]\nserver = 'mail.example.kz'\nfrom = 'Bilikti <no-reply@example.kz>'\nuser = 'u'\n\
                     [sms]\nurl = 'https://sms.example.kz'";
        let password = ("BILIKTI_MAIL__PASSWORD", "geheim");
        let settings = read(named, &[password, ("BILIKTI_SMS__REPORT_SECRET", "geheim")]).unwrap();
        let mail = settings.mail().unwrap().unwrap();
        assert_eq!((mail.secrecy, mail.port), (Secrecy::StartTls, None));
        assert_eq!(mail.login, Some(("u".to_owned(), "geheim".to_owned())));
        assert_eq!(settings.sms().unwrap().report_secret.as_deref(), Some("geheim"));
        assert!(!settings.redacted().unwrap().contains("geheim"));
        assert!(!format!("{mail:?} {settings:?} {:?}", settings.sms()).contains("geheim"));
        let refused = read(named, &[]).unwrap().mail().unwrap_err().to_string();
        assert!(refused.contains("mail.password"), "{refused}");
        let refused = read("[mail]\nserver = 'x'", &[]).unwrap().mail().unwrap_err().to_string();
        assert!(refused.contains("mail.from"), "{refused}");
    }

    #[test]
    fn what_is_not_known_is_named() {
        for (file, word) in [
            ("[server]\nport = 80", "port"),
            ("[serve]\nlisten = '0.0.0.0:80'", "serve"),
            ("[server]\nlisten = 'everywhere'", "listen"),
            ("[server", "server"),
        ] {
            let refused = read(file, &[]).unwrap_err().to_string();
            assert!(refused.contains(word), "{file}: {refused}");
        }
        let refused = read("", &[("BILIKTI_STORE__DATABSE", "x")]).unwrap_err().to_string();
        assert!(refused.contains("databse"), "{refused}");
        let refused = read("", &[("BILIKTI_STORE__DATABASE_FILE", "/nowhere")]).unwrap_err().to_string();
        assert!(refused.contains("/nowhere"), "{refused}");
    }
}
