//! The gazetteer as items of an OGC API - Features collection.

use axum::{extract::State, http::HeaderMap};

use super::{
    Shared,
    address::Base,
    answer::{self, blocking},
    collection::{Look, PLACES, Page, limit},
    error::{Answer, Problem},
    html,
    negotiation::{self, GEOJSON, HTML, JSON},
    paging::{self, Cursor},
    request::{Path, Query, RawQuery},
};
use crate::{
    filter::{ParamError, Params, PlaceFilter},
    gazetteer::{Gazetteer, PlaceIndex},
    layer::{Feature, PLACE_PROPERTIES},
    time::Timestamp,
};

struct Asked {
    filter: PlaceFilter,
    limit: usize,
    /// The page lies beside the place of this id.
    cursor: Option<Cursor<String>>,
    look: Look,
}

impl Asked {
    fn take(params: &mut Params, gazetteer: &Gazetteer) -> Result<Self, ParamError> {
        Ok(Self {
            filter: PlaceFilter::take(params, gazetteer)?,
            limit: limit(params)?,
            cursor: params.take_exact("cursor")?,
            look: Look::take(params, &PLACE_PROPERTIES)?,
        })
    }

    fn page(
        &self,
        gazetteer: &Gazetteer,
        base: &Base,
        query: &str,
        now: Timestamp,
    ) -> Result<(String, Vec<u8>), Problem> {
        let id = |place: &PlaceIndex| gazetteer.place(*place).id;
        let places = self.filter.places(gazetteer);
        let cursor = self.cursor.as_ref();
        let shown = paging::page_by_id(&places, self.limit, cursor, id);
        let page = Page {
            matched: places.len(),
            returned: shown.items.len(),
            next: shown.last().map(|place| id(place).to_owned()),
            prev: shown.first().map(|place| paging::before(id(place))),
            path: PLACES.path("/items"),
            query,
            now,
        };
        let features = shown
            .items
            .iter()
            .map(|place| self.look.shown(Feature::of_place(gazetteer, *place)));
        PLACES.page(base, &page, features)
    }
}

/// `GET /collections/places/items`
pub(super) async fn items(
    State(app): State<Shared>,
    Query(mut params): Query,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose(&mut params, &headers, &[GEOJSON, JSON, HTML])?;
    let asked = Asked::take(&mut params, app.gazetteer())?;
    params.finish()?;
    let (now, crs) = ((app.clock)(), asked.look.crs);
    let done = move || {
        let (tag, page) = asked.page(app.gazetteer(), &base, &query, now)?;
        html::tagged(&headers, &tag, media_type, page, &base)
    };
    Ok(answer::in_crs(blocking(done).await?, crs))
}

/// `GET /collections/places/items/{id}`
pub(super) async fn item(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    Query(params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let (media_type, look) = Look::of_item(params, &headers, &PLACE_PROPERTIES)?;
    let place = app.gazetteer().by_id(&id);
    let place = place.ok_or_else(|| PLACES.no_item(&id))?;
    let feature = look.shown(Feature::of_place(app.gazetteer(), place));
    let item = PLACES.item(&base, &id, feature, [])?;
    html::document(media_type, &item, &base).map(|it| answer::in_crs(it, look.crs))
}
