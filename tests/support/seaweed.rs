//! A SeaweedFS of the tests' own, which speaks S3: in a folder under `/tmp`, gone with the tests' process.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU32, Ordering};

use store::BucketAddress;
use tempfile::TempDir;

use crate::kept;

/// Ends the server and removes its folder once nobody holds the other end of standard input.
const KEEPER: &str = r#"
set -eu
weed="$1" home="$2" port="$3"
"$weed" server -dir="$home" -ip=127.0.0.1 -master.port="$port" -master.port.grpc=$((port + 1)) \
    -volume.port=$((port + 2)) -volume.port.grpc=$((port + 3)) -filer -filer.port=$((port + 4)) \
    -filer.port.grpc=$((port + 5)) -s3 -s3.port=$((port + 6)) -s3.port.grpc=$((port + 7)) -s3.port.iceberg=0 \
    -s3.port.lance=0 -s3.config="$home/s3.json" -volume.max=200 -master.volumeSizeLimitMB=64 > "$home/log" 2>&1 &
server=$!
until bash -c "exec 3<> /dev/tcp/127.0.0.1/$((port + 6))" 2> /dev/null; do sleep 0.1; done
echo ready
cat > /dev/null || true
kill -KILL $server
wait || true
rm -rf "$home"
"#;

const ACCESS: &str = "tests";
const SECRET: &str = "of the tests";

#[derive(Debug)]
pub(crate) struct Seaweed {
    port: u16,
    buckets: AtomicU32,
    /// Its standard input ends with this process.
    _keeper: Child,
}

impl Seaweed {
    pub(crate) fn start() -> Self {
        let weed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tools/seaweedfs/bin/weed");
        let home = TempDir::with_prefix_in("bilikti-s3-", "/tmp").unwrap().keep();
        let rights = format!(
            r#"{{"identities": [{{"name": "tests", "credentials": [{{"accessKey": "{ACCESS}", "secretKey": "{SECRET}"}}],
                 "actions": ["Read", "Write", "List"]}}]}}"#
        );
        fs::write(home.join("s3.json"), rights).unwrap();
        let port = kept::free_ports(8);
        let keeper = kept::start(KEEPER, [weed.as_os_str(), home.as_os_str(), port.to_string().as_ref()]);
        Self { port, buckets: AtomicU32::new(0), _keeper: keeper }
    }

    /// A fresh bucket.
    pub(crate) async fn bucket(&self) -> BucketAddress {
        let bucket = format!("bucket-{}", self.buckets.fetch_add(1, Ordering::Relaxed));
        let filer = format!("http://127.0.0.1:{}/buckets/{bucket}/", self.port + 4);
        // The filer may need a moment more than its port.
        for _ in 0..100 {
            let made = Command::new("curl")
                .args(["--silent", "--fail", "--output", "/dev/null", "--request", "POST", &filer])
                .status()
                .unwrap();
            if made.success() {
                return BucketAddress {
                    endpoint: format!("http://127.0.0.1:{}", self.port + 6),
                    bucket,
                    region: "us-east-1".into(),
                    access_key: ACCESS.into(),
                    secret_key: SECRET.into(),
                };
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("SeaweedFS makes no bucket");
    }
}
