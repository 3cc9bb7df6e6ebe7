//! Downloads of exactly the filtered events, written while they are sent.

use std::io::{self, BufWriter, Write};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderName, HeaderValue, header},
};
use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;

use super::{
    Shared,
    answer::{self, Client, blocking},
    error::{Answer, Problem},
    request::{Path, Query},
    saved::Served,
};
use crate::{filter::Filter, index::Snapshot, layer::Format};

/// How many bytes of a download are written before they are sent.
const CHUNK_BYTES: usize = 64 << 10;

/// How many chunks wait for a slow client before the writer does.
const CHUNKS_WAITING_MAX: usize = 4;

/// How many of the filtered events a file cannot hold, because they have no place.
const LEFT_OUT: HeaderName = HeaderName::from_static("zij-left-out");

/// `GET /layers/{layer}.geojson` and the other [`Format`]s; with `profile` in the columns of another list
pub(super) async fn download(
    State(app): State<Shared>,
    Path([file]): Path<1>,
    Query(mut params): Query,
) -> Answer {
    let (name, extension) = file.split_once('.').unwrap_or((&file, ""));
    let served = Served::of_events(&app, name)?;
    let profile = params.take("profile")?;
    let format =
        Format::of(Some(extension), profile.as_deref()).map_err(Problem::no_such_address)?;
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    let filter = filter.and(served.within);
    let client = Client::default();
    let snapshot = client.snapshot(&app);
    let left_out = if format.holds_unlocated() {
        None
    } else {
        let (snapshot, filter) = (snapshot.clone(), filter.clone());
        Some(blocking(move || Ok(unlocated(&snapshot, filter))).await?)
    };
    let body = written(client, move |to| {
        let rows = snapshot.rows(&filter);
        format.write_rows(&snapshot, &rows, to)
    });
    let mut response = answer::body(format.media_type(), body);
    let headers = response.headers_mut();
    let disposition = format!("attachment; filename=\"{file}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    if let Some(count) = left_out {
        headers.insert(LEFT_OUT, count.into());
    }
    Ok(response)
}

/// How many events without a place meet the filter.
fn unlocated(snapshot: &Snapshot, filter: Filter) -> usize {
    if filter.located == Some(true) {
        return 0;
    }
    snapshot.count(&Filter {
        located: Some(false),
        ..filter
    })
}

/// A body that another thread writes for the client; it waits for a slow one and stops when the client leaves.
fn written(
    client: Client,
    write: impl FnOnce(&mut BufWriter<Chunks>) -> io::Result<()> + Send + 'static,
) -> Body {
    let (chunks, receiver) = mpsc::channel(CHUNKS_WAITING_MAX);
    tokio::task::spawn_blocking(move || {
        let mut to = BufWriter::with_capacity(CHUNK_BYTES, Chunks(chunks.clone()));
        if let Err(error) = write(&mut to).and_then(|()| to.flush()) {
            // The client has left, or is told by a body that breaks off.
            let _ = chunks.blocking_send(Err(error));
        }
    });
    let sent = stream::unfold((receiver, client), async |(mut receiver, client)| {
        let chunk = receiver.recv().await?;
        Some((chunk, (receiver, client)))
    });
    // Compression asks once more after the end, which an unfolded stream alone answers by a panic.
    Body::from_stream(sent.fuse())
}

struct Chunks(mpsc::Sender<io::Result<Bytes>>);

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map(|()| bytes.len())
            .map_err(|_gone| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
