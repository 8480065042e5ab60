//! Uploads by the tus protocol: interrupted, resumed at another node, somebody else's.

use reqwest::Method;

use crate::page::Page;
use crate::person::Person;
use crate::server::{Options, Server};

const SLICE: &str = "application/offset+octet-stream";

async fn ask(person: &Person, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Page {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let make = |client: &reqwest::Client, url: String| {
        let request = client.request(method, url).header("tus-resumable", "1.0.0").body(body);
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
    };
    person.unusual(make, path).await
}

fn add(offset: usize) -> Vec<(&'static str, String)> {
    vec![("content-type", SLICE.into()), ("upload-offset", offset.to_string())]
}

async fn add_at(person: &Person, path: &str, offset: usize, body: Vec<u8>) -> Page {
    let headers = add(offset);
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ask(person, "PATCH", path, &headers, body).await
}

#[tokio::test]
async fn p04_an_upload_goes_on_at_another_node_where_it_broke_off() {
    let mut server = Server::start(Options { nodes: 2, ..Options::default() });
    let person = server.candidate("omirzhanov").await;
    let whole: Vec<u8> = (0..=255_u8).cycle().take(9_000_000).collect();
    let able = ask(&person, "OPTIONS", "/uploads", &[], vec![]).await;
    assert_eq!((able.status, able.header("tus-extension")), (204, "creation,termination"));
    let begun = ask(&person, "POST", "/uploads", &[("upload-length", "9000000")], vec![]).await;
    assert_eq!(begun.status, 201);
    let path = begun.header("location").to_owned();

    assert_eq!(add_at(&person, &path, 0, whole[..5_000_000].to_vec()).await.status, 204);
    // The node that took it falls; the other one goes on.
    server.fell_one();
    let known = ask(&person, "HEAD", &path, &[], vec![]).await;
    assert_eq!((known.header("upload-offset"), known.header("upload-length")), ("5000000", "9000000"));
    assert_eq!(add_at(&person, &path, 4_000_000, vec![1]).await.status, 409, "another place");
    assert_eq!(ask(&person, "PATCH", &path, &[("upload-offset", "5000000")], vec![1]).await.status, 415);
    let unspoken =
        person.unusual(|client, url| client.head(url).header("tus-resumable", "2.0.0"), &path).await;
    assert_eq!((unspoken.status, unspoken.header("tus-version")), (412, "1.0.0"));
    let done = add_at(&person, &path, 5_000_000, whole[5_000_000..].to_vec()).await;
    assert_eq!((done.status, done.header("upload-offset")), (204, "9000000"));
    assert_eq!(server.count("SELECT count(*) FROM file WHERE size = 9000000"), 1);
    assert_eq!(ask(&person, "HEAD", &path, &[], vec![]).await.header("upload-offset"), "9000000");

    let stranger = server.candidate("sidorenko").await;
    for method in ["HEAD", "DELETE"] {
        assert_eq!(ask(&stranger, method, &path, &[], vec![]).await.status, 404, "{method}");
    }
    assert_eq!(add_at(&stranger, &path, 0, vec![1]).await.status, 404);
    let too_much = ask(&person, "POST", "/uploads", &[("upload-length", "99999999999")], vec![]).await;
    assert_eq!(too_much.status, 413);
    let empty = ask(&person, "POST", "/uploads", &[("upload-length", "0")], vec![]).await;
    assert_eq!(empty.status, 201);
    assert_eq!(server.count("SELECT count(*) FROM file WHERE size = 0"), 1);
    let given_up = ask(&person, "POST", "/uploads", &[("upload-length", "10")], vec![]).await;
    let path = given_up.header("location").to_owned();
    assert_eq!(ask(&person, "DELETE", &path, &[], vec![]).await.status, 204);
    assert_eq!(ask(&person, "HEAD", &path, &[], vec![]).await.status, 404);
}
