//! Somebody with a browser: cookies, forms, no script.

use reqwest::multipart::Part;
use reqwest::{Client, RequestBuilder};

use crate::page::Page;
use crate::server::{Address, Server};

/// The password of every account of the demonstration.
pub(crate) const PASSWORD: &str = "bilikti-demo-2026";

#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) login: String,
    client: Client,
    address: Address,
}

/// The people of the centre in Shymkent.
impl Server {
    pub(crate) async fn candidate(&self, login: &str) -> Person {
        self.person(login).await
    }

    pub(crate) async fn registrar(&self) -> Person {
        self.person("a.tasybaeva").await
    }

    pub(crate) async fn head(&self) -> Person {
        self.person("u.qozhahmetova").await
    }

    pub(crate) async fn chair(&self) -> Person {
        self.person("b.zholdasov").await
    }

    /// The first or the second member of the commission.
    pub(crate) async fn member(&self, number: usize) -> Person {
        self.person(["m.rahimov", "g.ospanova"][number - 1]).await
    }

    pub(crate) async fn appeal_commission(&self) -> [Person; 3] {
        [self.person("s.anarbekov").await, self.person("l.vagner").await, self.person("r.toqtasyn").await]
    }

    /// Anybody with an account, signed in.
    pub(crate) async fn person(&self, login: &str) -> Person {
        let person = Person { login: login.to_owned(), ..self.visitor() };
        person.sign_in().await;
        person
    }

    /// Somebody who has not signed in.
    pub(crate) fn visitor(&self) -> Person {
        let client = Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none());
        let client = client.build().unwrap();
        Person { login: String::new(), client, address: self.shared_address() }
    }
}

impl Person {
    pub(crate) async fn sign_in(&self) {
        let answer = self.post("/sign-in", &[("login", self.login.as_str()), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{} cannot sign in: {}", self.login, answer.words());
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        self.try_get(path).await.unwrap()
    }

    /// The same, where the server may be gone.
    pub(crate) async fn try_get(&self, path: &str) -> reqwest::Result<Page> {
        read(self.client.get(self.url(path))).await
    }

    /// Sends exactly these fields.
    pub(crate) async fn post(&self, path: &str, fields: &[(impl AsRef<str>, impl AsRef<str>)]) -> Page {
        self.try_post(path, fields).await.unwrap()
    }

    /// The same, where the server may be gone.
    pub(crate) async fn try_post(
        &self,
        path: &str,
        fields: &[(impl AsRef<str>, impl AsRef<str>)],
    ) -> reqwest::Result<Page> {
        let pairs: Vec<_> = fields.iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect();
        read(self.client.post(self.url(path)).form(&pairs)).await
    }

    /// Opens the page, keeps what its form holds, types `typed` over it, sends it.
    pub(crate) async fn fill(&self, path: &str, typed: &[(&str, &str)]) -> Page {
        self.post(path, &self.filled(path, typed).await).await
    }

    /// What [`Person::fill`] would send.
    pub(crate) async fn filled(&self, path: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
        over(self.get(path).await.form(path), typed)
    }

    /// [`Person::fill`], and the act is done.
    pub(crate) async fn does(&self, path: &str, typed: &[(&str, &str)]) -> String {
        let answer = self.fill(path, typed).await;
        assert_eq!(answer.status, 303, "{} at {path}: {:?} {}", self.login, answer.errors(), answer.words());
        answer.location().to_owned()
    }

    /// Sends a form with a file.
    pub(crate) async fn upload(
        &self,
        path: &str,
        fields: &[(impl AsRef<str>, impl AsRef<str>)],
        file: (&str, &str, &[u8]),
    ) -> Page {
        self.try_upload(path, fields, file).await.unwrap()
    }

    /// The same, where the server may be gone.
    pub(crate) async fn try_upload(
        &self,
        path: &str,
        fields: &[(impl AsRef<str>, impl AsRef<str>)],
        file: (&str, &str, &[u8]),
    ) -> reqwest::Result<Page> {
        let (field, name, bytes) = file;
        let part = Part::bytes(bytes.to_vec()).file_name(name.to_owned());
        let texts = fields.iter().map(|(name, value)| (name.as_ref().to_owned(), value.as_ref().to_owned()));
        let form = texts.fold(reqwest::multipart::Form::new(), |form, (name, value)| form.text(name, value));
        read(self.client.post(self.url(path)).multipart(form.part(field.to_owned(), part))).await
    }

    /// The same person at another node.
    pub(crate) fn at(&self, address: String) -> Self {
        Self { address: std::sync::Arc::new(address.into()), ..self.clone() }
    }

    /// The language of the pages, as chosen with one tap.
    pub(crate) async fn reads(&self, language: &str) {
        assert!(self.get(&format!("/language/{language}")).await.status < 400);
    }

    /// A request that this person's browser would not make by itself.
    pub(crate) async fn unusual(
        &self,
        make: impl FnOnce(&Client, String) -> RequestBuilder,
        path: &str,
    ) -> Page {
        read(make(&self.client, self.url(path))).await.unwrap()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address.lock().unwrap())
    }
}

/// `form` with the fields of `typed` in place of its own of the same names.
pub(crate) fn over(form: Vec<(String, String)>, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let kept = form.into_iter().filter(|(name, _)| !typed.iter().any(|(other, _)| other == name));
    kept.chain(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

async fn read(request: RequestBuilder) -> reqwest::Result<Page> {
    let answer = request.send().await?;
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Ok(Page { status, headers, bytes: answer.bytes().await?.to_vec() })
}
