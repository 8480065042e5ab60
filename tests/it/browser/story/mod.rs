//! One case, from the start page to the public check of its document.

mod apply;
mod end;
mod exam;
mod office;

use jiff::civil::date;

use super::driver::{Browsers, Visitor};
use crate::server::Server;

/// Where the case stands in everybody's addresses.
struct Story {
    server: Server,
    case: String,
    number: String,
}

/// Everybody at a browser of their own.
struct People {
    candidate: Visitor,
    registrar: Visitor,
    head: Visitor,
    chair: Visitor,
    members: [Visitor; 2],
}

impl People {
    async fn arrive(browsers: &Browsers, address: &str) -> Self {
        let person = || browsers.person(address);
        let (candidate, registrar, head, chair, first, second) =
            tokio::join!(person(), person(), person(), person(), person(), person());
        Self { candidate, registrar, head, chair, members: [first, second] }
    }

    /// On another day everybody signs in again.
    async fn sign_in(&self) {
        tokio::join!(
            self.candidate.sign_in("omirzhanov"),
            self.registrar.sign_in("a.tasybaeva"),
            self.head.sign_in("u.qozhahmetova"),
            self.chair.sign_in("b.zholdasov"),
            self.members[0].sign_in("m.rahimov"),
            self.members[1].sign_in("g.ospanova"),
        );
    }
}

#[tokio::test]
async fn p03_p04_p05_p06_p08_p09_p10_p15_p16_p17_p18_a1_a2_from_the_start_page_to_the_public_check() {
    let server = Server::demo();
    let browsers = Browsers::start().await;
    let people = People::arrive(&browsers, &server.address()).await;
    let stranger = browsers.person(&server.address()).await;

    let applies = async {
        apply::finds_profession_and_begins(&people.candidate).await;
        apply::parts(&people.candidate).await;
        apply::checks_and_sends(&people.candidate).await
    };
    let ((case, number), ()) = tokio::join!(applies, apply::public_pages(&stranger));
    let story = Story { server, case, number };

    people.registrar.sign_in("a.tasybaeva").await;
    people.head.sign_in("u.qozhahmetova").await;
    office::finds_complete(&people.registrar, &story).await;
    office::offers_contract(&people.head, &story).await;
    apply::signs_contract(&people.candidate, &story).await;
    office::sends_notice(&people.registrar, &story).await;
    apply::acquaints(&people.candidate, &story).await;
    office::briefs(&people.registrar, &story).await;

    story.server.set_time(date(2026, 12, 8).at(10, 5, 0, 0));
    people.sign_in().await;
    exam::opens_sitting(&people.chair, &story).await;
    exam::keys_in_theory(&people.chair, &story).await;
    exam::practice(&people, &story).await;
    exam::decides(&people, &story).await;
    exam::signs_protocol(&people, &story).await;

    let serial = end::issues(&people.head, &story).await;
    let address = end::opens_document(&people.candidate, &story, &serial).await;
    end::checks(&stranger, &address, &serial).await;
    story.server.assert_sound();
}
