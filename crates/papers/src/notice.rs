//! ¶6 (¶7, ¶11). The notice of date, time and place.

use acts::forms::Notice;
use rules::programme::Mode;
use serde_json::json;

use crate::{Language, Sheet, words};

pub(crate) fn sheet(form: &Notice, language: Language) -> Sheet {
    let words = json!({
        "centre": language.centre(&form.centre),
        "number": form.number,
        "sent": language.moment(form.sent_at),
        "candidate": form.candidate,
        "contract": language.reference(&form.contract),
        "profession": language.text(&form.profession),
        "date": language.date(form.date),
        "time": Language::time(form.time),
        "place": form.place,
        "mode": language.mode(form.mode),
        "online": form.mode == Mode::Online,
        "exam-language": language.exam_language(form.language),
        "because": form.new_date_because.as_ref().map(|because| language.text(because)),
        "bring": language.texts(&form.bring),
        "forbidden": language.texts(&form.forbidden),
        "permitted": language.texts(&form.permitted),
        "sent-by": form.sent_by,
    });
    Sheet::new("notice.typ", words::local_date(form.sent_at), language, words)
}
