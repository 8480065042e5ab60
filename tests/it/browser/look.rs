//! Looking at a page: in Kazakh and in Russian, held against the rules of accessibility, kept as a picture.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::json;

use super::driver::Visitor;
use crate::server::project;

/// Width of a desk's screen, of a tablet and of a phone, in pixels.
pub(super) const DESK: u32 = 1280;
const TABLET: u32 = 820;
pub(super) const PHONE: u32 = 390;

/// Runs axe over the page, and gives what breaks a success criterion of WCAG 2.2 A or AA.
const AXE: &str = r"
const done = arguments[arguments.length - 1];
const only = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'] };
axe.run(document, { runOnly: only, resultTypes: ['violations'] }).then(
    (found) => done(found.violations.flatMap((one) => one.nodes.map((node) =>
        `${one.id}: ${node.target.join(' ')} — ${node.failureSummary.replace(/\s+/g, ' ')}`))),
    (error) => done([String(error)]));
";

/// Two frames later everything is laid out and painted.
const PAINTED: &str = "requestAnimationFrame(() => requestAnimationFrame(arguments[arguments.length - 1]))";

/// What a Kazakh page says, but for texts that say themselves that they are Russian.
const IN_KAZAKH: &str = "
const main = document.querySelector('main').cloneNode(true);
main.querySelectorAll('[lang=ru]').forEach((one) => one.remove());
return main.textContent;
";

/// Small words without which hardly a Russian sentence is built, and which no Kazakh one has.
const RUSSIAN: [&str; 10] = ["и", "или", "для", "на", "по", "что", "из", "это", "с", "в"];

impl Visitor {
    /// A page of people at desks. Ends in the language in which it began: Kazakh.
    pub(crate) async fn look(&self, name: &str) {
        self.look_at(name, &[(DESK, "")]).await;
    }

    /// A page that is read on phones too.
    pub(crate) async fn look_with_phone(&self, name: &str) {
        self.look_at(name, &[(DESK, ""), (PHONE, "-phone")]).await;
    }

    /// A page that is filled in on a tablet.
    pub(crate) async fn look_with_tablet(&self, name: &str) {
        self.look_at(name, &[(DESK, ""), (TABLET, "-tablet")]).await;
    }

    async fn look_at(&self, name: &str, screens: &[(u32, &str)]) {
        for (language, own_name) in [("ru", "Русский"), ("kk", "Қазақша")] {
            self.switch_to(language, own_name).await;
            self.assert_words(language).await;
            self.axe(name).await;
            for (width, suffix) in screens {
                // The desk in both languages; the smaller screens in the first, and measured in both.
                let kept = *width == DESK || language == "kk";
                self.shot(language, &format!("{name}{suffix}"), *width, kept).await;
            }
        }
    }

    /// One tap on the language's own name, at the top of the page.
    pub(crate) async fn switch_to(&self, language: &str, own_name: &str) {
        let tap = format!("//header//*[(self::a or self::button) and normalize-space(.)='{own_name}']");
        let tap = self.find(&tap).await;
        self.go_through(&tap).await;
        self.find(&format!("/html[@lang='{language}']")).await;
    }

    /// The page as it stands, once: a sentence about a fault goes when the language is switched.
    pub(crate) async fn look_at_once(&self, name: &str) {
        self.assert_words("kk").await;
        self.axe(name).await;
        self.shot("kk", name, DESK, true).await;
        self.shot("kk", &format!("{name}-phone"), PHONE, true).await;
    }

    async fn assert_words(&self, language: &str) {
        let wrong = self.wrong_words(language).await;
        assert!(wrong.is_none(), "{} in {language}: {wrong:?}\n{}", self.path().await, self.text().await);
    }

    /// A key without words, a value left out, a Russian word in a Kazakh sentence.
    pub(super) async fn wrong_words(&self, language: &str) -> Option<String> {
        let text = self.text().await;
        let broken = ["⟦", "⟧", "{ $", "{$", "None", "Some("].into_iter().find(|mark| text.contains(mark));
        if broken.is_some() || language != "kk" {
            return broken.map(str::to_owned);
        }
        let main = self.script(IN_KAZAKH).await;
        let mut words = main.as_str().unwrap().split(|letter: char| !letter.is_alphanumeric());
        words.find(|word| RUSSIAN.contains(word)).map(str::to_owned)
    }

    async fn axe(&self, name: &str) {
        let found = self.violations().await;
        assert!(found.is_empty(), "{name}, {}:\n{}", self.path().await, found.join("\n"));
    }

    /// What axe finds: rule, element, what to do.
    pub(super) async fn violations(&self) -> Vec<String> {
        static SOURCE: OnceLock<String> = OnceLock::new();
        let source = SOURCE.get_or_init(|| {
            let path = project().join("tests/browser/node_modules/axe-core/axe.min.js");
            fs::read_to_string(path).expect("axe-core is installed (cargo xtask test does it)")
        });
        self.driver.execute(source.as_str(), Vec::new()).await.unwrap();
        let found = self.driver.execute_async(AXE, Vec::new()).await.unwrap();
        serde_json::from_value(found.json().clone()).unwrap()
    }

    /// The whole page as a picture. Nothing may stand out at the side.
    async fn shot(&self, language: &str, name: &str, width: u32, kept: bool) {
        let wide = self.fit(width, kept).await;
        assert!(wide <= u64::from(width), "{name} is {wide} wide on a screen of {width}");
        if kept {
            self.keep(language, name).await;
        }
        self.unfit().await;
    }

    /// Lays the page out for a screen of this width, and `whole` as tall as the page. How wide it came out.
    pub(super) async fn fit(&self, width: u32, whole: bool) -> u64 {
        let size = "const root = document.documentElement; return [root.scrollWidth, root.scrollHeight]";
        let desk = "return document.documentElement.scrollHeight";
        let mut height = if whole && width == DESK { self.script(desk).await.as_u64().unwrap() } else { 800 };
        let mut widest = 0;
        // A taller screen can lay the page out anew.
        for _ in 0..3 {
            let screen =
                json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width <= PHONE });
            self.devtools("Emulation.setDeviceMetricsOverride", screen).await;
            self.driver.execute_async(PAINTED, Vec::new()).await.unwrap();
            let [wide, tall]: [u64; 2] = serde_json::from_value(self.script(size).await).unwrap();
            widest = wide.max(widest);
            if tall <= height || !whole {
                break;
            }
            height = tall;
        }
        widest
    }

    /// Back to the screen of a desk.
    pub(super) async fn unfit(&self) {
        self.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await;
    }

    /// The page as it is laid out now, as a picture.
    pub(super) async fn keep(&self, language: &str, name: &str) {
        let picture = self.driver.screenshot_as_png().await.unwrap();
        fs::write(folder(language).join(format!("{name}.png")), picture).unwrap();
    }
}

fn folder(language: &str) -> PathBuf {
    let folder = project().join("target/screens").join(language);
    fs::create_dir_all(&folder).unwrap();
    folder
}
