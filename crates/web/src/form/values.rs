//! The values of a form as they were sent.

use std::collections::{BTreeMap, BTreeSet};

use axum::Form as UrlEncoded;
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use jiff::civil::Date;
use uuid::Uuid;

use super::errors::Errors;
use crate::problem::Problem;
use crate::words::Language;

/// Characters a field may have.
pub const MAX_FIELD: usize = 10_000;
/// Bytes a file may have: «Файл 20 МБ-тан кіші болуы керек».
pub const UPLOAD_FILE: usize = 20 * 1024 * 1024;
/// Bytes of a form with files that are read: `post(handler).body_limit(UPLOAD_BODY)`. More than a file may have, so that
/// somebody who sends too much reads why: a connection that is closed while a browser sends shows no page.
pub const UPLOAD_BODY: usize = 64 * 1024 * 1024;

/// A file of the form. Its name and kind are what the browser says: check the bytes.
#[derive(Debug, Clone)]
pub struct Upload {
    pub name: String,
    pub bytes: Bytes,
}

/// Name → values, trimmed. Reads urlencoded and multipart bodies.
#[derive(Debug, Clone, Default)]
pub struct Values {
    fields: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, Vec<Upload>>,
    /// Fields that were longer than [`MAX_FIELD`] and were cut.
    cut: BTreeSet<String>,
}

impl Values {
    /// No values: an empty form.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value, to fill a form from what is stored.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.entry(name.to_owned()).or_default().push(value.into());
        self
    }

    /// Adds a date as its three fields.
    #[must_use]
    pub fn with_date(self, name: &str, day: Date) -> Self {
        self.with(&format!("{name}-day"), day.day().to_string())
            .with(&format!("{name}-month"), day.month().to_string())
            .with(&format!("{name}-year"), day.year().to_string())
    }

    /// The first value of a field, empty where there is none.
    pub fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    pub fn all(&self, name: &str) -> &[String] {
        self.fields.get(name).map_or(&[], Vec::as_slice)
    }

    /// A ticked checkbox or a chosen radio.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|one| one == value)
    }

    /// Three fields as a date: `Ok(None)` where all are empty, `Err` where they are no day.
    pub fn date(&self, name: &str) -> Result<Option<Date>, NotADate> {
        let part = |end: &str| self.one(&format!("{name}-{end}"));
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return Ok(None);
        }
        let number = |text: &str| text.parse::<i16>().map_err(|_| NotADate);
        let small = |text: &str| text.parse::<i8>().map_err(|_| NotADate);
        Date::new(number(year)?, small(month)?, small(day)?).map(Some).map_err(|_| NotADate)
    }

    /// The files of a field that were really chosen.
    pub fn files(&self, name: &str) -> &[Upload] {
        self.files.get(name).map_or(&[], Vec::as_slice)
    }

    /// The bytes of those files.
    pub fn contents(&self, name: &str) -> Vec<Vec<u8>> {
        self.files(name).iter().map(|file| file.bytes.to_vec()).collect()
    }

    /// The id the form was given when it was shown; a repeated POST carries the same one.
    pub fn request_id(&self) -> Option<Uuid> {
        Uuid::parse_str(self.one("request-id")).ok()
    }

    /// The person pressed another language: show the same form again, with these values and no errors.
    pub fn language_switch(&self) -> Option<Language> {
        Language::parse(self.one("switch-language"))
    }

    /// Errors to begin a check with: one for each field that was too long.
    pub fn errors(&self) -> Errors {
        let mut errors = Errors::none();
        for name in &self.cut {
            errors.add(name, "errors-too-long");
        }
        errors
    }

    fn insert(&mut self, name: String, value: &str) -> Result<(), Problem> {
        if name.contains('\0') || value.contains('\0') {
            return Err(Problem::BadRequest);
        }
        let trimmed = value.trim();
        let kept: String = trimmed.chars().take(MAX_FIELD).collect();
        if kept.len() < trimmed.len() {
            self.cut.insert(name.clone());
        }
        self.fields.entry(name).or_default().push(kept);
        Ok(())
    }

    async fn insert_part(&mut self, part: Field<'_>) -> Result<(), Problem> {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file) = part.file_name().map(str::to_owned) else {
            let text = part.text().await.map_err(|error| refused(&error))?;
            return self.insert(name, &text);
        };
        let bytes = bytes_of(part).await?;
        // A file field left empty comes with an empty name.
        if !file.is_empty() {
            self.files.entry(name).or_default().push(Upload { name: file, bytes });
        }
        Ok(())
    }
}

