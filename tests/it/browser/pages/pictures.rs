//! Every page as a picture, and every page held against the rules of accessibility in the four ways it can look.

use std::cell::{Cell, RefCell};

use super::super::driver::Browsers;
use super::super::look::{DESK, PHONE};
use super::{guides, measures, site, walk};

/// What people can choose on `/display`.
pub(super) const LOOKS: [&str; 4] = ["light", "dark", "contrast", "light-large"];

/// The narrowest screen: 400 % of one of 1280 pixels.
pub(super) const NARROW: u32 = 320;

/// The walk. The commands of the project walk for something else than CI does, which is longer: they say so in a variable.
#[tokio::test]
async fn every_page_holds_in_light_in_dark_in_high_contrast_and_in_large_letters() {
    match std::env::var("BILIKTI_WALK").as_deref() {
        Ok("pictures") => pictures().await,
        Ok("guides") => guides::pictures().await,
        Ok("screens") => measures::screens().await,
        _ => looks().await,
    }
}

/// `target/screens/{kk,ru}/NAME-{phone,desk}.png`.
async fn pictures() {
    let (server, browsers) = (site(), Browsers::start().await);
    let wrong = RefCell::new(vec![]);
    walk(&server, &browsers, async |visitor, sight| {
        for language in ["kk", "ru"] {
            let came = visitor.opens(sight, language, "light").await;
            wrong.borrow_mut().extend(came);
            for (width, screen) in [(DESK, "desk"), (PHONE, "phone")] {
                let wide = visitor.fit(width, true).await;
                if wide > u64::from(width) {
                    wrong.borrow_mut().push(format!("{} is {wide} wide on a screen of {width}", sight.name));
                }
                visitor.keep(language, &format!("{}-{screen}", sight.name)).await;
            }
            visitor.unfit().await;
        }
    })
    .await;
    assert!(wrong.borrow().is_empty(), "{:#?}", wrong.borrow());
}

/// WCAG 2.2 AA. Each page in each look, in one language after the other; `bench screens` holds all against all.
async fn looks() {
    let (server, browsers) = (site(), Browsers::start().await);
    let (wrong, turn) = (RefCell::new(vec![]), Cell::new(0));
    walk(&server, &browsers, async |visitor, sight| {
        for look in LOOKS {
            let language = ["kk", "ru", "en"][turn.get() % 3];
            turn.set(turn.get() + 1);
            let came = visitor.opens(sight, language, look).await;
            let found = visitor.violations().await;
            let found = found.into_iter().map(|one| format!("{} {language} {look}: {one}", sight.name));
            wrong.borrow_mut().extend(came.into_iter().chain(found));
        }
        let wide = visitor.fit(NARROW, false).await;
        if wide > u64::from(NARROW) {
            wrong.borrow_mut().push(format!("{} in large letters is {wide} wide", sight.name));
        }
        visitor.unfit().await;
    })
    .await;
    assert!(turn.get() > 400, "{} looks", turn.get());
    assert!(wrong.borrow().is_empty(), "{:#?}", wrong.borrow());
}
