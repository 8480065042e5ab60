//! `bilikti serve`.

use std::net::SocketAddr;
use std::pin::pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use acts::Cx;
use axum::Router;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tower::ServiceExt as _;
use web::page::Help;
use web::routes::Guard;
use web::session::AccessGuard;

use crate::command::Serve;
use crate::demo;
use crate::install::{Install, Options};
use crate::{jobs, observe};

/// A request's head must be complete within this time; `axum::serve` would set no limit.
const HEADER_TIME: Duration = Duration::from_secs(10);
/// How long a stopping server waits for requests under way.
const DRAIN_TIME: Duration = Duration::from_secs(20);

pub(crate) async fn serve(options: Serve) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut settings = options.place.settings()?;
    settings.log.checkpoints_to.extend(options.checkpoints_to);
    // First of all, so that port 0 stands in links by the number it was given.
    let listener = TcpListener::bind(options.listen.unwrap_or(settings.server.listen)).await?;
    let address = listener.local_addr()?;
    let operator = match settings.server.operator_listen {
        Some(address) => Some(TcpListener::bind(address).await?),
        None => None,
    };
    let public_address = options.public_address.or(settings.server.public_address.clone());
    let public_address = public_address.unwrap_or_else(|| format!("http://{address}"));
    if let Some(folder) = &options.demo {
        demo::reference_data(folder, &settings.store.data)?;
    }
    let clock_ahead = options.clock_ahead;
    let install =
        Install::open(Options { settings, public_address: public_address.clone(), clock_ahead }).await?;
    if let Some(folder) = &options.demo {
        demo::fill(folder, &install.cx).await?;
        demo::introduce(&public_address);
    }
    let numbers = observe::count()?;
    if let Some(listener) = operator {
        let router = observe::operator(&install, numbers);
        println!("bilikti: for the operator on http://{}", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, router).await });
    }
    println!("bilikti: ready on http://{address}");
    let jobs = jobs::start(&install.upkeep, install.cx.ids.fresh());
    let pages = router(&install.cx, public_address.starts_with("https:"));
    let pages =
        observe::observed(pages, Arc::clone(&install.cx.ids)).merge(observe::health(install.store.clone()));
    accept(listener, pages).await?;
    drop(jobs);
    install.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// All pages behind the access guard. `secure` where the site is reached over TLS.
pub(crate) fn router(cx: &Cx, secure: bool) -> Router {
    let app = web::App::new(cx.clone(), help(cx));
    let guard: Arc<dyn Guard> = Arc::new(AccessGuard { cx: cx.clone() });
    web::router(app, web::pages::routes(), &guard, secure)
}

/// Whom to ask: the first centre, until the operator names another.
fn help(cx: &Cx) -> Help {
    let centre = cx.catalogue.centres.first();
    centre.map(|centre| Help { phone: centre.phone.clone(), email: centre.email.clone() }).unwrap_or_default()
}

async fn accept(listener: TcpListener, router: Router) -> Result<(), Box<dyn std::error::Error>> {
    let mut server = auto::Builder::new(TokioExecutor::new());
    server.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop_asked()?);
    loop {
        let (stream, peer): (_, SocketAddr) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles: a pause, not an end.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let router = router.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            router.clone().oneshot(request.map(axum::body::Body::new))
        });
        let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service).into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%peer, %error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_TIME, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests under way did not end in time");
    }
    Ok(())
}

/// Resolves when the operator or the service manager asks the server to stop.
fn stop_asked() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
