//! The list itself, held against the routes of the program.

/// Who, address, stage of the case whose id, number or candidate the address names.
pub(super) const PAGES: [(&str, &str, &str); 161] = [
    ("public", "/", ""),
    ("public", "/professions", ""),
    ("public", "/professions?q=zzz", ""),
    ("public", "/professions/welder", ""),
    ("public", "/centres", ""),
    ("public", "/rules", ""),
    ("public", "/check", ""),
    ("public", "/display", ""),
    ("public", "/t/{serial}", "issued"),
    ("public", "/t/{serial}", "annulled"),
    ("public", "/t/{unknown}", "issued"),
    ("public", "/open-data", ""),
    ("public", "/sign-in", ""),
    ("public", "/sign-in/code", ""),
    ("public", "/sign-up", ""),
    ("public", "/employer/sign-up", ""),
    ("public", "/join/{key}", ""),
    ("public", "/join/0", ""),
    ("public", "/nowhere", ""),
    ("candidate", "/apply", ""),
    ("candidate", "/apply/{draft}", ""),
    ("candidate", "/apply/{draft}/profession", ""),
    ("candidate", "/apply/{draft}/centre", ""),
    ("candidate", "/apply/{draft}/format", ""),
    ("candidate", "/apply/{draft}/about", ""),
    ("candidate", "/apply/{draft}/learning", ""),
    ("candidate", "/apply/{draft}/documents", ""),
    ("candidate", "/apply/{draft}/adjustments", ""),
    ("candidate", "/apply/{draft}/funding", ""),
    ("candidate", "/apply/{draft}/consents", ""),
    ("candidate", "/apply/{draft}/check", ""),
    ("candidate", "/referral/{referral}", ""),
    ("candidate", "/my", ""),
    ("candidate", "/desk", ""),
    ("candidate", "/my", "issued"),
    ("candidate", "/account/consents", "issued"),
    ("candidate", "/my/{case}", "filed"),
    ("candidate", "/my/{case}", "refused"),
    ("candidate", "/my/{case}", "offered"),
    ("candidate", "/my/{case}", "contracted"),
    ("candidate", "/my/{case}", "noticed"),
    ("candidate", "/my/{case}", "incapacitated"),
    ("candidate", "/my/{case}", "postponed"),
    ("candidate", "/my/{case}", "practice"),
    ("candidate", "/my/{case}", "decided"),
    ("candidate", "/my/{case}", "not-passed"),
    ("candidate", "/my/{case}", "issued"),
    ("candidate", "/my/{case}", "informed"),
    ("candidate", "/my/{case}", "appealed"),
    ("candidate", "/my/{case}", "upheld"),
    ("candidate", "/my/{case}", "withdrawn"),
    ("candidate", "/my/{case}", "annulled"),
    ("candidate", "/my/{case}/consents", "filed"),
    ("candidate", "/my/{case}/consents/platform/withdraw", "filed"),
    ("candidate", "/my/{case}/contract", "offered"),
    ("candidate", "/my/{case}/notice", "noticed"),
    ("candidate", "/my/{case}/acquaint", "noticed"),
    ("candidate", "/my/{case}/incapacity", "noticed"),
    ("candidate", "/my/{case}/incapacity", "incapacitated"),
    ("candidate", "/my/{case}/new-date", "noticed"),
    ("candidate", "/my/{case}/fault", "practice"),
    ("candidate", "/my/{case}/withdraw", "filed"),
    ("candidate", "/my/{case}/result", "issued"),
    ("candidate", "/my/{case}/result", "appealed"),
    ("candidate", "/my/{case}/appeal", "informed"),
    ("candidate", "/my/{case}/complaint", "filed"),
    ("candidate", "/my/{case}/correction", "filed"),
    ("candidate", "/my/{case}/readers", "issued"),
    ("candidate", "/account", ""),
    ("candidate", "/account/data", ""),
    ("employer", "/employer", ""),
    ("employer", "/employer/refer", ""),
    ("employer", "/employer/{referral}", ""),
    ("registrar", "/board", ""),
    ("registrar", "/bulk?step=notice&case={case}", "contracted"),
    ("registrar", "/calendar", ""),
    ("registrar", "/calendar?view=month", ""),
    ("registrar", "/calendar/address", ""),
    ("registrar", "/reminders", ""),
    ("registrar", "/desk", ""),
    ("registrar", "/desk/paper", ""),
    ("registrar", "/desk/messages", ""),
    ("registrar", "/desk/messages/{dispatch}", ""),
    ("registrar", "/records", ""),
    ("registrar", "/cases/{case}", "filed"),
    ("registrar", "/cases/{case}", "contracted"),
    ("registrar", "/cases/{case}", "noticed"),
    ("registrar", "/cases/{case}", "issued"),
    ("registrar", "/cases/{case}", "appealed"),
    ("registrar", "/cases/{case}/hands", "filed"),
    ("registrar", "/cases/{case}/check", "filed"),
    ("registrar", "/cases/{case}/refusal", "incomplete"),
    ("registrar", "/cases/{case}/notice", "contracted"),
    ("registrar", "/cases/{case}/notice", "postponed"),
    ("registrar", "/cases/{case}/brief", "noticed"),
    ("registrar", "/cases/{case}/fault", "practice"),
    ("registrar", "/cases/{case}/no-show", "noticed"),
    ("registrar", "/cases/{case}/withdraw", "filed"),
    ("registrar", "/cases/{case}/close", "informed"),
    ("registrar", "/cases/{case}/inform", "not-passed"),
    ("registrar", "/cases/{case}/appeal", "appealed"),
    ("registrar", "/cases/{case}/receipt", "informed"),
    ("registrar", "/cases/{case}/messages", "issued"),
    ("registrar", "/cases/{case}/personal-file", "issued"),
    ("registrar", "/account", ""),
    ("registrar", "/account/factor", ""),
    ("head", "/board?show=centre", ""),
    ("head", "/to-sign", ""),
    ("head", "/cases/{case}/sign-refusal", "incomplete"),
    ("head", "/cases/{case}/offer-contract", "complete"),
    ("head", "/cases/{case}/issue", "passed"),
    ("head", "/cases/{case}/annul", "issued"),
    ("head", "/cases/{case}/answer-complaint", "refused"),
    ("head", "/centre/rooms", ""),
    ("head", "/centre/rooms/{room}", ""),
    ("head", "/centre/reminders", ""),
    ("head", "/centre/report", ""),
    ("head", "/centre/commission", ""),
    ("head", "/centre/tokens", ""),
    ("head", "/centre/tokens/new", ""),
    ("head", "/centre/webhooks", ""),
    ("head", "/centre/webhooks/new", ""),
    ("head", "/api", ""),
    ("head", "/reference/programmes/new", ""),
    ("head", "/reference/programmes/new/form?of=welder", ""),
    ("head", "/centre/0042/people", ""),
    ("head", "/centre/0042/people/invite", ""),
    ("head", "/centre/0042/people/stand-in", ""),
    ("head", "/centre/0042/people/{account}/{seat}", ""),
    ("head", "/register", ""),
    ("chair", "/sittings", ""),
    ("chair", "/cases/{case}/sitting", "noticed"),
    ("chair", "/cases/{case}/theory", "theory"),
    ("chair", "/cases/{case}/violation", "practice"),
    ("chair", "/cases/{case}/decision", "ended"),
    ("member", "/cases/{case}/practice", "practice"),
    ("member", "/cases/{case}/protocol", "decided"),
    ("member", "/protocols", ""),
    ("appeal", "/cases/{case}/appeal-decision", "appeal-registered"),
    ("body", "/country", ""),
    ("body", "/reference", ""),
    ("body", "/reference/editions", ""),
    ("body", "/reference/calendar", ""),
    ("body", "/reference/calendar/change", ""),
    ("body", "/reference/centres", ""),
    ("body", "/reference/centres/new", ""),
    ("body", "/reference/centres/0042", ""),
    ("body", "/reference/centres/0042/describe", ""),
    ("body", "/reference/centres/0042/scope", ""),
    ("body", "/reference/programmes", ""),
    ("body", "/reference/programmes/welder", ""),
    ("body", "/reference/programmes/welder/1", ""),
    ("body", "/reference/professions", ""),
    ("body", "/reference/professions/7212-1-008", ""),
    ("body", "/reference/professions/import", ""),
    ("body", "/reference/oked", ""),
    ("body", "/reference/oked/C", ""),
    ("body", "/register/{serial}", "issued"),
    ("body", "/cases/{case}/reason", "issued"),
    ("body", "/platform-entries", ""),
    ("operator", "/operator/people", ""),
];

