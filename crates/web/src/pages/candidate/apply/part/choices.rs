//! Choosing the profession, the centre, the way and the language of the exam.

use rules::programme::{ExamLanguage, Mode, Programme};

use super::Seen;
use crate::form::{Choice, Form};
use crate::pages::candidate::question::Block;
use crate::words::{alphabetical, t, t_args};

/// Up to so many professions all are seen at once; more are a list to choose from.
const SEEN_AT_ONCE: usize = 30;

/// ¶3. The professions that can be recognised here.
pub(super) fn professions(form: &Form<'_>, seen: &Seen<'_>) -> Vec<Block> {
    let language = form.language;
    let mut newest: Vec<&Programme> = seen.catalogue.all_offered().collect();
    newest.sort_by_key(|programme| alphabetical(language.pick(&programme.title)));
    let hint = |programme: &Programme| {
        t_args(
            language,
            "apply-profession-hint",
            &[
                ("code", programme.profession.to_string().into()),
                ("level", programme.nqf_level.to_string().into()),
            ],
        )
    };
    let choice = |programme: &&Programme| {
        Choice::new(programme.id.as_str(), language.pick(&programme.title)).hint(hint(programme))
    };
    let choices: Vec<Choice> = newest.iter().map(choice).collect();
    let question = if choices.len() > SEEN_AT_ONCE {
        let none = Choice::new("", t(language, "apply-profession-none"));
        let all = std::iter::once(none).chain(choices).collect();
        Block::Select(form.choices("programme", "apply-profession-question", all))
    } else {
        Block::Radios(form.choices("programme", "apply-profession-question", choices))
    };
    vec![question, Block::Link(t(language, "apply-profession-more"), "/professions".to_owned())]
}

/// ¶2(2). The centres accredited for the profession today.
pub(super) fn centres(form: &Form<'_>, seen: &Seen<'_>) -> Vec<Block> {
    let language = form.language;
    let Some(programme) = seen.catalogue.programme(&seen.draft.programme) else { return vec![] };
    let accepts = |centre: &&rules::centre::Centre| {
        centre.accreditation.in_force(seen.today) && centre.accreditation.covers(&programme.profession)
    };
    let choices: Vec<Choice> = seen
        .catalogue
        .centres
        .iter()
        .filter(accepts)
        .map(|centre| {
            let name = format!("{}: {}", language.pick(&centre.town), language.pick(&centre.name));
            let hint =
                format!("{} · {}", language.pick(&centre.address), centre.phone.replace(' ', "\u{a0}"));
            Choice::new(centre.number.to_string(), name).hint(hint)
        })
        .collect();
    let mut blocks = vec![Block::Text(t(language, "apply-centre-text"))];
    if choices.is_empty() {
        blocks.push(Block::Warning(t(language, "apply-centre-none")));
    } else {
        blocks.push(Block::Radios(form.choices("centre", "apply-centre-question", choices)));
    }
    blocks
}

/// ¶9. Where and in which language; what an online exam needs is said before it is chosen (¶11).
pub(super) fn format(form: &Form<'_>, seen: &Seen<'_>) -> Vec<Block> {
    let language = form.language;
    let Some(programme) = seen.catalogue.programme(&seen.draft.programme) else { return vec![] };
    let words = |key: &str| t(language, key);
    let mode = |mode: &Mode| match mode {
        Mode::Offline => {
            Choice::new("offline", words("common-mode-offline")).hint(words("apply-offline-hint"))
        }
        Mode::Online => Choice::new("online", words("common-mode-online")).hint(words("apply-online-hint")),
    };
    let tongue = |tongue: &ExamLanguage| match tongue {
        ExamLanguage::Kk => Choice::new("kk", words("common-exam-kk")),
        ExamLanguage::Ru => Choice::new("ru", words("common-exam-ru")),
    };
    let mut blocks = vec![];
    if programme.modes.contains(&Mode::Online) {
        blocks.push(Block::Warning(words("apply-online-warning")));
    }
    let modes = programme.modes.iter().map(mode).collect();
    let tongues = programme.languages.iter().map(tongue).collect();
    blocks.extend([
        Block::Radios(form.choices("mode", "apply-mode", modes)),
        Block::Radios(form.choices("language", "apply-language", tongues).hint(words("apply-language-hint"))),
    ]);
    blocks
}
