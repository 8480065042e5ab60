//! A programme as the fields of a form and back: what a field holds is what the text file holds.

use rules::Bilingual;
use rules::identifiers::{NkzCode, NqfLevel, OkedCode};
use rules::programme::{
    Basis, ExamLanguage, Mode, Programme, Step, TechnologicalMap, TheoryBlueprint, Topic,
};

use crate::form::{Errors, Values};

/// Between the parts of a line; it stands in no text.
const BETWEEN: char = '|';
/// The last part of the line of a step that must be done.
const CRITICAL: &str = "!";

/// The fields filled from a programme.
pub(super) fn values_of(programme: &Programme) -> Values {
    let Programme { theory, map, .. } = programme;
    let (kind, basis) = match &programme.basis {
        Basis::ProfessionalStandard(title) => ("standard", title),
        Basis::QualificationRequirements(title) => ("requirements", title),
    };
    let mut values = Values::new()
        .with("id", programme.id.clone())
        .with("oked", programme.oked.to_string())
        .with("profession", programme.profession.to_string())
        .with("level", programme.nqf_level.to_string())
        .with("basis", kind)
        .with("education", if programme.requires_education { "yes" } else { "no" })
        .with("experience", programme.experience_years.to_string())
        .with("validity", programme.validity_years.to_string())
        .with("equipment", lines(programme.equipment.iter().map(|one| vec![&one.kk, &one.ru])))
        .with("theory-minutes", theory.minutes.to_string())
        .with("topics", topics(&theory.topics))
        .with("practice-minutes", map.minutes.to_string())
        .with("steps-needed", map.steps_needed.to_string())
        .with("steps", steps(&map.steps));
    for (name, text) in [
        ("title", &programme.title),
        ("profession-name", &programme.profession_name),
        ("basis-title", basis),
        ("methodology", &programme.methodology),
        ("briefing", &programme.briefing),
        ("task", &map.task),
    ] {
        values =
            values.with(&format!("{name}-kk"), text.kk.clone()).with(&format!("{name}-ru"), text.ru.clone());
    }
    for mode in &programme.modes {
        values = values.with("modes", mode_code(*mode));
    }
    for language in &programme.languages {
        values = values.with("languages", language_code(*language));
    }
    programme.permitted_items.iter().fold(values, |values, item| values.with("permitted", item.clone()))
}

pub(super) const fn mode_code(mode: Mode) -> &'static str {
    match mode {
        Mode::Offline => "offline",
        Mode::Online => "online",
    }
}

pub(super) const fn language_code(language: ExamLanguage) -> &'static str {
    match language {
        ExamLanguage::Kk => "kk",
        ExamLanguage::Ru => "ru",
    }
}

fn lines<'a>(rows: impl Iterator<Item = Vec<&'a String>>) -> String {
    let line = |parts: Vec<&String>| {
        parts.into_iter().map(String::as_str).collect::<Vec<_>>().join(&format!(" {BETWEEN} "))
    };
    rows.map(line).collect::<Vec<_>>().join("\n")
}

fn topics(topics: &[Topic]) -> String {
    let counts: Vec<String> = topics.iter().map(|topic| topic.questions.to_string()).collect();
    lines(
        topics
            .iter()
            .zip(&counts)
            .map(|(topic, count)| vec![&topic.id, count, &topic.title.kk, &topic.title.ru]),
    )
}

fn steps(steps: &[Step]) -> String {
    let critical = CRITICAL.to_owned();
    lines(steps.iter().map(|step| {
        let mut parts =
            vec![&step.id, &step.action.kk, &step.action.ru, &step.criterion.kk, &step.criterion.ru];
        if step.critical {
            parts.push(&critical);
        }
        parts
    }))
}

