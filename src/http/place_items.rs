//! The gazetteer as items of an OGC API - Features collection.

use axum::{extract::State, http::HeaderMap};

use super::{
    Shared,
    address::Base,
    answer::{self, blocking},
    collection::{PLACES, Page, limit, shown},
    error::{Answer, Problem},
    negotiation::{self, GEOJSON, JSON},
    request::{Path, Query, RawQuery},
};
use crate::{
    filter::{ParamError, Params, PlaceFilter},
    gazetteer::Gazetteer,
    layer::Feature,
    time::Timestamp,
};

struct Asked {
    filter: PlaceFilter,
    limit: usize,
    /// The page begins behind the place of this id.
    cursor: Option<String>,
}

impl Asked {
    fn take(params: &mut Params, gazetteer: &Gazetteer) -> Result<Self, ParamError> {
        Ok(Self {
            filter: PlaceFilter::take(params, gazetteer)?,
            limit: limit(params)?,
            cursor: params.take("cursor")?,
        })
    }

    fn page(
        &self,
        gazetteer: &Gazetteer,
        base: &Base,
        query: &str,
        now: Timestamp,
    ) -> Result<(String, Vec<u8>), Problem> {
        let id = |place| gazetteer.place(place).id;
        let places = self.filter.places(gazetteer);
        let cursor = self.cursor.as_deref();
        let before = cursor.map_or(0, |cursor| {
            places.partition_point(|place| id(*place) <= cursor)
        });
        let (shown, last) = shown(&places, before, self.limit);
        let page = Page {
            matched: places.len(),
            returned: shown.len(),
            cursor: last.map(|place| id(*place).to_owned()),
            path: PLACES.path("/items"),
            query,
            now,
        };
        let features = shown
            .iter()
            .map(|place| Feature::of_place(gazetteer, *place));
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
    let media_type = negotiation::choose(&mut params, &headers, &[GEOJSON, JSON])?;
    let asked = Asked::take(&mut params, app.gazetteer)?;
    params.finish()?;
    let now = (app.clock)();
    let (tag, page) = blocking(move || asked.page(app.gazetteer, &base, &query, now)).await?;
    Ok(answer::tagged(&headers, tag, media_type, page))
}

/// `GET /collections/places/items/{id}`
pub(super) async fn item(
    State(app): State<Shared>,
    Path([id]): Path<1>,
    Query(mut params): Query,
    headers: HeaderMap,
    base: Base,
) -> Answer {
    let media_type = negotiation::choose(&mut params, &headers, &[GEOJSON, JSON])?;
    params.finish()?;
    let place = app.gazetteer.by_id(&id);
    let place = place.ok_or_else(|| PLACES.no_item(&id))?;
    let feature = Feature::of_place(app.gazetteer, place);
    let item = PLACES.item(&base, &id, feature, [])?;
    Ok(answer::body(media_type, item))
}
