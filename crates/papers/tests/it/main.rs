//! The papers as other programs see them: poppler, qpdf and zbar read what the setter wrote.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod fields;
mod samples;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use acts::forms::{AppealWord, Form};
use jiff::civil::date;
use papers::credential::{Sealed, Sealer, check};
use papers::{Language, Papers};

static PAPERS: LazyLock<Papers> = LazyLock::new(|| Papers::new().unwrap());

/// A paper set once per run and kept in the target folder, to be looked at.
struct Set {
    name: String,
    language: Language,
    bytes: Vec<u8>,
    file: PathBuf,
}

static SET: LazyLock<Vec<Set>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).unwrap();
    let mut set = Vec::new();
    for (name, form) in forms() {
        for (language, code) in [(Language::Kk, "kk"), (Language::Ru, "ru")] {
            let bytes = PAPERS.render(&form, language).unwrap_or_else(|e| panic!("{name} {code}: {e}"));
            let file = folder.join(format!("{name}.{code}.pdf"));
            std::fs::write(&file, &bytes).unwrap();
            set.push(Set { name: name.to_owned(), language, bytes, file });
        }
    }
    set
});

fn forms() -> Vec<(&'static str, Form)> {
    vec![
        ("application", Form::Application(samples::application())),
        ("application-awkward", Form::Application(samples::awkward_application())),
        ("refusal", Form::Refusal(samples::refusal())),
        ("refusal-awkward", Form::Refusal(samples::awkward_refusal())),
        ("contract", Form::Contract(samples::contract())),
        ("notice", Form::Notice(samples::notice())),
        ("notice-awkward", Form::Notice(samples::awkward_notice())),
        ("briefing-journal", Form::BriefingJournal(samples::journal())),
        ("protocol", Form::Protocol(samples::protocol())),
        ("protocol-awkward", Form::Protocol(samples::awkward_protocol())),
        ("not-passed", Form::NotPassed(samples::not_passed())),
        ("violation-act", Form::ViolationAct(samples::violation_act())),
        ("appeal-decision", Form::AppealDecision(samples::appeal_decision(AppealWord::Upheld))),
        ("appeal-late", Form::AppealDecision(samples::late_appeal())),
        ("complaint-answer", Form::ComplaintAnswer(samples::complaint_answer())),
        ("document", Form::Document(samples::document(&address()))),
        ("document-awkward", Form::Document(samples::awkward_document(&address()))),
    ]
}

fn sealed() -> Sealed {
    Sealed {
        serial: "25620-072121008-3-251126-0042-000000017".into(),
        issued: date(2026, 11, 30),
        valid_until: date(2031, 11, 29),
        holder_mask: "Г.Қ. Ә*****".into(),
        profession: "7212-1-008".into(),
    }
}

fn address() -> String {
    format!("https://bilikti.example.kz/q/{}", Sealer::new(&[42; 32]).payload(&sealed()))
}

fn paper(name: &str, language: Language) -> &'static Set {
    SET.iter().find(|set| set.name == name && set.language == language).unwrap()
}

