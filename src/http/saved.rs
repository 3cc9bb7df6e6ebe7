//! Layers: filters that somebody keeps under a name, each a collection of its own.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    App, Shared,
    address::{Base, segment},
    answer::{self, blocking},
    areas,
    collection::{COLLECTIONS, Collection, Items},
    error::{Answer, Problem},
    items, landing,
    negotiation::JSON,
    request::{NoQuery, Path, Query, RawQuery},
    transactions::{Matching, given, tagged, wrong},
};
use crate::{
    event::{Event, Status},
    filter::{Filter, ParamError, Params},
    store::{Layer, SavedLayer},
};

/// The path of a layer.
pub(super) const LAYER: &str = "/collections/{id}";

/// The most layers of a server.
const LAYERS_MAX: usize = 1_000;

/// The most characters of a layer's id.
const ID_CHARS_MAX: usize = 64;

/// The most characters of a layer's title.
const TITLE_CHARS_MAX: usize = 200;

/// The most characters of a layer's description.
const DESCRIPTION_CHARS_MAX: usize = 4_000;

/// The most characters of the name of a symbol.
const ICON_CHARS_MAX: usize = 64;

/// What the server tells of a collection and nobody can change; it may come back with the rest.
const TOLD: [&str; 9] = [
    "id",
    "itemType",
    "itemCount",
    "crs",
    "storageCrs",
    "extent",
    "links",
    "created_at",
    "updated_at",
];

/// A collection with what of the events it holds.
pub(super) struct Served {
    pub(super) collection: Collection,
    /// What an event must meet to be in it.
    pub(super) within: Filter,
    /// The layer that it is, if it is one.
    pub(super) saved: Option<SavedLayer>,
}

impl Served {
    /// A collection that is always there, with all that it can hold.
    pub(super) fn always(collection: &Collection) -> Self {
        Self {
            collection: collection.clone(),
            within: Filter::default(),
            saved: None,
        }
    }

    /// Every collection: those that are always there, then the layers.
    pub(super) fn all(app: &App) -> Result<Vec<Self>, Problem> {
        let layers = app.live.store().layers()?.into_iter().map(Self::layer);
        let always = COLLECTIONS.iter().map(|it| Ok(Self::always(it)));
        always.chain(layers).collect()
    }

    /// The collection of an id.
    pub(super) fn of(app: &App, id: &str) -> Result<Self, Problem> {
        if let Some(collection) = always(id) {
            return Ok(Self::always(collection));
        }
        let saved = app.live.store().layer(id)?;
        Self::layer(saved.ok_or_else(|| Problem::not_found("collection", id))?)
    }

    /// The collection of an id, if it holds events.
    pub(super) fn of_events(app: &App, id: &str) -> Result<Self, Problem> {
        let saved = match always(id) {
            Some(it) if it.of == Items::Events => return Ok(Self::always(it)),
            Some(_) => None,
            None => app.live.store().layer(id)?,
        };
        Self::layer(saved.ok_or_else(|| Problem::not_found("layer", id))?)
    }

    fn layer(saved: SavedLayer) -> Result<Self, Problem> {
        let Layer {
            id,
            title,
            description,
            filter,
            ..
        } = saved.layer.clone();
        let collection = Collection {
            id: id.into(),
            title: title.into(),
            description: description.unwrap_or_default().into(),
            of: Items::Events,
        };
        Ok(Self {
            within: read(&filter)?,
            collection,
            saved: Some(saved),
        })
    }

    /// Whether an event is one of its items. The collection of all events shows each that has not been taken out, by
    /// its address at least.
    pub(super) fn holds(&self, event: &Event) -> bool {
        let is_in = self.saved.is_none() || self.within.matches(event);
        is_in && event.status != Status::Deleted
    }
}

/// The collection of an id that no layer can have.
fn always(id: &str) -> Option<&'static Collection> {
    COLLECTIONS.into_iter().find(|it| it.id == id)
}

/// The filter of its parameters.
fn read(filter: &[(String, String)]) -> Result<Filter, ParamError> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(filter);
    let mut params = Params::parse(&query.finish())?;
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    Ok(filter)
}

