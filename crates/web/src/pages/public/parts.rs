//! Small views that several public pages share.

use rules::application::required_documents;
use rules::programme::{ExamLanguage, Mode, Programme};

use crate::words::{Language, t};

/// ¶9. «Орталықта (офлайн), Онлайн».
pub fn modes(language: Language, modes: &[Mode]) -> String {
    join(modes.iter().map(|mode| match mode {
        Mode::Offline => t(language, "common-mode-offline"),
        Mode::Online => t(language, "common-mode-online"),
    }))
}

/// ¶9. The languages of the exam.
pub fn exam_languages(language: Language, languages: &[ExamLanguage]) -> String {
    join(languages.iter().map(|one| match one {
        ExamLanguage::Kk => t(language, "common-exam-kk"),
        ExamLanguage::Ru => t(language, "common-exam-ru"),
    }))
}

/// ¶4. The documents that the programme asks for, in short.
pub fn documents(language: Language, programme: &Programme) -> Vec<String> {
    required_documents(programme)
        .iter()
        .map(|required| match required.code() {
            "education" => t(language, "public-document-education"),
            "experience" => t(language, "public-document-experience"),
            _ => t(language, "public-document-identity"),
        })
        .collect()
}

pub fn join(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
