use super::driver::Browsers;
use crate::server::Server;
#[tokio::test]
async fn try_drop() {
    let server = Server::demo();
    let b = Browsers::start().await;
    let t = std::time::Instant::now();
    let p = b.person(&server.address()).await;
    p.visit("/").await;
    println!("A {:?}", t.elapsed());
    p.close().await;
    println!("B {:?}", t.elapsed());
    let p = b.person(&server.address()).await;
    p.visit("/").await;
    println!("C {:?}", t.elapsed());
    drop(p);
    println!("D {:?}", t.elapsed());
    drop(server);
    println!("E {:?}", t.elapsed());
    drop(b);
    println!("F {:?}", t.elapsed());
}