/// The programme that the fields hold, or what is wrong with each. Its version is given when it is drafted.
pub(super) fn read(values: &Values, errors: &mut Errors) -> Option<Programme> {
    let oked = parsed(values, errors, "oked", "professions-field-oked", OkedCode::parse);
    let profession = parsed(values, errors, "profession", "professions-field-code", NkzCode::parse);
    let level = parsed(values, errors, "level", "professions-wrong-level", NqfLevel::parse);
    let basis_title = both(values, errors, "basis-title");
    let programme = Programme {
        id: needed(values, errors, "id"),
        version: 0,
        title: both(values, errors, "title"),
        oked: oked?,
        profession: profession?,
        profession_name: both(values, errors, "profession-name"),
        nqf_level: level?,
        basis: match values.one("basis") {
            "requirements" => Basis::QualificationRequirements(basis_title),
            _ => Basis::ProfessionalStandard(basis_title),
        },
        modes: [Mode::Offline, Mode::Online]
            .into_iter()
            .filter(|mode| values.has("modes", mode_code(*mode)))
            .collect(),
        languages: [ExamLanguage::Kk, ExamLanguage::Ru]
            .into_iter()
            .filter(|language| values.has("languages", language_code(*language)))
            .collect(),
        requires_education: values.one("education") == "yes",
        experience_years: number(values, errors, "experience"),
        validity_years: number(values, errors, "validity"),
        permitted_items: values.all("permitted").to_vec(),
        equipment: rows(values, errors, "equipment", |parts| match parts {
            [kk, ru] => Some(Bilingual::new(*kk, *ru)),
            _ => None,
        }),
        methodology: both(values, errors, "methodology"),
        briefing: both(values, errors, "briefing"),
        theory: TheoryBlueprint {
            minutes: number(values, errors, "theory-minutes"),
            topics: rows(values, errors, "topics", topic),
        },
        map: TechnologicalMap {
            task: both(values, errors, "task"),
            minutes: number(values, errors, "practice-minutes"),
            steps_needed: number(values, errors, "steps-needed"),
            steps: rows(values, errors, "steps", step),
        },
    };
    errors.is_empty().then_some(programme)
}

fn topic(parts: &[&str]) -> Option<Topic> {
    let [id, count, kk, ru] = parts else { return None };
    Some(Topic { id: (*id).to_owned(), title: Bilingual::new(*kk, *ru), questions: count.parse().ok()? })
}

fn step(parts: &[&str]) -> Option<Step> {
    let (parts, critical) = match parts {
        [parts @ .., last] if *last == CRITICAL => (parts, true),
        _ => (parts, false),
    };
    let [id, kk, ru, criterion_kk, criterion_ru] = parts else { return None };
    let (action, criterion) = (Bilingual::new(*kk, *ru), Bilingual::new(*criterion_kk, *criterion_ru));
    Some(Step { id: (*id).to_owned(), action, criterion, critical })
}

fn needed(values: &Values, errors: &mut Errors, name: &str) -> String {
    if values.one(name).is_empty() {
        errors.add(name, "reference-words-needed");
    }
    values.one(name).replace("\r\n", "\n")
}

fn both(values: &Values, errors: &mut Errors, name: &str) -> Bilingual {
    let [kk, ru] = ["kk", "ru"].map(|language| needed(values, errors, &format!("{name}-{language}")));
    Bilingual { kk, ru }
}

fn number<T: std::str::FromStr + Default>(values: &Values, errors: &mut Errors, name: &str) -> T {
    values.one(name).parse().unwrap_or_else(|_| {
        errors.add(name, "professions-field-number");
        T::default()
    })
}

fn parsed<T, E>(
    values: &Values,
    errors: &mut Errors,
    name: &str,
    wrong: &'static str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Option<T> {
    let value = parse(values.one(name)).ok();
    if value.is_none() {
        errors.add(name, wrong);
    }
    value
}

/// Each line that is not blank; the first that has other parts than it should is told by its number.
fn rows<T>(values: &Values, errors: &mut Errors, name: &str, read: impl Fn(&[&str]) -> Option<T>) -> Vec<T> {
    let mut all = vec![];
    for (number, line) in
        (1_usize..).zip(values.one(name).lines()).filter(|(_, line)| !line.trim().is_empty())
    {
        let parts: Vec<&str> = line.split(BETWEEN).map(str::trim).collect();
        let whole = parts.iter().all(|part| !part.is_empty());
        let Some(one) = read(&parts).filter(|_| whole) else {
            errors.add_with(name, "professions-field-line", vec![("n", number.into())]);
            return all;
        };
        all.push(one);
    }
    all
}
