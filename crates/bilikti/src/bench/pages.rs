//! Every staff page with many cases in the store: milliseconds from request to whole answer, without the network; then
//! the start of the program on that store.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use acts::projection::CaseFilter;
use acts::{CaseId, Cx};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use rules::case::Stage;
use rules::identifiers::CentreNumber;
use tower::ServiceExt as _;

use super::{Failed, fill, percentile, stopwatch};
use crate::demo::{self, PASSWORD};
use crate::install::{Install, Options};
use crate::serve::router;

/// The target of issue and evidence: 95 % of the answers of a page within this.
const TARGET: f64 = 50.0;

/// A page, who looks at it, and the stage of the cases it is asked for.
const PAGES: [(&str, &str, Option<Stage>); 28] = [
    ("/board", "a.tasybaeva", None),
    ("/board?show=centre", "u.qozhahmetova", None),
    ("/calendar?view=month", "a.tasybaeva", None),
    ("/protocols", "m.rahimov", None),
    ("/desk", "a.tasybaeva", None),
    ("/desk?page=20", "a.tasybaeva", None),
    ("/desk?q=Қабдолла", "a.tasybaeva", None),
    ("/desk?q=0042-2026-000777", "a.tasybaeva", None),
    ("/cases/{id}", "a.tasybaeva", Some(Stage::Filed)),
    ("/cases/{id}", "a.tasybaeva", Some(Stage::Issued)),
    ("/cases/{id}/check", "a.tasybaeva", Some(Stage::Filed)),
    ("/cases/{id}/notice", "a.tasybaeva", Some(Stage::Contracted)),
    ("/cases/{id}/brief", "a.tasybaeva", Some(Stage::Noticed)),
    ("/cases/{id}/appeal", "a.tasybaeva", Some(Stage::Appealed)),
    ("/to-sign", "u.qozhahmetova", None),
    ("/cases/{id}/sign-refusal", "u.qozhahmetova", Some(Stage::Incomplete)),
    ("/cases/{id}/offer-contract", "u.qozhahmetova", Some(Stage::Complete)),
    ("/cases/{id}/issue", "u.qozhahmetova", Some(Stage::Passed)),
    ("/cases/{id}/annul", "u.qozhahmetova", Some(Stage::Issued)),
    ("/sittings", "b.zholdasov", None),
    ("/cases/{id}/sitting", "b.zholdasov", Some(Stage::Noticed)),
    ("/cases/{id}/theory", "b.zholdasov", Some(Stage::Theory)),
    ("/cases/{id}/practice", "b.zholdasov", Some(Stage::Practice)),
    ("/cases/{id}/violation", "b.zholdasov", Some(Stage::Practice)),
    ("/cases/{id}/decision", "b.zholdasov", Some(Stage::Ended)),
    ("/cases/{id}/protocol", "b.zholdasov", Some(Stage::Decided)),
    ("/cases/{id}/inform", "a.tasybaeva", Some(Stage::NotPassed)),
    ("/cases/{id}/appeal-decision", "s.anarbekov", Some(Stage::AppealRegistered)),
];