/// What a GET gives that is no page: files, data, another page at once.
const NO_PAGES: [&str; 55] = [
    "/language/{language}",
    "/calendar/feed/{secret}",
    "/my/{case}/calendar",
    // Of an application on paper that is being keyed in; the story of `intake` goes through them.
    "/apply/{draft}/scans",
    "/apply/{draft}/scans/{scan}",
    "/apply/{draft}/scans/{scan}/file",
    "/apply/{draft}/scans/{scan}/pages/{page}",
    "/cases/{id}/form/{kind}",
    "/cases/{id}/file/{digest}",
    "/cases/{id}/personal-file.zip",
    "/register/documents.csv",
    "/register/documents.xlsx",
    "/open-data/datapackage.json",
    "/open-data/documents.csv",
    "/open-data/documents.json",
    "/open-data/centres.csv",
    "/open-data/centres.json",
    "/open-data/professions.csv",
    "/open-data/professions.json",
    "/open-data/statistics.csv",
    "/open-data/statistics.json",
    "/country/report.csv",
    "/country/report.xlsx",
    "/account/data/download",
    // Shown between two steps of one act alone; the stories of `people` and `look` go through them.
    "/sign-in/second",
    "/sign-in/code/enter",
    "/account/factor/remove",
    // An appeal that came too late: nobody of the demonstration was late.
    "/cases/{id}/late-appeal",
    // A correction of one's own data that waits; the story of `correction` goes through it.
    "/cases/{id}/answer-correction",
    // Where the site is reached by a name alone; the browser's story of `keys` goes through them.
    "/sign-in/passkey",
    "/account/passkeys",
    "/account/passkeys/{passkey}/remove",
    // Of what the demonstration has none of; the stories of `reference` and `api` go through them.
    "/centre/commission/{account}/competence",
    "/centre/commission/{account}/conflict",
    "/reference/programmes/{id}/{version}/text",
    "/reference/programmes/{id}/{version}/{step}",
    "/centre/webhooks/{hook}",
    // Shown once a table was brought; the story of `professions` goes through it.
    "/reference/professions/import/{digest}",
    "/reference/tables/{name}",
    // For programs.
    "/api/openapi.json",
    "/api/v1/register/{serial}",
    "/api/v1/centres",
    "/api/v1/programmes",
    "/api/v1/cases",
    "/api/v1/cases/{id}",
    "/api/v1/cases/{id}/person",
    "/api/v1/cases/{id}/messages",
    "/api/v1/terms",
    "/api/v1/sittings",
    "/api/v1/rooms",
    "/api/v1/applications",
    "/api/v1/applications/{id}",
    "/api/v1/webhooks",
    "/api/v1/webhooks/{id}/deliveries",
    // Leads on to the people of the own centre.
    "/centre/people",
];