/// The bytes of a file; of one that is too big, one byte more than a file may have, and the rest read and dropped.
async fn bytes_of(mut part: Field<'_>) -> Result<Bytes, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| refused(&error))? {
        let room = (UPLOAD_FILE + 1 - bytes.len()).min(chunk.len());
        bytes.extend_from_slice(chunk.get(..room).unwrap_or_default());
    }
    Ok(bytes.into())
}

/// The three fields are no day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date")]
pub struct NotADate;

fn refused(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Problem::TooLarge } else { Problem::BadRequest }
}

impl<S: Send + Sync> FromRequest<S> for Values {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let mut values = Self::new();
        if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let mut parts = Multipart::from_request(request, state).await.map_err(|_| Problem::BadRequest)?;
            while let Some(part) = parts.next_field().await.map_err(|error| refused(&error))? {
                values.insert_part(part).await?;
            }
        } else {
            let UrlEncoded(pairs) =
                UrlEncoded::<Vec<(String, String)>>::from_request(request, state).await.map_err(
                    |refusal| match axum::response::IntoResponse::into_response(refusal).status() {
                        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
                        _ => Problem::BadRequest,
                    },
                )?;
            for (name, value) in pairs {
                values.insert(name, &value)?;
            }
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use axum::body::Body;
    use jiff::civil::date;

    use super::*;

    async fn read(kind: &str, body: impl Into<Body>) -> Result<Values, Problem> {
        let request = Request::post("/").header("content-type", kind).body(body.into()).unwrap();
        Values::from_request(request, &()).await
    }

    const FORM: &str = "application/x-www-form-urlencoded";

    #[tokio::test]
    async fn values_are_trimmed_and_repeated_names_are_kept() {
        let values = read(FORM, "a=%20%D3%98%20&b=1&b=2&switch-language=ru").await.unwrap();
        assert_eq!(values.one("a"), "Ә");
        assert_eq!(values.all("b"), ["1", "2"]);
        assert!(values.has("b", "2") && !values.has("b", "3"));
        assert_eq!(values.language_switch(), Some(Language::Ru));
        assert_eq!(values.one("none"), "");
    }

    #[tokio::test]
    async fn a_long_field_is_cut_and_said_so() {
        let values = read(FORM, format!("a={}&b=x", "ж".repeat(MAX_FIELD + 1))).await.unwrap();
        assert_eq!(values.one("a").chars().count(), MAX_FIELD);
        assert_eq!(values.errors().fields(), ["a"]);
    }

    #[tokio::test]
    async fn nul_is_refused() {
        assert_eq!(read(FORM, "a=%00").await.unwrap_err(), Problem::BadRequest);
    }

    #[tokio::test]
    async fn a_multipart_form_brings_its_files() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n hello \r\n\
                    --x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.pdf\"\r\n\r\n%PDF\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"g\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
        let values = read("multipart/form-data; boundary=x", body).await.unwrap();
        assert_eq!(values.one("t"), "hello");
        assert_eq!(values.files("f").first().unwrap().bytes, "%PDF");
        assert!(values.files("g").is_empty());
    }

    #[test]
    fn a_date_is_three_numbers_that_are_a_day() {
        let of = |d: &str, m: &str, y: &str| {
            Values::new().with("x-day", d).with("x-month", m).with("x-year", y).date("x")
        };
        assert_eq!(of("23", "11", "2026"), Ok(Some(date(2026, 11, 23))));
        assert_eq!(of("", "", ""), Ok(None));
        assert_eq!(of("31", "2", "2026"), Err(NotADate));
        assert_eq!(of("1", "", "2026"), Err(NotADate));
        assert_eq!(Values::new().with_date("x", date(2026, 2, 3)).date("x"), Ok(Some(date(2026, 2, 3))));
    }
}