/// Adds to what a collection is what only a layer has.
pub(super) fn describe(saved: &SavedLayer, document: &mut Value) {
    let layer = &saved.layer;
    let filter = layer
        .filter
        .iter()
        .map(|(name, value)| (name.clone(), Value::from(value.as_str())));
    if layer.description.is_none()
        && let Some(members) = document.as_object_mut()
    {
        members.remove("description");
    }
    document["filter"] = Value::Object(filter.collect());
    document["style"] = json!({"colour": layer.colour, "icon": layer.icon});
    document["created_at"] = saved.created_at.to_string().into();
    document["updated_at"] = saved.updated_at.to_string().into();
}

/// The schema of a layer as a client sends it.
pub(super) fn schema() -> Value {
    json!({
        "type": "object",
        "required": ["title"],
        "properties": {
            "title": {"type": "string", "minLength": 1, "maxLength": TITLE_CHARS_MAX},
            "description": {"type": "string", "nullable": true, "maxLength": DESCRIPTION_CHARS_MAX},
            "filter": {"type": "object", "description": "parameters of /collections/events/items and their values"},
            "style": {"type": "object", "properties": {
                "colour": {"type": "string", "nullable": true, "pattern": "^#[0-9a-fA-F]{6}$"},
                "icon": {"type": "string", "nullable": true, "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"},
            }},
        },
    })
}

/// A layer as a client sends it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    title: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    filter: Map<String, Value>,
    #[serde(default)]
    style: Option<Style>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Style {
    colour: Option<String>,
    icon: Option<String>,
}

impl Wanted {
    fn of(mut body: Value, id: &str) -> Result<Self, Problem> {
        let Some(members) = body.as_object_mut() else {
            return Err(wrong("the body", &body, "an object, a layer"));
        };
        match members.get("id") {
            Some(given) if given != id => {
                let expected = format!("{id:?}, the id in the address");
                return Err(wrong("id", given, &expected));
            }
            _ => members.retain(|name, _| !TOLD.contains(&name.as_str())),
        }
        let wanted = serde_json::from_value(body);
        wanted.map_err(|error| Problem::unprocessable(format!("the body is no layer: {error}")))
    }

    fn layer(self, id: &str) -> Result<Layer, Problem> {
        let style = self.style.unwrap_or_default();
        let title = self.title.trim().to_owned();
        check_length("title", &title, 1, TITLE_CHARS_MAX)?;
        if let Some(description) = &self.description {
            check_length("description", description, 0, DESCRIPTION_CHARS_MAX)?;
        }
        if let Some(colour) = style.colour.as_ref().filter(|it| !is_colour(it)) {
            return Err(wrong(
                "style.colour",
                &json!(colour),
                "six hexadecimal digits behind #",
            ));
        }
        if let Some(icon) = style
            .icon
            .as_ref()
            .filter(|it| !is_name(it, ICON_CHARS_MAX))
        {
            return Err(wrong("style.icon", &json!(icon), NAME));
        }
        let filter = pairs(self.filter)?;
        let refused = |error: ParamError| {
            let member = format!("filter.{}", error.parameter);
            let detail = format!("{member} is {:?}: {}", error.value, error.expected);
            Problem::unprocessable(detail)
                .with("member", member)
                .with("value", error.value)
                .with("expected", error.expected)
        };
        read(&filter).map_err(refused)?;
        Ok(Layer {
            id: id.to_owned(),
            title,
            description: self.description,
            filter,
            colour: style.colour,
            icon: style.icon,
        })
    }
}

/// The parameters of a filter, whose values may be numbers, truths and lists too.
fn pairs(filter: Map<String, Value>) -> Result<Vec<(String, String)>, Problem> {
    let written = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    let pair = |(name, value): (String, Value)| {
        let text = match &value {
            Value::Array(list) => list.iter().map(written).collect::<Option<Vec<_>>>(),
            one => written(one).map(|text| vec![text]),
        };
        let expected = "a text, a number, true or false, or a list of these";
        let text = text.ok_or_else(|| wrong(&format!("filter.{name}"), &value, expected))?;
        Ok((name, text.join(",")))
    };
    filter.into_iter().map(pair).collect()
}

