//! Routes that say who may use them. A route without a rule cannot be written.

use std::convert::Infallible;
use std::sync::Arc;

use acts::service::Scope;
use async_trait::async_trait;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{self, MethodRouter};

use crate::app::App;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    Public,
    SignedIn,
    /// The act of the access table that the person's role must allow.
    Act(&'static str),
    /// What the token of a program must open.
    Scope(Scope),
}

/// One declared route, for the tests that walk them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteRule {
    pub path: &'static str,
    pub methods: Vec<&'static str>,
    pub rule: Rule,
}

/// Decides before the handler runs. It may put the signed-in person and their `UserMenu` into `parts.extensions`;
/// it is asked for public routes too, so that their frame can show the menu.
#[async_trait]
pub trait Guard: Send + Sync {
    async fn allow(&self, rule: Rule, parts: &mut Parts) -> Result<(), Response>;
}

/// Handlers of one path with the names of their methods.
#[derive(Debug)]
pub struct Methods {
    names: Vec<&'static str>,
    router: MethodRouter<App, Infallible>,
}

/// Answers GET (and HEAD).
pub fn get<H: Handler<T, App>, T: 'static>(handler: H) -> Methods {
    Methods { names: vec!["GET"], router: routing::get(handler) }
}

/// Answers POST.
pub fn post<H: Handler<T, App>, T: 'static>(handler: H) -> Methods {
    Methods { names: vec!["POST"], router: routing::post(handler) }
}

/// Answers HEAD.
pub fn head<H: Handler<T, App>, T: 'static>(handler: H) -> Methods {
    Methods { names: vec!["HEAD"], router: routing::head(handler) }
}

/// Answers DELETE.
pub fn delete<H: Handler<T, App>, T: 'static>(handler: H) -> Methods {
    Methods { names: vec!["DELETE"], router: routing::delete(handler) }
}

impl Methods {
    /// Answers POST too, under the same rule.
    #[must_use]
    pub fn post<H: Handler<T, App>, T: 'static>(self, handler: H) -> Self {
        self.and("POST", |router| router.post(handler))
    }

    /// Answers PATCH too, under the same rule.
    #[must_use]
    pub fn patch<H: Handler<T, App>, T: 'static>(self, handler: H) -> Self {
        self.and("PATCH", |router| router.patch(handler))
    }

    /// Answers DELETE too, under the same rule.
    #[must_use]
    pub fn delete<H: Handler<T, App>, T: 'static>(self, handler: H) -> Self {
        self.and("DELETE", |router| router.delete(handler))
    }

    /// Answers OPTIONS too, under the same rule.
    #[must_use]
    pub fn options<H: Handler<T, App>, T: 'static>(self, handler: H) -> Self {
        self.and("OPTIONS", |router| router.options(handler))
    }

    fn and(
        mut self,
        name: &'static str,
        add: impl FnOnce(MethodRouter<App, Infallible>) -> MethodRouter<App, Infallible>,
    ) -> Self {
        self.names.push(name);
        self.router = add(self.router);
        self
    }

    /// The largest body in bytes, for forms with files (2 MiB otherwise).
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.router = self.router.layer(axum::extract::DefaultBodyLimit::max(bytes));
        self
    }
}

/// Collects routes with their rules.
#[derive(Debug, Default)]
pub struct Routes {
    routes: Vec<(RouteRule, MethodRouter<App, Infallible>)>,
}

impl Routes {
    pub fn new() -> Self {
        Self::default()
    }

    /// Anyone.
    #[must_use]
    pub fn public(self, path: &'static str, methods: Methods) -> Self {
        self.add(Rule::Public, path, methods)
    }

    /// Anyone who has signed in; the handler checks whose things it shows.
    #[must_use]
    pub fn signed_in(self, path: &'static str, methods: Methods) -> Self {
        self.add(Rule::SignedIn, path, methods)
    }

    /// People whose role allows `act` by the access table.
    #[must_use]
    pub fn act(self, act: &'static str, path: &'static str, methods: Methods) -> Self {
        self.add(Rule::Act(act), path, methods)
    }

    /// Programs whose token opens `scope`.
    #[must_use]
    pub fn scope(self, scope: Scope, path: &'static str, methods: Methods) -> Self {
        self.add(Rule::Scope(scope), path, methods)
    }

    /// Adds the routes of another part.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.routes.extend(other.routes);
        self
    }

    pub fn rules(&self) -> Vec<RouteRule> {
        self.routes.iter().map(|(rule, _)| rule.clone()).collect()
    }

    fn add(mut self, rule: Rule, path: &'static str, methods: Methods) -> Self {
        self.routes.push((RouteRule { path, methods: methods.names, rule }, methods.router));
        self
    }

    /// The router, each route behind the guard.
    pub fn into_router(self, guard: &Arc<dyn Guard>) -> Router<App> {
        self.routes.into_iter().fold(Router::new(), |router, (declared, handlers)| {
            let guard = Arc::clone(guard);
            let rule = declared.rule;
            let guarded = handlers.route_layer(from_fn(move |request: Request, next: Next| {
                let guard = Arc::clone(&guard);
                async move {
                    let (mut parts, body) = request.into_parts();
                    match guard.allow(rule, &mut parts).await {
                        Ok(()) => next.run(Request::from_parts(parts, body)).await,
                        Err(refusal) => refusal,
                    }
                }
            }));
            router.route(declared.path, guarded)
        })
    }
}
