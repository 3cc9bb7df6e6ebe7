//! Reports and event lists as clients send them: taken into the store, or only read.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use serde_json::{Map, Value};

use super::{
    Shared,
    answer::{self, blocking},
    error::{Answer, Problem},
    negotiation::JSON,
};
use crate::{
    document::{Batch, Columns, Defaults, Document, Format, ReadError, read},
    filter::{ParamError, Params},
    ingest::Report,
    store::{GeoPackage, StoreError},
    time::{Date, DateSpan},
};

/// Who stands in the revisions of what is sent here.
const WHO: &str = "upload";

/// What an input is called if the client does not say.
const NAME_DEFAULT: &str = "upload";

/// The members of a report as JSON.
const MEMBERS: [&str; 9] = [
    "doc_id",
    "text",
    "title",
    "published",
    "date",
    "lang",
    "source",
    "source_url",
    "url",
];

/// Those that tell of the report itself.
const ABOUT_REPORT: [&str; 6] = ["title", "published", "lang", "source", "source_url", "url"];

/// Some programs begin UTF-8 with it.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What the client says of its input.
pub(super) struct About {
    pub(super) name: String,
    pub(super) defaults: Defaults,
}

impl About {
    fn take(params: &mut Params) -> Result<Self, ParamError> {
        Ok(Self {
            name: params
                .take("name")?
                .unwrap_or_else(|| NAME_DEFAULT.to_owned()),
            defaults: Defaults {
                published: day(params)?,
                lang: params.take("lang")?,
                source: params.take("source")?,
                source_url: params.take("source_url")?,
                mapping: params.take_exact("columns")?.unwrap_or_default(),
            },
        })
    }

    /// The list that rows belong to if they do not say: the input's name without its extension.
    pub(super) fn dataset(&self) -> &str {
        let stem = self
            .name
            .rsplit_once('.')
            .map_or(self.name.as_str(), |(stem, _)| stem);
        if stem.is_empty() { NAME_DEFAULT } else { stem }
    }
}

fn day(params: &mut Params) -> Result<Option<Date>, ParamError> {
    let Some(text) = params.take("published")? else {
        return Ok(None);
    };
    let day = DateSpan::parse_edtf(&text)
        .ok()
        .and_then(DateSpan::known_day);
    let wrong = || ParamError::new("published", &text, "expected a day, YYYY-MM-DD");
    day.map(Some).ok_or_else(wrong)
}

/// The media type of the body, if it is one that can be read; none if the client does not say.
fn media_type(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get(header::CONTENT_TYPE) else {
        return Ok(None);
    };
    let given = value.to_str().unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(JSON) || Format::of_media_type(given).is_some() {
        return Ok(Some(given));
    }
    let expected = "text/plain, text/markdown, text/html, application/pdf, message/rfc822, \
        application/rss+xml, text/csv, application/geo+json, application/x-ndjson, application/zip, \
        application/gzip or application/json";
    Err(Problem::unsupported(given, expected))
}

/// An input as a client sends it, with what the client says of it.
pub(super) struct Upload {
    pub(super) about: About,
    media_type: Option<String>,
    pub(super) body: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let params = Params::parse(request.uri().query().unwrap_or_default())?;
        Self::of(request, state, params).await
    }
}

impl Upload {
    /// The input of a request whose other parameters have been taken.
    pub(super) async fn of<S: Send + Sync>(
        request: Request,
        state: &S,
        mut params: Params,
    ) -> Result<Self, Problem> {
        let about = About::take(&mut params)?;
        params.finish()?;
        let upload = Self {
            about,
            media_type: media_type(request.headers())?.map(str::to_owned),
            body: Bytes::from_request(request, state).await?,
        };
        upload.check_json()?;
        Ok(upload)
    }

    /// Refuses what is said to be JSON but is neither an object nor a list: it would be taken for a report.
    fn check_json(&self) -> Result<(), Problem> {
        let media_type = self.media_type.as_deref().unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let begin = self.body.trim_ascii_start();
        let begin = begin.strip_prefix(BYTE_ORDER_MARK).unwrap_or(begin);
        if essence.eq_ignore_ascii_case(JSON)
            && begin.first().is_some_and(|first| !b"{[".contains(first))
        {
            let detail = "Content-Type is application/json, but the body begins with neither { nor [, expected an object or a list";
            return Err(Problem::unprocessable(detail));
        }
        Ok(())
    }

    /// What the input is, told from its media type, name and content.
    pub(super) fn format(&self) -> Result<Format, ReadError> {
        let head = &self.body[..self.body.len().min(Format::HEAD_BYTES)];
        Format::of(&self.about.name, self.media_type.as_deref(), head)
    }