fn check_length(member: &str, text: &str, least: usize, most: usize) -> Result<(), Problem> {
    if (least..=most).contains(&text.chars().count()) {
        return Ok(());
    }
    let expected = format!("{least} to {most} characters");
    Err(wrong(member, &json!(text), &expected))
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

const NAME: &str = "a to z, 0 to 9, - and _, at most 64 of them, the first a letter or a digit";

fn is_name(text: &str, chars_max: usize) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let first = text.bytes().next();
    first.is_some_and(is_letter)
        && text.len() <= chars_max
        && text
            .bytes()
            .all(|byte| is_letter(byte) || b"-_".contains(&byte))
}

/// Refuses an id that no layer can have.
fn check_id(id: &str) -> Result<(), Problem> {
    if always(id).is_some() {
        let detail = format!("{id:?} is a collection of the server, expected another id");
        return Err(Problem::conflict(detail));
    }
    if is_name(id, ID_CHARS_MAX) {
        return Ok(());
    }
    Err(wrong("id", &json!(id), NAME))
}

/// `PUT /collections/{id}`: a layer, new or in the place of the one that is there.
pub(super) async fn keep(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    _: NoQuery,
    base: Base,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    given::check_type(&headers, &[JSON])?;
    check_id(&id)?;
    let body = given::parsed(&given::whole(body).await?)?;
    let kept = blocking(move || {
        let layer = Wanted::of(body, &id)?.layer(&id)?;
        let store = app.live.store();
        let before = store.layer(&id)?.map(|it| it.version);
        check_match(&headers, before)?;
        if before.is_none() && store.layers()?.len() >= LAYERS_MAX {
            let detail =
                format!("there are {LAYERS_MAX} layers, which is the most; take one out first");
            return Err(Problem::conflict(detail));
        }
        let saved = store.keep_layer(layer, before.unwrap_or(0))?;
        told(&app, saved, &base, before.is_none())
    });
    kept.await
}

fn told(app: &App, saved: SavedLayer, base: &Base, is_new: bool) -> Answer {
    let version = saved.version;
    let served = Served::layer(saved)?;
    let body = serde_json::to_vec(&landing::described(app, &served, base))?;
    let response = tagged(&HeaderMap::new(), JSON, version, body);
    if is_new {
        let href = base.link(&format!("/collections/{}", segment(&served.collection.id)));
        return Ok(answer::created(response, &href));
    }
    Ok(response)
}

/// What the client wants to find before it writes: `If-Match`, or `If-None-Match: *` for nothing.
fn check_match(headers: &HeaderMap, before: Option<i64>) -> Result<(), Problem> {
    let only_new = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|it| it == "*");
    match before {
        Some(version) if only_new => Err(Problem::stale("none (If-None-Match is *)", version)),
        Some(version) => Matching::of(headers).check(version),
        None if headers.contains_key(header::IF_MATCH) => Err(Problem::stale("given", 0)),
        None => Ok(()),
    }
}

/// `DELETE /collections/{id}`: takes out a layer; its events stay.
pub(super) async fn remove(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    _: NoQuery,
    headers: HeaderMap,
) -> Answer {
    let removed = blocking(move || {
        if always(&id).is_some() {
            let detail = format!("{id:?} is a collection of the server, expected a layer");
            return Err(Problem::conflict(detail));
        }
        let saved = app.live.store().layer(&id)?;
        let saved = saved.ok_or_else(|| Problem::not_found("collection", &id))?;
        check_match(&headers, Some(saved.version))?;
        app.live.store().remove_layer(&id, saved.version)?;
        Ok(())
    });
    removed
        .await
        .map(|()| StatusCode::NO_CONTENT.into_response())
}

/// `GET /collections/{id}/items` of a layer or of the base map
pub(super) async fn items(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    Query(params): Query,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let served = Served::of(&app, &id)?;
    match served.collection.of {
        Items::Events => items::listed(app, served, params, query, headers, base).await,
        _ => areas::listed(&app, served.collection, params, query, headers, base).await,
    }
}

/// `GET /collections/{id}/items/{item}` of a layer or of the base map
pub(super) async fn item(
    State(app): State<Shared>,
    Path([id, item]): Path<2>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let served = Served::of(&app, &id)?;
    match served.collection.of {
        Items::Events => items::shown(&app, &served, &item, params, &headers, &base),
        _ => areas::shown(&served.collection, &item, params, &headers, &base),
    }
}
