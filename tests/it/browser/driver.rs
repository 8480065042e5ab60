//! A headless Chromium for each person, driven through chromedriver.

use std::mem::ManuallyDrop;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::command::{Command as Wire, ExtensionCommand};
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, ElementId};

use crate::person::PASSWORD;
use crate::server::project;

/// How long a page may take, in the slow build of tests on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// Flags of every browser: nothing but the pages under test is fetched.
const FLAGS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-features=OptimizationHints,Translate,MediaRouter",
    "--hide-scrollbars",
    "--window-size=1280,900",
];

/// One chromedriver; the browsers that it opens are closed when their [`Visitor`] goes.
pub(crate) struct Browsers {
    chromedriver: Child,
    address: String,
}

impl Browsers {
    pub(crate) async fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let chromedriver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts (cargo xtask test installs it)");
        let started = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            assert!(started.elapsed() < PATIENCE, "chromedriver does not answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Self { chromedriver, address: format!("http://127.0.0.1:{port}") }
    }

    /// A fresh browser of one person, who looks at the site at `address`.
    pub(crate) async fn person(&self, address: &str) -> Visitor {
        self.with_flags(address, &[]).await
    }

    pub(crate) async fn without_script(&self, address: &str) -> Visitor {
        self.with_flags(address, &["--blink-settings=scriptEnabled=false"]).await
    }

    async fn with_flags(&self, address: &str, more: &[&str]) -> Visitor {
        // Chromium's last writes may come after the folder is gone: what stays must not pile up elsewhere.
        let profile = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary("/usr/bin/chromium").unwrap();
        for flag in FLAGS.iter().chain(more) {
            wanted.add_arg(flag).unwrap();
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        let driver = WebDriver::new(&self.address, wanted).await.expect("chromium starts");
        Visitor { driver: ManuallyDrop::new(driver), address: address.to_owned(), _profile: profile }
    }
}

impl Drop for Browsers {
    fn drop(&mut self) {
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
    }
}

/// One person at one browser. The browser is closed with them.
pub(crate) struct Visitor {
    /// Never dropped: a driver's own drop waits for an answer that a blocked runtime does not fetch.
    pub(super) driver: ManuallyDrop<WebDriver>,
    address: String,
    _profile: TempDir,
}

impl Drop for Visitor {
    fn drop(&mut self) {
        if let Some(process) = self.driver.capabilities().get("goog:processID") {
            let _ = Command::new("kill").args(["-KILL", &process.to_string()]).status();
        }
    }
}

impl Visitor {
    /// Opens a path of the site, or a whole address.
    pub(crate) async fn visit(&self, path: &str) {
        let whole = if path.starts_with('/') { format!("{}{path}", self.address) } else { path.to_owned() };
        self.driver.goto(whole).await.unwrap();
    }

    /// Sets a cookie of the site that is open.
    pub(crate) async fn keeps_cookie(&self, name: &str, value: &str) {
        self.driver.add_cookie(Cookie::new(name, value)).await.unwrap();
    }

