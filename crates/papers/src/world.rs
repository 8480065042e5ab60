//! The small world of the setter: embedded fonts and templates, and the words of one paper. No packages, no files.

use jiff::civil::Date;
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{PaperError, Sheet};

const FONTS: [&[u8]; 5] = [
    include_bytes!("../fonts/PTSerif-Regular.ttf"),
    include_bytes!("../fonts/PTSerif-Bold.ttf"),
    include_bytes!("../fonts/PTSerif-Italic.ttf"),
    include_bytes!("../fonts/PTSans-Regular.ttf"),
    include_bytes!("../fonts/PTSans-Bold.ttf"),
];

const TEMPLATES: [(&str, &str); 12] = [
    ("common.typ", include_str!("../forms/common.typ")),
    ("application.typ", include_str!("../forms/application.typ")),
    ("refusal.typ", include_str!("../forms/refusal.typ")),
    ("contract.typ", include_str!("../forms/contract.typ")),
    ("notice.typ", include_str!("../forms/notice.typ")),
    ("briefing_journal.typ", include_str!("../forms/briefing_journal.typ")),
    ("protocol.typ", include_str!("../forms/protocol.typ")),
    ("not_passed.typ", include_str!("../forms/not_passed.typ")),
    ("violation_act.typ", include_str!("../forms/violation_act.typ")),
    ("appeal_decision.typ", include_str!("../forms/appeal_decision.typ")),
    ("complaint_answer.typ", include_str!("../forms/complaint_answer.typ")),
    ("document.typ", include_str!("../forms/document.typ")),
];

const WORDS: &str = "words.json";
const QR: &str = "qr.svg";

/// Written in place of a character that the fonts lack: a visible mark, where PDF/A would refuse the whole paper.
const UNKNOWN: char = '◊';
/// A longer run with no space or hyphen gets places to break, so that it cannot leave the page. Shorter ones stay as
/// written, so that numbers and addresses copied from the paper are exact.
const LONGEST_RUN: usize = 32;

/// Made once: the library, the fonts and the parsed templates.
pub(crate) struct Kit {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: Vec<Source>,
    words: FileId,
    qr: FileId,
    standards: PdfStandards,
}

impl std::fmt::Debug for Kit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kit").finish_non_exhaustive()
    }
}

impl Kit {
    pub(crate) fn new() -> Result<Self, PaperError> {
        let fonts: Vec<Font> = FONTS.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        if fonts.len() != FONTS.len() {
            return Err(PaperError::Kit("a font cannot be read".into()));
        }
        let templates = TEMPLATES
            .into_iter()
            .map(|(name, text)| Ok(Source::new(file_id(name)?, text.to_owned())))
            .collect::<Result<_, PaperError>>()?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            templates,
            words: file_id(WORDS)?,
            qr: file_id(QR)?,
            standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
                .map_err(|e| PaperError::Kit(e.message().to_string()))?,
        })
    }

    /// Sets one paper. The setter's cache is thinned after every paper, also after a failed one.
    pub(crate) fn set(&self, sheet: Sheet) -> Result<Vec<u8>, PaperError> {
        let pdf = self.compile(sheet);
        typst::comemo::evict(2);
        pdf
    }

    fn compile(&self, mut sheet: Sheet) -> Result<Vec<u8>, PaperError> {
        self.make_printable(&mut sheet.words);
        let words = sheet.words.to_string();
        // The words themselves identify the paper: the setter keeps a hash of them, not the words.
        let ident = format!("{} {words}", sheet.template);
        let today = datetime(sheet.date)?;
        let paper = Paper {
            kit: self,
            main: file_id(sheet.template)?,
            words: Bytes::from_string(words),
            qr: sheet.qr.map(Bytes::from_string),
            today,
        };
        let document: PagedDocument =
            typst::compile(&paper).output.map_err(|errors| setting_error(&paper, &errors))?;
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            creator: Smart::Custom(None),
            timestamp: Some(Timestamp::new_utc(today)),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|errors| setting_error(&paper, &errors))
    }

    fn make_printable(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.printable(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.make_printable(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.make_printable(field)),
            _ => {}
        }
    }

    /// The text with the letters that phones and file systems write in two parts joined, with characters that no font
    /// has marked, and with places to break in very long runs.
    fn printable(&self, text: &str) -> String {
        let joined = text.replace("и\u{306}", "й").replace("И\u{306}", "Й").replace("е\u{308}", "ё");
        let joined = joined.replace("Е\u{308}", "Ё");
        let mut printable = String::with_capacity(joined.len());
        for run in joined.split_inclusive(|c: char| c.is_whitespace() || c == '-') {
            // The setter itself knows where a web address may break.
            let is_address = run.starts_with("https://") || run.starts_with("http://");
            for (at, c) in run.chars().filter(|c| !is_invisible(*c)).enumerate() {
                if at > 0 && at % LONGEST_RUN == 0 && !is_address {
                    printable.push('\u{200b}');
                }
                printable.push(match c {
                    '\n' => c,
                    c if self.has(c) => c,
                    c if c.is_whitespace() => ' ',
                    _ => UNKNOWN,
                });
            }
        }
        printable
    }

    fn has(&self, c: char) -> bool {
        self.fonts.iter().all(|font| font.info().coverage.contains(c.into()))
    }
}

