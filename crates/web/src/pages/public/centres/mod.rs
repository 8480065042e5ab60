//! ¶2(2). The recognition centres, town by town.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use rules::centre::Centre;
use rules::programme::{ExamLanguage, Mode};

use super::parts::{exam_languages, modes};
use crate::app::App;
use crate::dates::short;
use crate::page::{Frame, show};
use crate::visit::Visit;
use crate::words::alphabetical;
use acts::catalogue::Catalogue;

#[derive(Debug, Template)]
#[template(path = "public/centres/page.html")]
pub struct CentresPage {
    frame: Frame,
    /// Each town with its centres, by the alphabet.
    towns: Vec<(String, Vec<CentreCard>)>,
}

#[derive(Debug)]
struct CentreCard {
    name: String,
    address: String,
    phone: String,
    email: String,
    number: String,
    accredited: String,
    in_force: bool,
    modes: String,
    languages: String,
    professions: Vec<(String, String)>,
}

impl CentresPage {
    fn new(frame: Frame, catalogue: &Catalogue, today: Date) -> Self {
        let mut towns: BTreeMap<String, Vec<CentreCard>> = BTreeMap::new();
        for centre in &catalogue.centres {
            let town = frame.language.pick(&centre.town).to_owned();
            towns.entry(town).or_default().push(CentreCard::new(&frame, centre, catalogue, today));
        }
        let mut towns: Vec<_> = towns.into_iter().collect();
        towns.sort_by_key(|(town, _)| alphabetical(town));
        Self { frame, towns }
    }
}

impl CentreCard {
    fn new(frame: &Frame, centre: &Centre, catalogue: &Catalogue, today: Date) -> Self {
        let language = frame.language;
        let programmes: Vec<_> = catalogue.programmes_of(centre).collect();
        // In the order of the law: what at least one of the centre's programmes offers.
        let offered_modes: Vec<Mode> = [Mode::Offline, Mode::Online]
            .into_iter()
            .filter(|mode| programmes.iter().any(|programme| programme.modes.contains(mode)))
            .collect();
        let offered_languages: Vec<ExamLanguage> = [ExamLanguage::Kk, ExamLanguage::Ru]
            .into_iter()
            .filter(|one| programmes.iter().any(|programme| programme.languages.contains(one)))
            .collect();
        let accreditation = &centre.accreditation;
        Self {
            name: language.pick(&centre.name).to_owned(),
            address: language.pick(&centre.address).to_owned(),
            phone: centre.phone.clone(),
            email: centre.email.clone(),
            number: centre.number.to_string(),
            accredited: format!("{} – {}", short(accreditation.from), short(accreditation.until)),
            in_force: accreditation.in_force(today),
            modes: modes(language, &offered_modes),
            languages: exam_languages(language, &offered_languages),
            professions: programmes
                .iter()
                .map(|programme| {
                    (format!("/professions/{}", programme.id), language.pick(&programme.title).to_owned())
                })
                .collect(),
        }
    }
}

pub async fn get(visit: Visit, State(app): State<App>) -> Response {
    let frame = visit.frame("public-centres-title");
    show(&CentresPage::new(frame, &app.cx().catalogue, (app.site.now)().date()))
}

#[cfg(test)]
impl CentresPage {
    pub(super) fn sample(language: crate::words::Language, catalogue: &Catalogue, today: Date) -> Self {
        Self::new(Frame::sample(language, "public-centres-title"), catalogue, today)
    }
}
