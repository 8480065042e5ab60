//! What a centre keeps: journals and registers by date, and the personal file of a case (¶8 ¶14 ¶17).

use rules::Bilingual;
use rules::identifiers::CentreNumber;

use crate::access::{Act, Jurisdiction, roles};
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::papers::{self, FormKind, PaperLanguage};
use crate::people::Who;
use crate::projection::{Page, PaperFilter, PaperLine, files};
use crate::walk::Loaded;

/// The centres whose records the person may read: all of them, or those of their seats.
pub fn centres(cx: &Cx, who: &Who) -> Vec<CentreNumber> {
    let reach = |seat: &crate::people::Seat| roles(Act::SeeRecords).get(&seat.role).copied();
    if who.seats.iter().any(|seat| reach(seat) == Some(Jurisdiction::Country)) {
        return cx.catalogue.centres.iter().map(|centre| centre.number.clone()).collect();
    }
    let own = who.seats.iter().filter(|seat| reach(seat) == Some(Jurisdiction::Centre));
    let mut centres: Vec<CentreNumber> = own.filter_map(|seat| seat.centre.clone()).collect();
    centres.sort();
    centres.dedup();
    centres
}

/// Papers of a kind by their day, at a centre whose records the person may read.
pub async fn papers(cx: &Cx, who: &Who, filter: &PaperFilter) -> ActResult<Page<PaperLine>> {
    if !centres(cx, who).contains(&filter.centre) {
        return Err(ActError::NotAllowed);
    }
    Ok(cx.cases.papers(filter).await?)
}

/// One thing of a personal file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its place in the bundle, without an ending that depends on its bytes.
    pub path: String,
    pub title: Bilingual,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A legal form, set anew from the journal; the issued document is the stored bytes.
    Paper(FormKind, PaperLanguage),
    /// An original, by its digest.
    File(String),
}

/// Everything in the personal file, in the order of the procedure: papers in both languages, then the originals.
/// Its candidate does not see an unopened result (Q14), nor what stays inside the centre.
pub fn personal_file(loaded: &Loaded, for_staff: bool) -> Vec<Item> {
    let mut items = Vec::new();
    for (number, kind) in (1..).zip(papers::available(loaded, for_staff)) {
        for (language, code) in [(PaperLanguage::Kk, "kk"), (PaperLanguage::Ru, "ru")] {
            if kind == FormKind::Document && language == PaperLanguage::Ru {
                continue;
            }
            items.push(Item {
                path: format!("papers/{number:02}-{}.{code}.pdf", kind.code()),
                title: papers::title(kind),
                what: What::Paper(kind, language),
            });
        }
    }
    let case = &loaded.case;
    let told = for_staff || (case.decision.is_some() && !papers::sealed(case));
    let originals = originals(loaded)
        .into_iter()
        .filter(|(_, digest)| told || case.theory_sheet.as_ref() != Some(digest));
    items.extend((1..).zip(originals).map(|(number, (title, digest))| Item {
        path: format!("originals/{number:02}"),
        title,
        what: What::File(digest),
    }));
    items
}

/// The stored files with what each is; the issued document stands among the papers.
fn originals(loaded: &Loaded) -> Vec<(Bilingual, String)> {
    let case = &loaded.case;
    let enclosed =
        |digest: &String| case.application.attachments.iter().find(|attachment| attachment.digest == *digest);
    let title = |digest: &String| {
        if let Some(attachment) = enclosed(digest) {
            papers::attachment(attachment.kind)
        } else if case.application.paper.as_ref().is_some_and(|paper| paper.scans.contains(digest)) {
            Bilingual::new("Қағаз өтініштің толық сканы", "Скан бумажного заявления целиком")
        } else if case.theory_sheet.as_ref() == Some(digest) {
            Bilingual::new("Теориялық кезеңнің жауап парағы", "Лист ответов теоретического этапа")
        } else if case.incapacity.as_ref().is_some_and(|incapacity| incapacity.sheet.as_ref() == Some(digest))
        {
            Bilingual::new("Еңбекке уақытша жарамсыздық парағы", "Лист о временной нетрудоспособности")
        } else if case.appeal.as_ref().is_some_and(|appeal| appeal.files.contains(digest)) {
            Bilingual::new("Апелляцияға қоса берілген құжат", "Документ, приложенный к апелляции")
        } else if case.corrections.iter().any(|correction| correction.files.contains(digest)) {
            Bilingual::new("Деректерді түзетуге қоса берілген құжат", "Документ к исправлению данных")
        } else {
            Bilingual::new("Шағымға қоса берілген құжат", "Документ, приложенный к жалобе")
        }
    };
    let stored = files(case).into_iter().filter(|digest| case.document_digest.as_ref() != Some(digest));
    stored.map(|digest| (title(&digest), digest)).collect()
}
