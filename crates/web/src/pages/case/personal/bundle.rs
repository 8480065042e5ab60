//! The personal file as one archive: papers, originals, the journal, and an index with the digest of each. Sent as it is
//! made, one thing in memory at a time; what breaks on the way breaks the download off.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use acts::papers::{self, FormKind, PaperLanguage};
use acts::ports::PortError;
use acts::records::{Item, What, personal_file};
use acts::{ActError, view};
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use rules::Bilingual;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc::{Sender, channel};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::super::CaseAt;
use super::super::file::kind_of;
use crate::problem::Problem;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `appeal`: as the case stood when its appeal was registered (¶21).
    at: String,
}

pub(super) const fn code(language: PaperLanguage) -> &'static str {
    match language {
        PaperLanguage::Kk => "kk",
        PaperLanguage::Ru => "ru",
    }
}

pub async fn get(mut at: CaseAt, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    if asked.at == "appeal" {
        at.loaded = at.loaded.at_appeal().ok_or(Problem::NotFound)?;
    }
    let name = format!("personal-file-{}.zip", at.loaded.case.number);
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    let (sender, receiver) = channel(2);
    tokio::spawn(async move {
        let items = personal_file(&at.loaded, at.for_staff());
        if let Err(error) = Box::pin(Bundle::new(at, sender.clone()).write(&items)).await {
            tracing::error!(%error, "a personal file could not be bundled");
            let _gone = sender.send(Err(io::Error::other("the bundle broke off"))).await;
        }
    });
    let parts = stream::unfold(receiver, async |mut receiver| {
        receiver.recv().await.map(|part: io::Result<Bytes>| (part, receiver))
    });
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// What was written and not sent yet.
#[derive(Debug, Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Bundle {
    at: CaseAt,
    zip: ZipWriter<StreamWriter<Written>>,
    written: Written,
    sender: Sender<io::Result<Bytes>>,
    sums: String,
    rows: String,
}

impl Bundle {
    fn new(at: CaseAt, sender: Sender<io::Result<Bytes>>) -> Self {
        let written = Written::default();
        let zip = ZipWriter::new_stream(written.clone());
        Self { at, zip, written, sender, sums: String::new(), rows: String::new() }
    }

    async fn write(mut self, items: &[Item]) -> Result<(), ActError> {
        for item in items {
            let bytes = self.bytes(item).await?;
            let path = match item.what {
                What::Paper(..) => item.path.clone(),
                What::File(_) => format!("{}.{}", item.path, kind_of(&bytes).1),
            };
            self.add(&path, &item.title, &bytes).await?;
        }
        let journal = self.journal();
        let title = Bilingual::new("Істің журналы", "Журнал дела");
        self.add("journal.jsonl", &title, journal.as_bytes()).await?;
        let index = self.index();
        self.file("index.html", index.as_bytes()).await?;
        let sums = std::mem::take(&mut self.sums);
        self.file("SHA256SUMS", sums.as_bytes()).await?;
        self.zip.finish().map_err(broken)?;
        send(&self.sender, &self.written).await
    }

    /// The issued document is the very bytes that were issued; every other paper is set from the journal.
    async fn bytes(&self, item: &Item) -> Result<Vec<u8>, ActError> {
        let CaseAt { cx, loaded, .. } = &self.at;
        let digest = match &item.what {
            What::File(digest) => Some(digest),
            What::Paper(FormKind::Document, _) => loaded.case.document_digest.as_ref(),
            What::Paper(..) => None,
        };
        if let Some(digest) = digest {
            return view::file(cx, loaded, digest).await;
        }
        let What::Paper(kind, language) = item.what else { return Err(ActError::NotFound) };
        let form = papers::form(cx, loaded, kind).await?.ok_or(ActError::NotFound)?;
        Ok(cx.papers.render(form, language).await?)
    }

    /// A file with its line in the index.
    async fn add(&mut self, path: &str, title: &Bilingual, bytes: &[u8]) -> Result<(), ActError> {
        let digest = digest(bytes);
        // Writing to a String cannot fail.
        let _ = writeln!(self.sums, "{digest}  {path}");
        let _ = writeln!(
            self.rows,
            "<tr><td lang=\"kk\">{}</td><td lang=\"ru\">{}</td><td><a href=\"{path}\">{path}</a></td><td><code>{digest}</code></td></tr>",
            title.kk, title.ru
        );
        self.file(path, bytes).await
    }

    async fn file(&mut self, path: &str, bytes: &[u8]) -> Result<(), ActError> {
        let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.zip.start_file(path, plain).map_err(broken)?;
        self.zip.write_all(bytes).map_err(broken)?;
        send(&self.sender, &self.written).await
    }

    /// Each entry as it was written, with the link of its chain.
    fn journal(&self) -> String {
        let mut lines = String::new();
        for entry in &self.at.loaded.entries {
            let stamp = entry.stamp();
            let event: serde_json::Value = serde_json::from_str(entry.body()).unwrap_or_default();
            let line = serde_json::json!({
                "seq": stamp.seq,
                "at": stamp.at.to_string(),
                "actor": stamp.actor.map(|account| account.to_string()),
                "event": event,
                "link": entry.link().to_string(),
            });
            let _ = writeln!(lines, "{line}");
        }
        lines
    }

    /// Its values are numbers, digests and words of the product: nothing to escape.
    fn index(&self) -> String {
        let number = &self.at.loaded.case.number;
        let rows = &self.rows;
        format!(
            "<!DOCTYPE html>\n<html lang=\"kk\"><meta charset=\"utf-8\"><title>{number}</title>\n\
             <h1>Жеке іс / <span lang=\"ru\">Личное дело</span> № {number}</h1>\n\
             <table border=\"1\" cellpadding=\"6\">\n<tr><th>Қазақша</th><th lang=\"ru\">Русский</th><th>Файл</th>\
             <th>SHA-256</th></tr>\n{rows}</table>\n</html>\n"
        )
    }
}

async fn send(sender: &Sender<io::Result<Bytes>>, written: &Written) -> Result<(), ActError> {
    let gone = |_| ActError::Port(PortError::Unavailable("the reader has left".into()));
    sender.send(Ok(written.take().into())).await.map_err(gone)
}

fn broken(error: impl std::fmt::Display) -> ActError {
    ActError::Port(PortError::Inconsistent(format!("the bundle cannot be written: {error}")))
}

/// SHA-256, lower-case hex.
fn digest(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
