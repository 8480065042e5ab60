//! The three languages of the pages and their words.
//!
//! Words live in `languages/{kk,ru,en}/<file>.ftl`, embedded at compile time. A key begins with the name of its file:
//! `public-start-title` stands in `public.ftl`. Keys are always written out in full in the code, never put together, so
//! that the test below can find unused and missing ones.

use std::borrow::Cow;
use std::collections::HashMap;

use acts::papers::PaperLanguage;
use fluent_templates::{LanguageIdentifier, langid, static_loader};
use rules::Bilingual;

pub use fluent_templates::fluent_bundle::FluentValue as Value;

static_loader! {
    static WORDS = {
        locales: "./languages",
        fallback_language: "kk",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static KK: LanguageIdentifier = langid!("kk");
static RU: LanguageIdentifier = langid!("ru");
static EN: LanguageIdentifier = langid!("en");

/// The language a page is shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    Kk,
    Ru,
    En,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// `kk`, `ru`, `en`: for `lang`, cookies and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Each language is named in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The text of the law or of a centre: Russian for Russian pages, else the Kazakh original.
    pub fn pick(self, text: &Bilingual) -> &str {
        match self {
            Self::Ru => &text.ru,
            Self::Kk | Self::En => &text.kk,
        }
    }

    /// The language that [`Language::pick`] answers in, for the `lang` attribute around it.
    pub fn picked(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::Kk | Self::En => "kk",
        }
    }

    /// The language of papers and letters for who reads pages in this one.
    pub fn paper(self) -> PaperLanguage {
        match self {
            Self::Ru => PaperLanguage::Ru,
            Self::Kk | Self::En => PaperLanguage::Kk,
        }
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Kk => &KK,
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }
}

/// The words of `key`; `⟦key⟧` where the language lacks it (a test fails on that sign).
pub fn t(language: Language, key: &str) -> String {
    WORDS.lookup_single_language::<&str>(language.id(), key, None).unwrap_or_else(|_| format!("⟦{key}⟧"))
}

/// The words of `key` with values put in. Values never take a suffix: «Мерзімі: { $date }».
pub fn t_args(language: Language, key: &str, args: &[(&'static str, Value<'_>)]) -> String {
    let args: HashMap<Cow<'static, str>, Value<'_>> =
        args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    WORDS.lookup_single_language(language.id(), key, Some(&args)).unwrap_or_else(|_| format!("⟦{key}⟧"))
}

/// What can be put into words: texts and whole numbers, by reference however deep (as templates hand them over).
pub trait Put {
    fn put(&self) -> Value<'static>;
}

impl<T: Put + ?Sized> Put for &T {
    fn put(&self) -> Value<'static> {
        (**self).put()
    }
}

impl Put for str {
    fn put(&self) -> Value<'static> {
        Value::from(self.to_owned())
    }
}

impl Put for String {
    fn put(&self) -> Value<'static> {
        Value::from(self.clone())
    }
}

macro_rules! put_numbers {
    ($($number:ty),*) => {
        $(impl Put for $number {
            fn put(&self) -> Value<'static> {
                Value::from(*self)
            }
        })*
    };
}

put_numbers!(u8, u16, u32, u64, usize, i32, i64);

/// Folds a text for search: lower case, and each Kazakh letter as the Russian one people type instead of it.
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'ә' => 'а',
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'і' => 'и',
            'һ' => 'х',
            'ё' => 'е',
            other => other,
        })
        .collect()
}

/// The Kazakh alphabet; the Russian one is part of it in the same order.
const ALPHABET: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

/// A key that sorts Kazakh and Russian texts by the alphabet; other signs come first.
pub fn alphabetical(text: &str) -> Vec<u32> {
    let place =
        |letter: char| ALPHABET.chars().position(|one| one == letter).and_then(|at| u32::try_from(at).ok());
    // Beyond all other characters, so that letters of the alphabet follow digits and Latin letters.
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| place(letter).map_or(u32::from(letter), |at| 0x11_0000 + at))
        .collect()
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
