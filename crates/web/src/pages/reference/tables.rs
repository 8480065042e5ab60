//! The reference data to take away: professions, centres, programmes, as CSV and XLSX. Columns have the names that an import
//! knows them by.

use acts::Cx;
use acts::catalogue::Catalogue;
use acts::reference::professions::COLUMNS;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::centre::Centre;
use rules::identifiers::NkzCode;
use rules::programme::{Basis, Programme};
use rules::terms::local_date;

use super::professions::list::Asked;
use crate::page::Frame;
use crate::problem::Problem;
use crate::table::{Cell, Sheet, csv_answer, xlsx_answer};
use crate::visit::Visit;

const CENTRES: [&str; 16] = [
    "number",
    "bin",
    "name_kk",
    "name_ru",
    "town_kk",
    "town_ru",
    "region",
    "address_kk",
    "address_ru",
    "head",
    "phone",
    "email",
    "accredited_from",
    "accredited_until",
    "in_force",
    "professions",
];

const PROGRAMMES: [&str; 19] = [
    "id",
    "version",
    "title_kk",
    "title_ru",
    "code",
    "profession_kk",
    "profession_ru",
    "oked",
    "nqf_level",
    "basis_kk",
    "basis_ru",
    "requires_education",
    "experience_years",
    "validity_years",
    "questions",
    "theory_minutes",
    "practice_minutes",
    "steps",
    "steps_needed",
];

/// `name` is that of the file: `professions.csv`.
pub async fn get(
    visit: Visit,
    State(cx): State<Cx>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (table, kind) = name.split_once('.').ok_or(Problem::NotFound)?;
    let frame = visit.frame("reference-title");
    let sheet = match table {
        "professions" => professions(&frame, &cx.catalogue, &asked),
        "centres" => centres(&frame, &cx.catalogue, local_date(cx.clock.now())),
        "programmes" => programmes(&frame, &cx.catalogue),
        _ => return Err(Problem::NotFound),
    };
    match kind {
        "csv" => csv_answer(&name, &sheet),
        "xlsx" => xlsx_answer(&name, vec![sheet]).await,
        _ => Err(Problem::NotFound),
    }
}

fn sheet(frame: &Frame, title: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet { name: frame.t(title), head: head.iter().map(|name| (*name).to_owned()).collect(), rows }
}

/// Those asked for, as the register has them: the file can be changed and brought back.
pub(super) fn professions(frame: &Frame, catalogue: &Catalogue, asked: &Asked) -> Sheet {
    let row = |one: &rules::profession::Profession| {
        vec![
            Cell::text(one.code.as_str()),
            Cell::text(&one.name.kk),
            Cell::text(&one.name.ru),
            Cell::text(&one.name_en),
            one.oked.as_ref().map_or(Cell::Empty, |oked| Cell::text(oked.as_str())),
            Cell::number(one.nqf_level.map(|level| u64::from(level.get()))),
        ]
    };
    sheet(frame, "professions-title", &COLUMNS, asked.found(catalogue).into_iter().map(row).collect())
}

pub(super) fn centres(frame: &Frame, catalogue: &Catalogue, today: Date) -> Sheet {
    let row = |centre: &Centre| {
        let held = &centre.accreditation;
        let codes: Vec<&str> = held.professions.iter().map(NkzCode::as_str).collect();
        vec![
            Cell::text(centre.number.as_str()),
            Cell::text(centre.bin.as_str()),
            Cell::text(&centre.name.kk),
            Cell::text(&centre.name.ru),
            Cell::text(&centre.town.kk),
            Cell::text(&centre.town.ru),
            centre.region.as_ref().map_or(Cell::Empty, |region| Cell::text(&region.kato)),
            Cell::text(&centre.address.kk),
            Cell::text(&centre.address.ru),
            Cell::text(&centre.head),
            Cell::text(&centre.phone),
            Cell::text(&centre.email),
            Cell::Day(held.from),
            Cell::Day(held.until),
            yes_no(held.in_force(today)),
            Cell::text(codes.join("; ")),
        ]
    };
    let rows = catalogue.centres.iter().map(row).collect();
    sheet(frame, "reference-centres-title", &CENTRES, rows)
}

/// The version of each that takes applications.
pub(super) fn programmes(frame: &Frame, catalogue: &Catalogue) -> Sheet {
    let row = |one: &Programme| {
        let (Basis::ProfessionalStandard(basis) | Basis::QualificationRequirements(basis)) = &one.basis;
        vec![
            Cell::text(&one.id),
            Cell::Number(one.version.into()),
            Cell::text(&one.title.kk),
            Cell::text(&one.title.ru),
            Cell::text(one.profession.as_str()),
            Cell::text(&one.profession_name.kk),
            Cell::text(&one.profession_name.ru),
            Cell::text(one.oked.as_str()),
            Cell::Number(one.nqf_level.get().into()),
            Cell::text(&basis.kk),
            Cell::text(&basis.ru),
            yes_no(one.requires_education),
            Cell::Number(one.experience_years.into()),
            Cell::Number(one.validity_years.into()),
            Cell::Number(one.theory.questions().into()),
            Cell::Number(one.theory.minutes.into()),
            Cell::Number(one.map.minutes.into()),
            Cell::Number(one.map.steps.len() as u64),
            Cell::Number(one.map.steps_needed.into()),
        ]
    };
    sheet(frame, "reference-programmes-title", &PROGRAMMES, catalogue.all_offered().map(row).collect())
}

fn yes_no(yes: bool) -> Cell {
    Cell::text(if yes { "yes" } else { "no" })
}