pub(crate) async fn pages(cases: u32, rounds: u32, demo_folder: &Path) -> Result<ExitCode, Failed> {
    let data = std::env::temp_dir().join(format!("bilikti-bench-pages-{cases}"));
    demo::reference_data(demo_folder, &data)?;
    let install = Install::open(options(&data)).await?;
    let any = CaseFilter { per_page: 1, ..CaseFilter::default() };
    let watch = stopwatch();
    if install.cx.cases.list(&any).await?.total == 0 {
        fill::fill(&install.cx, demo_folder, cases).await?;
        println!("store filled in {:.0} s", watch.elapsed().as_secs_f64());
    }
    let total = install.cx.cases.list(&any).await?.total;
    println!("\n{total} cases in the store, {rounds} requests a page\n");
    println!("| page | who | p50 ms | p95 ms | p99 ms | bytes |\n|---|---|---|---|---|---|");
    let router = router(&install.cx, false);
    let mut slow = 0;
    for (page, login, stage) in PAGES {
        let cookie = sign_in(&router, login).await?;
        let asked = addresses(&install.cx, page, stage).await?;
        slow += u32::from(measure(&router, &cookie, (page, login), &asked, rounds).await? > TARGET);
    }
    // A form is a document, not a page: shown, not held against the target.
    let protocol = ("/cases/{id}/form/protocol?language=kk", "a.tasybaeva");
    let asked = addresses(&install.cx, protocol.0, Some(Stage::Decided)).await?;
    measure(&router, &sign_in(&router, protocol.1).await?, protocol, &asked, rounds).await?;
    install.close().await?;
    drop(install);
    start(&data)?;
    println!("\n{slow} page(s) above {TARGET} ms at p95");
    Ok(if slow == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn options(data: &Path) -> Options {
    let mut options = Options { public_address: "http://127.0.0.1:8080".into(), ..Options::default() };
    options.settings.store.data = data.into();
    options
}

/// The page's address for up to 50 cases of the wanted stage at the first centre.
async fn addresses(cx: &Cx, page: &str, stage: Option<Stage>) -> Result<Vec<String>, Failed> {
    let Some(stage) = stage else { return Ok(vec![page.to_owned()]) };
    let filter = CaseFilter {
        centre: Some(CentreNumber::parse("0042")?),
        stages: vec![stage],
        per_page: 50,
        ..CaseFilter::default()
    };
    let ids: Vec<CaseId> = cx.cases.list(&filter).await?.lines.into_iter().map(|row| row.case).collect();
    Ok(ids.iter().map(|id| page.replace("{id}", &id.to_string())).collect())
}

async fn measure(
    router: &Router,
    cookie: &str,
    (page, login): (&str, &str),
    asked: &[String],
    rounds: u32,
) -> Result<f64, Failed> {
    let mut times = Vec::new();
    let mut bytes = 0;
    for (address, _) in asked.iter().cycle().zip(0..rounds) {
        let encoded = address.replace("Қабдолла", "%D2%9A%D0%B0%D0%B1%D0%B4%D0%BE%D0%BB%D0%BB%D0%B0");
        let request = Request::get(encoded).header(header::COOKIE, cookie).body(Body::empty())?;
        let watch = stopwatch();
        let response = router.clone().oneshot(request).await?;
        let status = response.status();
        bytes = to_bytes(response.into_body(), usize::MAX).await?.len();
        times.push(watch.elapsed());
        if status != StatusCode::OK {
            return Err(format!("{address} as {login}: {status}").into());
        }
    }
    times.sort_unstable();
    let [p50, p95, p99] = [0.50, 0.95, 0.99].map(|share| percentile(&times, share));
    let shown = if asked.is_empty() { "no case of this stage" } else { page };
    println!("| {shown} | {login} | {p50:.1} | {p95:.1} | {p99:.1} | {bytes} |");
    Ok(p95)
}

async fn sign_in(router: &Router, login: &str) -> Result<String, Failed> {
    let form = format!("login={login}&password={PASSWORD}&request-id={}", uuid::Uuid::nil());
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))?;
    let response = router.clone().oneshot(request).await?;
    let cookies =
        response.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let session =
        cookies.filter_map(|cookie| cookie.split(';').next()).find(|pair| pair.starts_with("session="));
    session.map(str::to_owned).ok_or_else(|| format!("{login} cannot sign in: {}", response.status()).into())
}

/// From the start of the process to "ready", five times.
fn start(data: &Path) -> Result<(), Failed> {
    let mut times = Vec::<Duration>::new();
    for _ in 0..5 {
        let watch = stopwatch();
        let mut server = Command::new(std::env::current_exe()?)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = server.stdout.take().ok_or("no output")?;
        let ready =
            BufReader::new(output).lines().map_while(Result::ok).any(|line| line.contains("ready on"));
        times.push(watch.elapsed());
        server.kill()?;
        server.wait()?;
        if !ready {
            return Err("the server did not become ready".into());
        }
    }
    times.sort_unstable();
    println!(
        "\nstart to ready on this store, 5 starts: median {:.0} ms, largest {:.0} ms",
        percentile(&times, 0.5),
        percentile(&times, 1.0)
    );
    Ok(())
}
