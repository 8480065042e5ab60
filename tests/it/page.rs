//! What the server answered, and the forms in it, read as a browser reads them.

use reqwest::header::HeaderMap;

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Page {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The words of `main` as they are read: no tags, no runs of space.
    pub(crate) fn words(&self) -> String {
        let text = self.text();
        let main = text.find("<main").map_or(text.as_str(), |at| &text[at..]);
        let mut words = String::new();
        let mut inside = false;
        for letter in main.chars() {
            match letter {
                '<' => {
                    inside = true;
                    words.push(' ');
                }
                '>' => inside = false,
                _ if !inside => words.push(letter),
                _ => {}
            }
        }
        unescape(&words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.status, 303, "no redirect: {}", self.words());
        self.header("location")
    }

    /// Sentences of the error summary, each with its field.
    pub(crate) fn errors(&self) -> Vec<(String, String)> {
        let text = self.text();
        let Some((_, rest)) = text.split_once("govuk-error-summary__list\">") else { return vec![] };
        let list = rest.split_once("</ul>").unwrap().0;
        let lines = list.split("<a href=\"#").skip(1).map(|line| line.split_once("</a>").unwrap().0);
        let pair = |(field, words): (&str, &str)| (field.to_owned(), unescape(words));
        lines.map(|line| pair(line.split_once("\">").unwrap())).collect()
    }

    /// Values a browser would send from the page's form; else from the form that goes to `action`.
    pub(crate) fn form(&self, action: &str) -> Vec<(String, String)> {
        let text = self.text();
        let forms = || text.split("<form").skip(1);
        let with = |mark: &str| forms().find(|form| form.split('>').next().unwrap().contains(mark));
        let form = with("id=\"page-form\"").or_else(|| with(&format!("action=\"{action}\"")));
        let form = form.unwrap_or_else(|| panic!("no form to {action}: {} {}", self.status, self.words()));
        fields(form.split("</form>").next().unwrap())
    }

    /// Where the links of the page lead, in its order.
    pub(crate) fn links(&self) -> Vec<String> {
        let text = self.text();
        let tags = text.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
        tags.filter_map(|tag| attribute(&format!(" {tag}"), "href")).collect()
    }

    /// Everything that can be ticked or chosen: name and value.
    pub(crate) fn choices(&self) -> Vec<(String, String)> {
        let text = self.text();
        let tags = text.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap());
        let ticks = tags.filter(|tag| tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\""));
        ticks.map(|tag| (attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap())).collect()
    }
}

fn fields(form: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut select = None;
    for (at, _) in form.match_indices('<') {
        let (tag, after) = form[at + 1..].split_once('>').unwrap_or_default();
        let has = |mark: &str| tag.split_whitespace().any(|part| part == mark);
        let name = attribute(tag, "name");
        match tag.split_whitespace().next().unwrap_or_default() {
            "input" => {
                let kind = attribute(tag, "type").unwrap_or_default();
                let ticked = !matches!(kind.as_str(), "radio" | "checkbox") || has("checked");
                if let (Some(name), true, true) = (name, ticked, kind != "file") {
                    found.push((name, attribute(tag, "value").unwrap_or_default()));
                }
            }
            "textarea" => {
                let words = after.split("</textarea>").next().unwrap_or_default();
                found.push((name.unwrap(), unescape(words.trim_start_matches('\n'))));
            }
            "select" => select = name,
            "option" if has("selected") => {
                found.push((select.clone().unwrap(), attribute(tag, "value").unwrap_or_default()));
            }
            _ => {}
        }
    }
    found
}

/// The value of an attribute of a tag.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescape(rest.split('"').next()?))
}

fn unescape(text: &str) -> String {
    let marks =
        [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&"), ("&nbsp;", " ")];
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&amp;", "&")];
    marks.into_iter().chain(named).fold(text.to_owned(), |text, (mark, letter)| text.replace(mark, letter))
}
