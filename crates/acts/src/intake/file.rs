//! ¶4 ¶5. Filing an application: registered with number and date, the three days start.

use rules::application::Application;
use rules::case::{Command, Context, FileApplication, decide};
use rules::edition::Edition;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use crate::access::{Act, Subject, permit};
use crate::cx::Cx;
use crate::draft;
use crate::error::{ActError, ActResult};
use crate::journal::{CaseId, Receipt, RequestId};
use crate::people::Who;
use crate::ports::{PortError, Sequence, Taken};
use crate::walk::{Base, By, Plan, TRIES, first_answer, write};

/// Registers the candidate's draft as an application and uses the draft up.
pub async fn file_application(cx: &Cx, who: &Who, id: Uuid, request: RequestId) -> ActResult<Receipt> {
    let about = format!("{} {id}", Act::FileApplication.key());
    for _ in 0..TRIES {
        if let Some(first) = first_answer(cx, request, who, &about).await? {
            return Ok(first);
        }
        match file_once(cx, who, id, request, &about).await {
            Err(ActError::Port(PortError::Conflict | PortError::Repeated)) => {}
            // The draft is used up, because another node has done this very request meanwhile: its answer stands.
            Err(refused) => return first_answer(cx, request, who, &about).await?.ok_or(refused),
            done => return done,
        }
    }
    Err(ActError::ChangedMeanwhile)
}

async fn file_once(cx: &Cx, who: &Who, id: Uuid, request: RequestId, about: &str) -> ActResult<Receipt> {
    let row = draft::load(cx, who, id).await?;
    let (centre, application) = draft::to_application(&row, &cx.catalogue).ok_or(ActError::Fields(vec![]))?;
    let filing = Filing { draft: id, referral: row.draft.referral, centre, application };
    register(cx, who, request, about, filing).await
}

/// A draft as it is filed.
struct Filing {
    draft: Uuid,
    referral: Option<Uuid>,
    centre: CentreNumber,
    application: Application,
}

async fn register(cx: &Cx, who: &Who, request: RequestId, about: &str, filing: Filing) -> ActResult<Receipt> {
    let Filing { draft, referral, centre, application } = filing;
    let centre = &centre;
    if cx.catalogue.cells.elsewhere(centre).is_some() {
        return Err(ActError::NotFound);
    }
    let paper = application.paper.is_some();
    // Who files online is the candidate; on paper the registrar enters what somebody else has signed.
    let candidate = Some(who.account).filter(|_| !paper);
    let subject = Subject { centre, candidate, paper, commission: vec![] };
    let permit = permit(who, Act::FileApplication, &subject)?;
    let context = first_context(cx, centre, &application)?;
    let sequence = Sequence::Case { centre: centre.clone(), year: context.today().year() };
    let number = cx.cases.next(&sequence).await?;
    let file =
        FileApplication { number: format!("{centre}-{}-{number:06}", context.today().year()), application };
    let events = decide(None, Command::File { file: Box::new(file) }, &context)?;
    let base = Base { id: CaseId(cx.ids.fresh()), case: None, entries: vec![] };
    let plan = Plan { taken: vec![Taken { sequence, number }], tell: Some("application-registered") };
    let by = By { permit: &permit, request, about, now: context.now };
    let mut write = write(cx, base, events, plan, &by)?;
    write.draft = Some(draft);
    // Whoever prepared it learns by this which case it has become.
    for event in &mut write.happened {
        event.data.insert("application".into(), draft.to_string().into());
    }
    write.referral = referral;
    let receipt = write.receipt.clone();
    cx.cases.commit(write).await?;
    Ok(receipt)
}

/// ¶1. A new case lives under the edition in force on the day it is filed.
fn first_context<'a>(cx: &'a Cx, centre: &CentreNumber, application: &Application) -> ActResult<Context<'a>> {
    let now = cx.clock.now();
    let unknown = || ActError::NotFound;
    Ok(Context {
        now,
        calendar: &cx.calendar,
        edition: Edition::on(rules::terms::local_date(now)).ok_or_else(unknown)?,
        programme: cx
            .catalogue
            .programme_version(&application.programme, application.programme_version)
            .ok_or_else(unknown)?,
        centre: cx.catalogue.centre(centre).ok_or_else(unknown)?,
    })
}
