use std::{
    error::Error,
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    process::ExitCode,
    sync::Arc,
};

use super::{notice::while_doing, store::StoreArgs};
use crate::{
    document::Batch,
    http::{App, Listeners, Origin, Proxies, PublicUrl, Server, TileCache},
    index::Live,
    ingest::{Pipeline, examples},
    store::{Followed, GeoPackage, StoreError},
    time::Timestamp,
};

/// What is told to `zij serve`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// The address to listen on
    #[arg(long, env = "ZIJ_HOST", value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// The port to listen on; 0 takes a free one
    #[arg(long, env = "ZIJ_PORT", default_value_t = 8080)]
    port: u16,
    /// Listen where others can reach it too: all of them can read and change everything
    #[arg(long, env = "ZIJ_ALLOW_PUBLIC")]
    allow_public: bool,
    /// The address for links where a proxy stands before the server: `https://example.org/zij`
    #[arg(long, env = "ZIJ_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// A proxy whose Forwarded and X-Forwarded headers tell the address for links
    #[arg(
        long,
        env = "ZIJ_TRUSTED_PROXIES",
        value_name = "ADDRESS",
        value_delimiter = ','
    )]
    trusted_proxy: Vec<IpAddr>,
    /// A site whose pages may ask and change everything: `https://example.org`; `*` for every site, which may only ask
    #[arg(long, env = "ZIJ_CORS", value_name = "ORIGIN", value_delimiter = ',')]
    cors: Vec<Origin>,
    /// Leave a new store empty, without the example reports
    #[arg(long, env = "ZIJ_NO_EXAMPLES")]
    no_examples: bool,
}

/// Serves until the process is told to end.
///
/// # Errors
///
/// When the address or the store cannot be used.
pub(super) fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(args))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(args: &Args) -> Result<(), Box<dyn Error>> {
    let server = Server::bind(SocketAddr::new(args.host, args.port), args.allow_public).await?;
    let app = while_doing("reading the store", || app(args))?;
    // Nobody need read where it is: a server whose output is closed serves all the same.
    let _ = writeln!(io::stdout(), "Zij is at {}", server.url());
    server.run(Arc::new(app)).await?;
    Ok(())
}

fn app(args: &Args) -> Result<App, Box<dyn Error>> {
    let store = args.store.open()?;
    let places = Followed::of(args.store.own_places())?;
    if !args.no_examples {
        load_examples(&store, &Pipeline::new(places.gazetteer()))?;
    }
    Ok(App {
        live: Live::of(store)?,
        places,
        clock: Timestamp::now,
        any_host: args.allow_public,
        proxies: Proxies {
            public: args.public_url.clone(),
            trusted: args.trusted_proxy.clone(),
        },
        tiles: TileCache::default(),
        cors: args.cors.clone(),
        listeners: Listeners::default(),
    })
}

/// What the store remembers of the example reports.
const EXAMPLES_KEY: &str = "examples";

/// Takes the example reports into a store that has never held anything. It is remembered, so that they
/// do not come back once they have been deleted.
fn load_examples(store: &GeoPackage, pipeline: &Pipeline<'_>) -> Result<(), StoreError> {
    if store.remembered(EXAMPLES_KEY)?.is_some() {
        return Ok(());
    }
    if store.revision()? > 0 {
        return store.remember(EXAMPLES_KEY, "left out: the store held events already");
    }
    let batch = Batch {
        documents: examples(),
        ..Batch::default()
    };
    store.take(pipeline, batch, "examples", "zij")?;
    store.remember(EXAMPLES_KEY, "loaded")
}
