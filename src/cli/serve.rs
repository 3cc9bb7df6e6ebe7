use std::{
    error::Error,
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use clap::Args;

use super::notice::while_doing;
use crate::{
    http::{App, Server},
    index::Live,
    store::GeoPackage,
    time::Timestamp,
};

/// What `zij serve` is told.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The folder of the store; it is made if it is not there.
    #[arg(
        long,
        env = "ZIJ_STORE",
        value_name = "FOLDER",
        default_value = "zij-data"
    )]
    store: PathBuf,
    /// The address to listen on.
    #[arg(long, env = "ZIJ_HOST", value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, env = "ZIJ_PORT", default_value_t = 8080)]
    port: u16,
    /// Listen on an address that others can reach, and answer to any host name: everyone who reaches
    /// it can read and change everything.
    #[arg(long, env = "ZIJ_ALLOW_PUBLIC")]
    allow_public: bool,
}

impl Serve {
    /// Serves until the process is told to end.
    pub(super) fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(self.serve())?;
        Ok(ExitCode::SUCCESS)
    }

    async fn serve(self) -> Result<(), Box<dyn Error>> {
        let server = Server::bind(SocketAddr::new(self.host, self.port), self.allow_public).await?;
        let app = while_doing("reading the store", || self.app())?;
        writeln!(io::stdout(), "Zij is at {}", server.url())?;
        server.run(Arc::new(app)).await?;
        Ok(())
    }

    fn app(&self) -> Result<App, Box<dyn Error>> {
        let store = GeoPackage::open(&self.store, Timestamp::now)?;
        Ok(App {
            live: Live::of(store)?,
            clock: Timestamp::now,
            any_host: self.allow_public,
        })
    }
}
