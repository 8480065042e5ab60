//! ¶18(1) ¶23 A2. Issuing the document exactly once, and annulling it.

use rules::case::{Command, Context, decide, evolve};

use crate::access::Act;
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::Receipt;
use crate::papers::{self, FormKind, PaperLanguage};
use crate::people::proof::Proof;
use crate::ports::{PortError, Sequence, Taken};
use crate::walk::{Asked, Loaded, Making, act_making, act_telling};

/// ¶18(1). Signed by the head, freshly proved. The number is taken, the PDF set and stored, then all of it
/// stands in one transaction: a crash before leaves no document and no gap, only an unused file.
pub async fn issue_document(cx: &Cx, asked: Asked<'_>, proof: &Proof) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    act_making(cx, asked, Act::IssueDocument, Some("document-issued"), Making::Document).await
}

/// Takes the number and sets and stores the PDF.
pub(crate) async fn prepare_document(
    cx: &Cx,
    loaded: &Loaded,
    context: &Context<'_>,
) -> ActResult<(Command, Taken)> {
    let ordinal = cx.cases.next(&Sequence::Document).await?;
    let digest = set_and_store(cx, loaded, context, ordinal).await?;
    Ok((Command::IssueDocument { ordinal, digest }, Taken { sequence: Sequence::Document, number: ordinal }))
}

/// The document's PDF is set from the case as it will stand, so that nothing on it is said twice.
async fn set_and_store(cx: &Cx, loaded: &Loaded, context: &Context<'_>, ordinal: u32) -> ActResult<String> {
    let command = Command::IssueDocument { ordinal, digest: String::new() };
    let mut issued = Some(loaded.case.clone());
    for event in decide(issued.as_ref(), command, context)? {
        issued = evolve(issued, &event);
    }
    let case = issued.ok_or(ActError::NotFound)?;
    let issued = Loaded { id: loaded.id, case, entries: loaded.entries.clone() };
    let form = papers::form(cx, &issued, FormKind::Document)
        .await?
        .ok_or_else(|| PortError::Inconsistent("no document to set".into()))?;
    let pdf = cx.papers.render(form, PaperLanguage::Kk).await?;
    Ok(cx.blobs.put(loaded.owner()?, pdf).await?)
}

/// Annulled by two people with a reason; the number stays given (Q21). `other` is the second person's account.
pub async fn annul_document(
    cx: &Cx,
    asked: Asked<'_>,
    reason: String,
    other: String,
    proof: &Proof,
) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    let by = [asked.who.account.to_string(), other];
    let command = Command::AnnulDocument { reason, by };
    act_telling(cx, asked, Act::AnnulDocument, command, "document-annulled").await
}