/// Standard output of another program; it must succeed.
fn output(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).output().expect(program);
    assert!(
        output.status.success(),
        "{program} {}: {}",
        file.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The text layer in reading order, white space folded.
fn text(file: &Path) -> String {
    let text = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(file).arg("-").output().unwrap().stdout;
    String::from_utf8(text).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every word lies on the page, inside a margin of 8 mm.
fn assert_nothing_leaves_the_page(file: &Path) {
    let boxes = Command::new("pdftotext").arg("-bbox").arg(file).arg("-").output().unwrap().stdout;
    let boxes = String::from_utf8(boxes).unwrap();
    let number = |line: &str, name: &str| -> f64 {
        let from = line.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        line[from..].split('"').next().unwrap().parse().unwrap()
    };
    let (mut width, mut height, mut words) = (0.0, 0.0, 0);
    for line in boxes.lines().map(str::trim) {
        if line.starts_with("<page ") {
            (width, height) = (number(line, "width"), number(line, "height"));
        } else if line.starts_with("<word ") {
            words += 1;
            let inside = number(line, "xMin") >= 22.0
                && number(line, "xMax") <= width - 22.0
                && number(line, "yMin") >= 22.0
                && number(line, "yMax") <= height - 14.0;
            assert!(inside, "{}: {line} on {width} × {height}", file.display());
        }
    }
    assert!(words > 20, "{} has no text layer", file.display());
}

fn pages(file: &Path) -> String {
    let info = output("pdfinfo", &[], file);
    info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().to_owned()
}

#[test]
fn every_form_is_a_tagged_archival_a4_paper_that_other_programs_accept() {
    for set in SET.iter() {
        let name = set.file.display();
        let info = output("pdfinfo", &[], &set.file);
        assert!(info.contains("(A4)"), "{name}: {info}");
        assert!(
            info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")),
            "{name}: {info}"
        );
        let meta = output("pdfinfo", &["-meta"], &set.file);
        for marker in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "<dc:title>"] {
            assert!(meta.contains(marker), "{name} lacks {marker}");
        }
        let language =
            if set.language == Language::Ru && !set.name.starts_with("document") { "ru" } else { "kk" };
        assert!(meta.contains(&format!("<rdf:li>{language}</rdf:li>")), "{name} is not marked {language}");
        output("qpdf", &["--check"], &set.file);
        let fonts = output("pdffonts", &[], &set.file);
        assert!(fonts.lines().count() >= 4, "{name}: {fonts}");
        for font in fonts.lines().skip(2) {
            assert!(font.contains("PTSerif") || font.contains("PTSans"), "{name}: {font}");
            assert!(font.contains("yes yes yes"), "{name}: not embedded, or no Unicode map: {font}");
        }
    }
}

#[test]
fn nothing_overflows_and_pages_are_as_many_as_needed() {
    for set in SET.iter() {
        assert_nothing_leaves_the_page(&set.file);
        let expected = match set.name.as_str() {
            "document" | "document-awkward" | "contract" | "protocol" => "2",
            "application" | "refusal" | "notice" | "notice-awkward" | "not-passed" | "briefing-journal" => {
                "1"
            }
            _ => continue,
        };
        assert_eq!(pages(&set.file), expected, "{}", set.file.display());
    }
}

#[test]
fn q22_the_qr_code_of_the_document_reads_back_as_the_signed_payload() {
    let address = address();
    assert!(address.len() <= 260, "{} characters", address.len());
    for name in ["document", "document-awkward"] {
        for page in ["1", "2"] {
            let file = &paper(name, Language::Kk).file;
            let picture = file.with_extension(page);
            let drawn = Command::new("pdftoppm")
                .args(["-r", "110", "-gray", "-png", "-singlefile", "-f", page, "-l", page])
                .args([file, &picture])
                .status();
            assert!(drawn.unwrap().success());
            let picture = PathBuf::from(format!("{}.png", picture.display()));
            let read = output("zbarimg", &["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"], &picture);
            assert_eq!(read.trim(), address, "{name} page {page}");
        }
    }
    let payload = address.rsplit('/').next().unwrap();
    assert_eq!(check(payload, &Sealer::new(&[42; 32]).public_key()), Some(sealed()));
}

#[test]
fn the_same_form_gives_the_same_bytes_also_in_another_setter() {
    let another = Papers::new().unwrap();
    for (name, form) in forms().into_iter().filter(|(name, _)| ["document", "protocol"].contains(name)) {
        let again = another.render(&form, Language::Kk).unwrap();
        assert!(again == paper(name, Language::Kk).bytes, "{name} differs");
    }
    let mut other = samples::document(&address());
    other.profession.kk = "Аспаз".into();
    assert!(
        another.render(&Form::Document(other), Language::Kk).unwrap()
            != paper("document", Language::Kk).bytes
    );
}

#[test]
fn every_letter_of_the_alphabet_survives_in_every_face() {
    let alphabet = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқ ЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФф ХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя";
    let mut refusal = samples::refusal();
    let all = rules::Bilingual::new(alphabet, alphabet);
    refusal.centre.name = rules::Bilingual::new(alphabet, "–");
    refusal.centre.address = all.clone();
    refusal.candidate = alphabet.into();
    refusal.profession = all;
    refusal.own_words = alphabet.into();
    let file = write("alphabet", &PAPERS.render(&Form::Refusal(refusal), Language::Kk).unwrap());
    let text = text(&file);
    // Sans bold, sans, serif bold, serif, serif italic.
    for part in alphabet.split(' ') {
        assert_eq!(text.matches(part).count(), 5, "{part} in {text}");
    }
    assert_eq!(output("pdffonts", &[], &file).lines().skip(2).count(), 5);
}

#[test]
fn hostile_text_is_set_as_text() {
    let mut form = samples::application();
    form.full_name = format!("{}{}", "Ә".repeat(5_000), "ұқ ".repeat(1_700));
    form.address =
        "#panic() #read(\"/etc/passwd\") *қою* _көлбеу_ $x$ <b> @a \\ [x] // `код` = тақырып".into();
    form.skills = "שלום مرحبا e\u{301} 漢字 😀 \u{202e}кері\u{200b} \u{0}\u{7} сөз\r\nжаңа жол".into();
    form.knowledge = "\n\n\n".into();
    let file = write("hostile", &PAPERS.render(&Form::Application(form), Language::Kk).unwrap());
    output("qpdf", &["--check"], &file);
    assert_nothing_leaves_the_page(&file);
    let text = text(&file);
    assert!(
        text.contains("#panic() #read(\"/etc/passwd\") *қою* _көлбеу_ $x$ <b> @a \\ [x] // `код` = тақырып"),
        "{text}"
    );
    assert!(text.contains("жаңа жол") && text.contains('◊'), "{text}");
}

fn write(name: &str, bytes: &[u8]) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
    std::fs::write(&file, bytes).unwrap();
    file
}
