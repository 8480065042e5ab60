//! A carrier of SMS on loopback that may lose its answers, be busy, be slow or refuse.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::Deserialize;

/// What a POST to the carrier holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Asked {
    pub(crate) id: String,
    pub(crate) to: String,
    pub(crate) text: String,
}

/// What the carrier does with the next question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Takes it and falls silent.
    Lose,
    Busy,
    Refuse,
    /// Takes it after a while.
    Delay,
}

#[derive(Debug, Default)]
struct Carrier {
    moods: Vec<Mood>,
    asked: Vec<Asked>,
    /// Once for each id.
    taken: Vec<Asked>,
    keys: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct SmsDouble {
    carrier: Arc<Mutex<Carrier>>,
    pub(crate) url: String,
}

impl SmsDouble {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/sms", listener.local_addr().unwrap());
        let carrier: Arc<Mutex<Carrier>> = Arc::default();
        let serving = Arc::clone(&carrier);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let carrier = Arc::clone(&serving);
                std::thread::spawn(move || answer(stream, &carrier));
            }
        });
        Self { carrier, url }
    }

    /// The first mood is for the next question, and so on; afterwards it is well.
    pub(crate) fn feel(&self, moods: &[Mood]) {
        self.carrier.lock().unwrap().moods = moods.iter().rev().copied().collect();
    }

    /// Every question, also the repeated.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.carrier.lock().unwrap().asked.clone()
    }

    /// What goes to phones.
    pub(crate) fn taken(&self) -> Vec<Asked> {
        self.carrier.lock().unwrap().taken.clone()
    }

    /// What stood in `Authorization`.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.carrier.lock().unwrap().keys.clone()
    }
}

fn answer(stream: TcpStream, carrier: &Mutex<Carrier>) {
    let mut reader = BufReader::new(stream);
    let (mut length, mut key) = (0, String::new());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            if line.trim().is_empty() {
                break;
            }
            continue;
        };
        match name.to_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => value.clone_into(&mut key),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let asked: Asked = serde_json::from_slice(&body).unwrap();
    let mood = {
        let mut carrier = carrier.lock().unwrap();
        carrier.asked.push(asked.clone());
        carrier.keys.push(key);
        let mood = carrier.moods.pop();
        let known = carrier.taken.iter().any(|one| one.id == asked.id);
        if !known && !matches!(mood, Some(Mood::Busy | Mood::Refuse)) {
            carrier.taken.push(asked);
        }
        mood
    };
    let status = match mood {
        Some(Mood::Lose) => return,
        Some(Mood::Busy) => "503 Service Unavailable",
        Some(Mood::Refuse) => "422 Unprocessable Content",
        Some(Mood::Delay) => {
            std::thread::sleep(Duration::from_secs(2));
            "202 Accepted"
        }
        None => "202 Accepted",
    };
    let body = "{\"answer\":\"ok\"}";
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    let _ = reader.into_inner().write_all((head + body).as_bytes());
}