/// The status that a page comes with.
pub(super) fn status(who: &str, path: &str) -> u64 {
    match (who, path) {
        ("public", "/nowhere" | "/t/{unknown}") => 404,
        ("public", "/join/0") => 410,
        ("candidate", "/desk") => 403,
        _ => 200,
    }
}

/// Public pages that somebody looks for; not the answer to a number or a link that they brought.
pub(super) fn sections() -> impl Iterator<Item = &'static str> {
    let public = PAGES.iter().filter(|(who, path, _)| *who == "public" && !path.contains(['{', '?']));
    public.map(|(_, path, _)| *path).filter(|path| !["/nowhere", "/join/0"].contains(path))
}

/// The route that answers at an address: of those that fit, the one that is written out the most.
fn route_of<'a>(routes: &[&'a str], address: &str) -> Option<&'a str> {
    let address = address.split('?').next().unwrap_or_default();
    let parts = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let wanted = parts(address);
    let fits = |route: &&&str| {
        let own = parts(route);
        own.len() == wanted.len()
            && own.iter().zip(&wanted).all(|(own, one)| own.starts_with('{') || own == one)
    };
    routes.iter().filter(fits).min_by_key(|route| route.matches('{').count()).copied()
}

#[test]
fn every_page_stands_in_the_list() {
    let rules = web::pages::routes().rules();
    let routes: Vec<&str> =
        rules.iter().filter(|route| route.methods.contains(&"GET")).map(|route| route.path).collect();
    let shown: Vec<&str> = PAGES.iter().filter_map(|(_, path, _)| route_of(&routes, path)).collect();
    let left: Vec<_> =
        routes.iter().filter(|route| !shown.contains(route) && !NO_PAGES.contains(route)).collect();
    assert!(left.is_empty(), "nobody looks at {left:#?}");
    let gone: Vec<_> = NO_PAGES.iter().filter(|path| !routes.contains(path)).collect();
    assert!(gone.is_empty(), "there is no {gone:?}");
}
