//! A real mail server on loopback (`smtp.py`, Debian's aiosmtpd), which can fall and come back with what it kept.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use tempfile::TempDir;

/// A letter as the server decoded it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Received {
    pub(crate) to: Vec<String>,
    pub(crate) from: String,
    pub(crate) subject: String,
    pub(crate) plain: String,
    pub(crate) html: String,
    /// By their names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
}

#[derive(Debug)]
pub(crate) struct MailBox {
    kept: TempDir,
    login: Vec<&'static str>,
    child: Option<Child>,
    pub(crate) port: u16,
}

impl MailBox {
    pub(crate) fn start() -> Self {
        Self::start_for(&[])
    }

    /// For whoever knows user and password.
    pub(crate) fn start_for(login: &[&'static str]) -> Self {
        let kept = TempDir::new().unwrap();
        let mut mailbox = Self { kept, login: login.to_vec(), child: None, port: 0 };
        mailbox.come_back();
        mailbox
    }

    /// Falls, and forgets nothing.
    pub(crate) fn fall(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// On the same port.
    pub(crate) fn come_back(&mut self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/support/smtp.py");
        let mut child = Command::new("/usr/bin/python3")
            .arg(script)
            .arg(self.kept.path())
            .arg(self.port.to_string())
            .args(&self.login)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.port = line.trim().parse().expect("python3-aiosmtpd is installed");
        self.child = Some(child);
    }

    /// In the order they came.
    pub(crate) fn letters(&self) -> Vec<Received> {
        let entries = fs::read_dir(self.kept.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut paths: Vec<PathBuf> =
            entries.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
        paths.sort();
        paths.iter().map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
    }

    /// As soon as so many are there.
    pub(crate) async fn wait_for(&self, letters: usize) -> Vec<Received> {
        for _ in 0..600 {
            let found = self.letters();
            if found.len() >= letters {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("only {} letters came: {:?}", self.letters().len(), self.letters());
    }
}

impl Drop for MailBox {
    fn drop(&mut self) {
        self.fall();
    }
}
