//! ¶2(1). A version of a programme by fields, beside the text file: the same words, the same check.

use acts::Cx;
use acts::reference::Subject;
use acts::reference::programmes::{TextFault, draft, read as read_text, text};
use axum::extract::{Query, State};
use axum::response::Response;
use rules::programme::{ExamLanguage, Mode, Programme, Unsound};

use super::draft::{Of, say, unsound_key};
use super::fields::{language_code, mode_code, read, values_of};
use super::versions;
use crate::answer::problem;
use crate::case_words::{exam_language_key, mode_key};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::reference::{after, keeping};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

const ACTION: &str = "/reference/programmes/new/form";

pub(in crate::pages::reference) fn page(visit: &Visit, values: &Values, errors: &Errors) -> QuestionPage {
    let frame = visit.form_frame("professions-form-title", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    let of = values.one("of");
    let mut blocks = vec![Block::Text(frame.t("professions-form-how"))];
    if of.is_empty() {
        blocks.push(Block::Line(form.field("id", "reference-id").hint(frame.t("professions-form-id"))));
    } else {
        blocks.push(Block::Hidden("id", of.to_owned()));
    }
    blocks.extend(about(&form, &frame));
    blocks.extend(stages(&form, &frame));
    for name in ["of", "seen"] {
        blocks.push(Block::Hidden(name, values.one(name).to_owned()));
    }
    QuestionPage {
        errors: form.error_lines(),
        back: "/reference/programmes/new".to_owned(),
        action: ACTION.to_owned(),
        blocks,
        button: frame.t("reference-programme-check"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

/// What it is of, what it rests on, for whom.
fn about(form: &Form<'_>, frame: &Frame) -> Vec<Block> {
    let line = |name: &str, key: &str| Block::Line(form.field(name, key));
    let small = |name: &str, key: &str| Block::Line(form.field(name, key).width(5).inputmode("numeric"));
    let choice = |value: &str, key: &str| Choice::new(value, frame.t(key));
    let modes = [Mode::Offline, Mode::Online].map(|mode| choice(mode_code(mode), mode_key(mode)));
    let languages = [ExamLanguage::Kk, ExamLanguage::Ru]
        .map(|language| choice(language_code(language), exam_language_key(language)));
    let basis = vec![
        choice("standard", "professions-form-standard"),
        choice("requirements", "professions-form-requirements"),
    ];
    let education = vec![choice("yes", "reference-yes"), choice("no", "reference-no")];
    let items = rules::violations::ITEMS.iter();
    let items = items
        .map(|item| Choice::new(item.id, if frame.language.picked() == "ru" { item.ru } else { item.kk }));
    let mut blocks = vec![
        line("title-kk", "professions-form-title-kk"),
        line("title-ru", "professions-form-title-ru"),
        Block::Line(form.field("profession", "professions-code").width(20)),
        line("profession-name-kk", "professions-form-profession-kk"),
        line("profession-name-ru", "professions-form-profession-ru"),
        Block::Line(form.field("oked", "reference-oked").width(5).inputmode("numeric")),
        small("level", "reference-level"),
        Block::Radios(form.choices("basis", "reference-basis", basis)),
        line("basis-title-kk", "professions-form-basis-kk"),
        line("basis-title-ru", "professions-form-basis-ru"),
        Block::Boxes(form.choices("modes", "reference-modes", modes.into())),
        Block::Boxes(form.choices("languages", "reference-languages", languages.into())),
        Block::Radios(form.choices("education", "reference-education", education)),
    ];
    blocks.push(small("experience", "reference-experience"));
    blocks.push(small("validity", "reference-validity"));
    blocks.push(Block::Boxes(form.choices("permitted", "reference-permitted", items.collect())));
    blocks
}

/// How the two stages go.
fn stages(form: &Form<'_>, frame: &Frame) -> Vec<Block> {
    let area = |name: &str, key: &str| Block::Area(form.field(name, key).rows(4));
    let small = |name: &str, key: &str| Block::Line(form.field(name, key).width(5).inputmode("numeric"));
    let list =
        |name: &str, key: &str, hint: &str| Block::Area(form.field(name, key).hint(frame.t(hint)).rows(12));
    vec![
        list("equipment", "professions-form-equipment", "professions-form-equipment-hint"),
        area("methodology-kk", "professions-form-methodology-kk"),
        area("methodology-ru", "professions-form-methodology-ru"),
        area("briefing-kk", "professions-form-briefing-kk"),
        area("briefing-ru", "professions-form-briefing-ru"),
        small("theory-minutes", "reference-theory-minutes"),
        list("topics", "professions-form-topics", "professions-form-topics-hint"),
        small("practice-minutes", "reference-practice-minutes"),
        area("task-kk", "professions-form-task-kk"),
        area("task-ru", "professions-form-task-ru"),
        small("steps-needed", "professions-form-steps-needed"),
        list("steps", "professions-form-steps", "professions-form-steps-hint"),
    ]
}

/// Of a known programme, its newest version, a draft too; of none, an empty form.
pub async fn get(visit: Visit, State(cx): State<Cx>, Query(asked): Query<Of>) -> Response {
    let known = versions(&cx.catalogue, &asked.of).into_iter().next().map(|found| found.programme);
    let values = known.map_or_else(Values::new, |programme| {
        let seen = cx.shelf.newest_of(Subject::Programme(&programme.id));
        values_of(programme).with("of", programme.id.clone()).with("seen", seen.to_string())
    });
    show(&page(&visit, &values, &Errors::none()))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &page(&visit.in_language(language), &values, &Errors::none())));
    }
    let mut errors = values.errors();
    if let Some(programme) = checked(&values, &mut errors)? {
        let done = draft(&cx, keeping(&who, &values)?, &programme).await;
        match after(done, "title-kk", &format!("/reference/programmes/{}", programme.id))? {
            Ok(next) => return Ok(next),
            Err(said) => errors = said,
        }
    }
    Ok(show(&page(&visit, &values, &errors)))
}

/// The fields as a text of the catalogue's format, read as any other.
pub(in crate::pages::reference) fn checked(
    values: &Values,
    errors: &mut Errors,
) -> Result<Option<Programme>, Problem> {
    let Some(programme) = read(values, errors) else { return Ok(None) };
    match read_text(text(&programme).map_err(problem)?.as_bytes()) {
        Ok(programme) => Ok(Some(programme)),
        Err(TextFault::IdWrong) => {
            errors.add("id", "reference-text-id");
            Ok(None)
        }
        Err(TextFault::Unsound(unsound)) => {
            errors.add(field_of(unsound), unsound_key(unsound));
            Ok(None)
        }
        Err(fault) => {
            say(errors, "title-kk", &fault);
            Ok(None)
        }
    }
}

const fn field_of(unsound: Unsound) -> &'static str {
    match unsound {
        Unsound::NoQuestions => "topics",
        Unsound::NoSteps | Unsound::StepTwice => "steps",
        Unsound::StepsNeeded => "steps-needed",
        Unsound::NothingOffered => "modes",
        Unsound::ItemUnknown => "permitted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::tests::catalogue;
    use crate::words::Language;

    #[test]
    fn p02_a_programme_in_fields_is_the_programme_of_its_text() {
        for programme in catalogue().programmes {
            let mut errors = Errors::none();
            let read = checked(&values_of(&programme), &mut errors).unwrap();
            assert!(errors.is_empty(), "{}: {:?}", programme.id, errors.lines(Language::En));
            assert_eq!(read, Some(Programme { version: 0, ..programme }));
        }
    }

    #[test]
    fn p02_each_wrong_field_is_told_at_its_place() {
        let programme = catalogue().programmes[0].clone();
        let wrong = |change: fn(&mut Programme)| {
            let mut programme = programme.clone();
            change(&mut programme);
            let mut errors = Errors::none();
            assert_eq!(checked(&values_of(&programme), &mut errors).unwrap(), None);
            errors.fields().into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(wrong(|p| p.title.kk.clear()), ["title-kk"]);
        assert_eq!(wrong(|p| p.theory.topics.clear()), ["topics"]);
        assert_eq!(wrong(|p| p.theory.topics[0].title.ru = "а | б".into()), ["topics"]);
        assert_eq!(wrong(|p| p.map.steps[1].id = p.map.steps[0].id.clone()), ["steps"]);
        assert_eq!(wrong(|p| p.map.steps_needed = 999), ["steps-needed"]);
        assert_eq!(wrong(|p| p.modes.clear()), ["modes"]);
        assert_eq!(wrong(|p| p.id = "Мен".into()), ["id"]);
        let mut errors = Errors::none();
        assert_eq!(checked(&Values::new(), &mut errors).unwrap(), None);
        assert!(
            ["oked", "profession", "level", "basis-title-kk"]
                .iter()
                .all(|name| errors.fields().contains(name))
        );
    }
}