    /// Its columns if it is a table, read as was said of such columns now or before.
    pub(super) fn know_columns(
        &mut self,
        store: &GeoPackage,
    ) -> Result<Option<Columns>, StoreError> {
        let format = self.format().ok();
        let mapping = &mut self.about.defaults.mapping;
        let guessed = format.and_then(|format| Columns::of(format, &self.body, mapping));
        let Some(mut columns) = guessed else {
            return Ok(None);
        };
        *mapping = store.known_mapping(&columns, std::mem::take(mapping))?;
        columns.correct(mapping);
        Ok(Some(columns))
    }

    /// The members of a report as JSON; none of anything else.
    fn members(&self) -> Option<Map<String, Value>> {
        let is_json = matches!(self.format(), Ok(Format::JsonLines | Format::GeoJson));
        let members = is_json.then(|| serde_json::from_slice::<Map<String, Value>>(&self.body));
        members?.ok().filter(|members| members.contains_key("text"))
    }

    /// Refuses a report as JSON that says of itself what is no text: it would be ignored in silence.
    fn check_texts(&self) -> Result<(), Problem> {
        let members = self.members().unwrap_or_default();
        let is_text = |value: &Value| value.is_string() || value.is_null();
        let wrong = |name: &&str| members.get(*name).is_some_and(|value| !is_text(value));
        match ABOUT_REPORT.iter().copied().find(wrong) {
            Some(name) => Err(Problem::unprocessable(format!(
                "member {name:?} of the report is {}, expected a text",
                members[name]
            ))),
            None => Ok(()),
        }
    }

    /// Refuses a report as JSON with members that nobody reads: they would be ignored in silence.
    fn check_members(&self) -> Result<(), Problem> {
        self.check_texts()?;
        let members = self.members().unwrap_or_default();
        let mut names = members.keys();
        let Some(unknown) = names.find(|name| !MEMBERS.contains(&name.as_str())) else {
            return Ok(());
        };
        Err(Problem::unprocessable(format!(
            "member {unknown:?} of the report is not known, expected {}",
            MEMBERS.join(", ")
        )))
    }

    fn read(&self) -> Result<Batch, ReadError> {
        let About { name, defaults } = &self.about;
        read(&self.body[..], name, self.format()?, defaults)
    }
}

/// `POST /documents`: 201 if something was taken, 200 if all of it was there already.
pub(super) async fn take(State(app): State<Shared>, mut upload: Upload) -> Answer {
    let report = blocking(move || {
        upload.check_texts()?;
        let store = app.live.store();
        let columns = upload.know_columns(store)?;
        let batch = upload.read().unwrap_or_else(|error| Batch {
            refused: vec![error.refusal(&upload.about.name)],
            ..Batch::default()
        });
        let report = store.take(&app.pipeline(), batch, upload.about.dataset(), WHO)?;
        let said = &upload.about.defaults.mapping;
        if let Some(columns) = columns.filter(|_| !said.is_empty() && !report.is_nothing()) {
            store.keep_mapping(&columns, said)?;
        }
        app.live.refresh()?;
        Ok(report)
    });
    told(&report.await?)
}

fn told(report: &Report) -> Answer {
    if report.is_nothing() {
        let detail = match &report.refused[..] {
            [] => "nothing was taken: the input holds no report and no row".to_owned(),
            [only] => format!("nothing was taken: {only}"),
            [first, rest @ ..] => format!("nothing was taken: {first}; and {} more", rest.len()),
        };
        return Err(Problem::unprocessable(detail).with("report", serde_json::to_value(report)?));
    }
    let body = answer::json(report)?;
    if report.taken.documents + report.taken.records > 0 {
        Ok((StatusCode::CREATED, body).into_response())
    } else {
        Ok(body)
    }
}

/// `POST /geoparse`: the mentions and events of one text, which is not stored.
pub(super) async fn geoparse(State(app): State<Shared>, upload: Upload) -> Answer {
    let answer = blocking(move || {
        let refusal = |error: ReadError| error.refusal(&upload.about.name).to_string();
        upload.check_members()?;
        let batch = upload
            .read()
            .map_err(|error| Problem::unprocessable(refusal(error)))?;
        answer::json(&app.pipeline().line(&only_document(batch)?))
    });
    answer.await
}

fn only_document(mut batch: Batch) -> Result<Document, Problem> {
    let (documents, rows) = (
        batch.documents.len(),
        batch.records.len() + batch.refused.len(),
    );
    if let (true, [refusal, ..]) = (documents == 0, &batch.refused[..]) {
        return Err(Problem::unprocessable(refusal.to_string()));
    }
    match (batch.documents.pop(), rows) {
        (Some(document), 0) if documents == 1 => Ok(document),
        _ => Err(Problem::unprocessable(format!(
            "the body holds {documents} reports and {rows} rows, expected one report"
        ))),
    }
}
