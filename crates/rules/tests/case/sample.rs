//! The sample centre and application of the walks.

use jiff::civil::date;
use rules::Bilingual;
use rules::application::{Application, Attachment, AttachmentKind, Channel, Consents, Person, Route, Sex};
use rules::centre::{Accreditation, Centre};
use rules::identifiers::{Bin, CentreNumber, Iin, NkzCode};
use rules::programme::{ExamLanguage, Mode, Programme};

pub fn centre(profession: &NkzCode) -> Centre {
    let words = |text: &str| Bilingual::new(text, text);
    Centre {
        number: CentreNumber::parse("0042").unwrap(),
        bin: Bin::parse("240640000426").unwrap(),
        name: words("Үлгі орталық"),
        town: words("Шымкент"),
        region: None,
        address: words("Үлгі көшесі, 1"),
        head: "Ә. Қожа".into(),
        phone: "+7 700 000 00 00".into(),
        email: "orta@example.kz".into(),
        accreditation: Accreditation {
            from: date(2026, 1, 1),
            until: date(2028, 12, 31),
            suspended: false,
            suspensions: vec![],
            earlier: vec![],
            professions: vec![profession.clone()],
        },
    }
}

pub fn application(programme: &Programme) -> Application {
    let attachment = |kind: AttachmentKind| Attachment {
        kind,
        name: format!("{}.pdf", kind.code()),
        digest: "0".repeat(64),
    };
    Application {
        channel: Channel::Online,
        route: Route::OnOwn,
        person: Person {
            surname: "Сейітқали".into(),
            given: "Ақберен".into(),
            patronymic: Some("Нұрланұлы".into()),
            iin: Iin::parse("900101300017").unwrap(),
            birth_date: date(1990, 1, 1),
            sex: Sex::Male,
            address: "Шымкент".into(),
            email: "a@example.kz".into(),
            mobile: "+7 700 000 00 01".into(),
            work_phone: None,
        },
        profession: programme.profession.clone(),
        programme: programme.id.clone(),
        programme_version: programme.version,
        mode: Mode::Offline,
        language: ExamLanguage::Kk,
        held: None,
        knowledge: String::new(),
        skills: String::new(),
        adjustments: String::new(),
        attachments: [AttachmentKind::Identity, AttachmentKind::Education, AttachmentKind::Experience]
            .map(attachment)
            .into(),
        consents: Consents { processing: true, platform: true, biometric: false },
        retake_of: None,
        funding: rules::funding::Funding::Own,
        paper: None,
    }
}