    /// Path and query of the page that is open.
    pub(crate) async fn path(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    pub(crate) async fn sign_in(&self, login: &str) {
        self.visit("/sign-in").await;
        self.fill("login", login).await;
        self.fill("password", PASSWORD).await;
        self.press("Кіру").await;
        assert!(!self.path().await.starts_with("/sign-in"), "{login} is not let in:\n{}", self.text().await);
    }

    /// Types into the field of this name, instead of what stood there.
    pub(crate) async fn fill(&self, name: &str, text: &str) {
        let field = self.named(name).await;
        if field.attr("type").await.unwrap().as_deref() != Some("file") {
            field.clear().await.unwrap();
        }
        field.send_keys(text).await.unwrap();
    }

    /// Proves who acts, where the page asks for it: a proof of the last ten minutes holds.
    pub(crate) async fn prove(&self) {
        let asked = self.driver.find_all(By::Css("main input[name='password']")).await.unwrap();
        if !asked.is_empty() {
            self.fill("password", PASSWORD).await;
        }
    }

    /// Chooses a file of the repository.
    pub(crate) async fn enclose(&self, name: &str, file: &str) {
        self.fill(name, &project().join(file).display().to_string()).await;
    }

    pub(crate) async fn value(&self, name: &str) -> String {
        self.named(name).await.value().await.unwrap().unwrap_or_default()
    }

    /// A radio or a tick by its value; an option of a list.
    pub(crate) async fn choose(&self, name: &str, value: &str) {
        let option = format!("//select[@name='{name}']/option[@value='{value}']");
        let input = format!("//input[@name='{name}' and @value='{value}']");
        self.choose_at(&format!("{option} | {input}")).await;
    }

    /// The same by the words beside it.
    pub(crate) async fn choose_words(&self, name: &str, words: &str) {
        let label = format!("//label[contains(normalize-space(.), '{words}')]/@for");
        self.choose_at(&format!("//input[@name='{name}' and @id={label}]")).await;
    }

    /// Ticks every box of this name.
    pub(crate) async fn tick_all(&self, name: &str) {
        for input in self.driver.find_all(By::Css(format!("input[name='{name}']"))).await.unwrap() {
            if !input.is_selected().await.unwrap() {
                input.click().await.unwrap();
            }
        }
    }

    async fn choose_at(&self, xpath: &str) {
        let found = self.find(xpath).await;
        if !found.is_selected().await.unwrap() {
            found.click().await.unwrap();
        }
    }

    /// Presses the button or follows the link of the page that bears these words.
    pub(crate) async fn press(&self, words: &str) {
        let own = format!("normalize-space(.)='{words}' or starts-with(normalize-space(.), '{words}:')");
        let wanted = self.find(&format!("//main//*[self::a or self::button][{own}]")).await;
        self.go_through(&wanted).await;
    }

    /// Follows a link of the menu or of the foot.
    pub(crate) async fn go(&self, words: &str) {
        let wanted = self.find(&format!("//a[normalize-space(.)='{words}']")).await;
        self.go_through(&wanted).await;
    }

    /// Follows the first link that fits.
    pub(crate) async fn follow(&self, css: &str) {
        let wanted = self.find_by(By::Css(css.to_owned())).await;
        self.go_through(&wanted).await;
    }

    /// Clicks, and waits for the page that follows.
    pub(super) async fn go_through(&self, wanted: &WebElement) {
        let before = self.document().await;
        wanted.click().await.unwrap();
        self.arrive(before).await;
    }

    /// Waits until another page than `before` is there.
    pub(super) async fn arrive(&self, before: Option<ElementId>) {
        let started = Instant::now();
        loop {
            let now = self.document().await;
            if now.is_some() && now != before {
                break;
            }
            assert!(started.elapsed() < PATIENCE, "{} leads nowhere", self.path().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Which document is open: another one after each request.
    pub(super) async fn document(&self) -> Option<ElementId> {
        self.driver.find(By::Tag("html")).await.ok().map(|html| html.element_id())
    }

    /// Waits until the page says this.
    pub(crate) async fn says(&self, words: &str) {
        let started = Instant::now();
        while !self.text().await.contains(words) {
            let late = started.elapsed() > PATIENCE;
            assert!(!late, "{} does not say «{words}»:\n{}", self.path().await, self.text().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub(crate) async fn says_not(&self, words: &str) {
        let text = self.text().await;
        assert!(!text.contains(words), "{} says «{words}»:\n{text}", self.path().await);
    }

    /// The words of the page as they are seen.
    pub(crate) async fn text(&self) -> String {
        match self.driver.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// The words of the first element that fits.
    pub(crate) async fn text_of(&self, css: &str) -> String {
        self.driver.find(By::Css(css)).await.unwrap_or_else(|_| panic!("no {css}")).text().await.unwrap()
    }

    /// Types to whatever has the focus.
    pub(crate) async fn types(&self, text: &str) {
        self.driver.action_chain().send_keys(text).perform().await.unwrap();
    }

    pub(crate) async fn key(&self, key: Key) {
        self.driver.action_chain().send_keys(key).perform().await.unwrap();
    }

    async fn named(&self, name: &str) -> WebElement {
        self.find(&format!("//*[@name='{name}' and not(@type='hidden')]")).await
    }

    pub(super) async fn find(&self, xpath: &str) -> WebElement {
        self.find_by(By::XPath(xpath)).await
    }

    pub(super) async fn find_by(&self, by: By) -> WebElement {
        let started = Instant::now();
        loop {
            if let Ok(found) = self.driver.find(by.clone()).await {
                return found;
            }
            let late = started.elapsed() > PATIENCE;
            assert!(!late, "{} has no {by:?}:\n{}", self.path().await, self.text().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn devtools(&self, cmd: &'static str, params: Value) -> Value {
        let command = Wire::ExtensionCommand(Box::new(DevTools { cmd, params }));
        self.driver.cmd(command).await.unwrap().value().unwrap()
    }

    pub(crate) async fn script(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap().json().clone()
    }
}

#[derive(Debug)]
struct DevTools {
    cmd: &'static str,
    params: Value,
}

impl ExtensionCommand for DevTools {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "cmd": self.cmd, "params": self.params }))
    }

    fn method(&self) -> reqwest::Method {
        reqwest::Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/goog/cdp/execute".into()
    }
}