/// One paper being set: the kit, and the bytes of this paper under names that never change (file ids are never freed).
struct Paper<'a> {
    kit: &'a Kit,
    main: FileId,
    words: Bytes,
    qr: Option<Bytes>,
    today: Datetime,
}

impl World for Paper<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.kit.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.kit.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.kit.templates.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.kit.words {
            Ok(self.words.clone())
        } else if id == self.kit.qr {
            self.qr.clone().ok_or(FileError::AccessDenied)
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.kit.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        Some(self.today)
    }
}

/// Control characters other than white space, joiners, soft hyphens and marks of direction: they draw nothing.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn file_id(name: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(name).map_err(|e| PaperError::Kit(format!("{name}: {e}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn datetime(date: Date) -> Result<Datetime, PaperError> {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    Datetime::from_ymd_hms(date.year().into(), month, day, 0, 0, 0)
        .ok_or_else(|| PaperError::Setting(format!("no such day: {date}")))
}

/// Each error with the line of the template it came from.
fn setting_error(paper: &Paper<'_>, errors: &[SourceDiagnostic]) -> PaperError {
    let located = |error: &SourceDiagnostic| {
        let source = error.span.id().and_then(|id| paper.source(id).ok());
        let line = source
            .zip(paper.range(error.span))
            .and_then(|(source, range)| Some((source.id(), source.lines().byte_to_line(range.start)? + 1)));
        match line {
            Some((id, line)) => format!("{} line {line}: {}", id.vpath().get_without_slash(), error.message),
            None => error.message.to_string(),
        }
    };
    PaperError::Setting(errors.iter().map(located).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const ALPHABET: &str =
        "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя";

    #[test]
    fn every_face_has_every_letter_of_both_alphabets_and_the_marks_the_forms_use() {
        let kit = Kit::new().unwrap();
        for font in &kit.fonts {
            for c in ALPHABET.chars().chain("№«»–—·×>=<¶§()0123456789◊".chars()) {
                assert!(font.info().coverage.contains(c.into()), "{:?} lacks {c}", font.post_script_name());
            }
        }
    }

    #[test]
    fn letters_written_in_two_parts_are_joined_and_unknown_ones_marked() {
        let kit = Kit::new().unwrap();
        assert_eq!(kit.printable("и\u{306}ог, е\u{308}лка\u{0}\tтең"), "йог, ёлка тең");
        assert_eq!(kit.printable("\u{feff}Ай\u{ad}гүл\u{2009}😀 漢"), "Айгүл ◊ ◊");
        assert_eq!(kit.printable("бір\nекі"), "бір\nекі");
    }

    #[test]
    fn only_very_long_runs_get_places_to_break() {
        let kit = Kit::new().unwrap();
        let serial = "25620-072121008-3-251126-0042-000000017";
        assert_eq!(kit.printable(serial), serial);
        let address = format!("https://bilikti.example.kz/sitting/{}", "a".repeat(90));
        assert_eq!(kit.printable(&address), address);
        assert_eq!(kit.printable(&"ә".repeat(70)).matches('\u{200b}').count(), 2);
    }

    #[test]
    fn the_world_holds_no_other_file() {
        let kit = Kit::new().unwrap();
        let id = file_id("document.typ").unwrap();
        let today = datetime(jiff::civil::date(2026, 11, 23)).unwrap();
        let paper = Paper { kit: &kit, main: id, words: Bytes::from_string("{}"), qr: None, today };
        assert!(paper.source(id).is_ok());
        assert!(paper.source(file_id("other.typ").unwrap()).is_err());
        assert!(paper.file(file_id("../etc/passwd").unwrap_or(id)).is_err());
        assert!(paper.file(kit.qr).is_err());
    }
}
