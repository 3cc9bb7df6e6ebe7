use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{net::TcpListener, sync::oneshot, time::MissedTickBehavior};

use super::{Shared, router};

/// How often the store is asked whether another process has changed it, in milliseconds.
const REFRESH_EVERY_MS: u64 = 1_000;

/// How long requests under way may still take once the process is told to end, in seconds.
pub const GRACE_S: u64 = 10;

/// Why the server does not start or goes on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// An address that others can reach, without the word that they may.
    #[error(
        "host is {0}, expected a loopback address: anyone who reaches it could read and change \
         everything; say --allow-public if they may"
    )]
    Public(IpAddr),
    /// The port is taken, or the address is none of this machine's.
    #[error("cannot listen on {address}{}", hint(.source))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// The socket failed.
    #[error("the server stopped")]
    Stopped(#[source] io::Error),
}

fn hint(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            ", which another program uses: stop it, or choose another --port"
        }
        _ => "",
    }
}

/// A server that listens already; its port is known, and the first requests wait until it runs.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Listens on an address; port 0 takes a free one.
    ///
    /// # Errors
    ///
    /// When the address can be reached by others and `allow_public` is not said, or the port is taken.
    pub async fn bind(address: SocketAddr, allow_public: bool) -> Result<Self, ServeError> {
        if !allow_public && !address.ip().is_loopback() {
            return Err(ServeError::Public(address.ip()));
        }
        let failed = |source| ServeError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address })
    }

    /// The address of the map.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until the process is told to end (SIGINT, SIGTERM); requests under way are finished, if
    /// that takes no longer than [`GRACE_S`].
    ///
    /// # Errors
    ///
    /// When the socket or the handlers of signals fail.
    pub async fn run(self, app: Shared) -> Result<(), ServeError> {
        let refreshing = tokio::spawn(refresh(Arc::clone(&app)));
        let ended = ended().map_err(ServeError::Stopped)?;
        let (told, ending) = oneshot::channel();
        let listening = Arc::clone(&app);
        let shutdown = async move {
            ended.await;
            listening.listeners.end();
            // Nobody listens any more if the server has stopped by itself.
            let _ = told.send(());
        };
        let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(self.listener, service).with_graceful_shutdown(shutdown);
        let done = tokio::select! {
            served = served.into_future() => served,
            () = grace(ending) => Ok(()),
        };
        refreshing.abort();
        done.map_err(ServeError::Stopped)
    }
}

/// Waits for the word to end, and then for as long as requests under way may still take.
async fn grace(ending: oneshot::Receiver<()>) {
    if ending.await.is_err() {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(Duration::from_secs(GRACE_S)).await;
}

/// Follows what other processes write into the store.
async fn refresh(app: Shared) {
    let mut ticks = tokio::time::interval(Duration::from_millis(REFRESH_EVERY_MS));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let app = Arc::clone(&app);
        // Nobody need know how it ended: what failed has been said.
        let _ = tokio::task::spawn_blocking(move || follow(&app)).await;
    }
}

/// Takes over what other processes have written into the store and into the user's places.
fn follow(app: &Shared) {
    if let Err(error) = app.live.refresh() {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "the store cannot be followed"
        );
    }
    app.follow_places();
}

/// Waits for a signal to end; the handlers are set when this returns.
fn ended() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
