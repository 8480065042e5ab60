//! What each part's page asks, in the order of A1.

use acts::catalogue::Catalogue;
use acts::draft::{Draft, Part};
use jiff::civil::Date;
use uuid::Uuid;

use super::super::Came;
use super::{choices, consents, funding};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::Frame;
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::words::t;

/// What the answers depend on.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub catalogue: &'a Catalogue,
    pub draft: &'a Draft,
    pub today: Date,
}

/// The page of one part.
pub fn page(
    frame: Frame,
    id: Uuid,
    part: Part,
    came: &Came,
    seen: &Seen<'_>,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let form = Form { language: frame.language, values, errors };
    QuestionPage {
        errors: form.error_lines(),
        back: came.next(id),
        action: came.here(id, part),
        blocks: blocks(part, &form, seen),
        button: frame.t("apply-continue"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

fn blocks(part: Part, form: &Form<'_>, seen: &Seen<'_>) -> Vec<Block> {
    match part {
        Part::Profession => choices::professions(form, seen),
        Part::Centre => choices::centres(form, seen),
        Part::Format => choices::format(form, seen),
        Part::About => about(form),
        Part::Learning => learning(form),
        Part::Adjustments => adjustments(form),
        Part::Funding => funding::blocks(form, seen),
        Part::Consents => consents::blocks(form, seen),
        Part::Paper => paper(form),
        Part::Documents => vec![],
    }
}

/// A1. Who applies. Q24: birth date and sex are asked, never read out of the IIN.
fn about(form: &Form<'_>) -> Vec<Block> {
    let words = |key: &str| t(form.language, key);
    let sex =
        vec![Choice::new("female", words("apply-sex-female")), Choice::new("male", words("apply-sex-male"))];
    vec![
        Block::Text(words("apply-about-text")),
        Block::Line(form.field("surname", "apply-surname").autocomplete("family-name")),
        Block::Line(form.field("given", "apply-given").autocomplete("given-name")),
        Block::Line(form.field("patronymic", "apply-patronymic").autocomplete("additional-name")),
        Block::Line(
            form.field("iin", "apply-iin")
                .hint(words("apply-iin-hint"))
                .inputmode("numeric")
                .autocomplete("off")
                .width(20),
        ),
        Block::Date(
            form.field("birth-date", "apply-birth-date")
                .hint(words("apply-birth-date-hint"))
                .autocomplete("bday"),
        ),
        Block::Radios(form.choices("sex", "apply-sex", sex).hint(words("apply-sex-hint"))),
        Block::Line(
            form.field("address", "apply-address")
                .hint(words("apply-address-hint"))
                .autocomplete("street-address"),
        ),
        Block::Line(
            form.field("email", "apply-email").kind("email").inputmode("email").autocomplete("email"),
        ),
        Block::Line(
            form.field("mobile", "apply-mobile").kind("tel").inputmode("tel").autocomplete("tel").width(20),
        ),
        Block::Line(form.field("work-phone", "apply-work-phone").kind("tel").inputmode("tel").width(20)),
        Block::Line(
            form.field("employer-bin", "apply-employer-bin")
                .hint(words("apply-employer-bin-hint"))
                .inputmode("numeric")
                .width(20),
        ),
    ]
}

/// A1. Learning without a school, skills, and the level held.
fn learning(form: &Form<'_>) -> Vec<Block> {
    let words = |key: &str| t(form.language, key);
    let none = Choice::new("", words("apply-held-none"));
    let levels = (1..=8).map(|level: u8| Choice::new(level.to_string(), level.to_string()));
    vec![
        Block::Text(words("apply-learning-text")),
        Block::Area(form.field("knowledge", "apply-knowledge").hint(words("apply-knowledge-hint"))),
        Block::Area(form.field("skills", "apply-skills").hint(words("apply-skills-hint"))),
        Block::Select(
            form.choices("held-level", "apply-held-level", std::iter::once(none).chain(levels).collect())
                .hint(words("apply-held-level-hint")),
        ),
        Block::Line(
            form.field("held-until", "apply-held-until")
                .hint(words("apply-held-until-hint"))
                .inputmode("numeric")
                .width(4),
        ),
    ]
}

/// ¶10 ¶11. Adjustments, not diagnoses.
fn adjustments(form: &Form<'_>) -> Vec<Block> {
    let words = |key: &str| t(form.language, key);
    let answers = vec![Choice::new("no", words("apply-no")), Choice::new("yes", words("apply-yes"))];
    vec![
        Block::Text(words("apply-adjustments-text")),
        Block::Radios(form.choices("needs-adjustments", "apply-needs-adjustments", answers)),
        Block::Area(form.field("adjustments", "apply-adjustments").hint(words("apply-adjustments-hint"))),
        Block::Text(words("apply-adjustments-more")),
    ]
}

/// ¶4 ¶5. When the application on paper came.
fn paper(form: &Form<'_>) -> Vec<Block> {
    let words = |key: &str| t(form.language, key);
    vec![
        Block::Text(words("apply-paper-text")),
        Block::Date(form.field("received", "apply-paper-received").hint(words("apply-paper-received-hint"))),
        Block::Area(
            form.field("late-because", "apply-paper-why-late")
                .hint(words("apply-paper-why-late-hint"))
                .rows(3),
        ),
    ]
}
