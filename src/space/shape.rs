use geo::{BoundingRect, CoordinatePosition, Intersects, MapCoords, coordinate_position::CoordPos};

use super::{Bbox, Crs, LonLat, SpaceError};

/// A geometry of any type in WGS 84 degrees, longitude first, that positions are compared with.
///
/// Source of the relations: OGC 06-103r4, section 6.1.15, <https://www.ogc.org/standard/sfa/>.
///
/// ```
/// use zij::space::{LonLat, Relation, Shape};
/// let valley = Shape::from("70,40,74,42".parse::<zij::space::Bbox>()?);
/// assert!(valley.relates(Relation::Intersects, LonLat::new(72.8, 40.53)?));
/// assert!(!valley.relates(Relation::Within, LonLat::new(70.0, 41.0)?));
/// # Ok::<(), zij::space::SpaceError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    geometry: geo::Geometry,
    edges: Option<Bbox>,
}

/// How a position lies to a [`Shape`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// In it or on its edge.
    Intersects,
    /// Neither in it nor on its edge.
    Disjoint,
    /// In it and not on its edge.
    Within,
    /// On its edge.
    Touches,
    /// The position holds the shape: the shape is nothing but this position.
    Contains,
    /// The shape is nothing but this position.
    Equals,
    /// Never so of a single position.
    Crosses,
    /// Never so of a single position.
    Overlaps,
}

impl Relation {
    /// Whether a position that lies so is in the shape's box.
    #[must_use]
    pub fn is_near(self) -> bool {
        self != Self::Disjoint
    }

    /// The same, told of the shape instead of the position.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Within => Self::Contains,
            Self::Contains => Self::Within,
            other => other,
        }
    }
}

impl Shape {
    /// A geometry whose coordinates are those of a reference system.
    ///
    /// # Errors
    ///
    /// When a coordinate is not on the globe.
    pub fn new(geometry: &geo::Geometry, crs: Crs) -> Result<Self, SpaceError> {
        let position = |at: geo::Coord| {
            let at = crs.position([at.x, at.y])?;
            Ok(geo::coord! {x: at.lon(), y: at.lat()})
        };
        let geometry = geometry.try_map_coords(position)?;
        let edges = geometry.bounding_rect().map(|rect| {
            let (low, high) = (rect.min(), rect.max());
            Bbox::new(low.x, low.y, high.x, high.y)
        });
        Ok(Self {
            edges: edges.transpose()?,
            geometry,
        })
    }

    /// Areas, each an outer ring and the rings of its holes, in degrees with the longitude first.
    ///
    /// # Errors
    ///
    /// When a coordinate is not on the globe.
    pub fn of_areas(areas: &[Vec<Vec<[f64; 2]>>]) -> Result<Self, SpaceError> {
        let ring = |ring: &Vec<[f64; 2]>| geo::LineString::from(ring.clone());
        let area = |rings: &Vec<Vec<[f64; 2]>>| {
            let mut rings = rings.iter().map(ring);
            let outer = rings
                .next()
                .unwrap_or_else(|| geo::LineString::new(Vec::new()));
            geo::Polygon::new(outer, rings.collect())
        };
        let areas = geo::MultiPolygon(areas.iter().map(area).collect());
        Self::new(&areas.into(), Crs::Crs84)
    }

    /// Whether the shape and the box have a point in common.
    #[must_use]
    pub fn meets(&self, bbox: Bbox) -> bool {
        bbox.parts().any(|[west, south, east, north]| {
            let low = geo::coord! {x: west, y: south};
            let rect = geo::Rect::new(low, geo::coord! {x: east, y: north});
            self.geometry.intersects(&rect)
        })
    }

    /// The smallest box around it; none around nothing.
    #[must_use]
    pub fn bbox(&self) -> Option<Bbox> {
        self.edges
    }

    /// Whether the position lies so.
    #[must_use]
    pub fn relates(&self, relation: Relation, at: LonLat) -> bool {
        match relation {
            Relation::Intersects => self.place_of(at) != CoordPos::Outside,
            Relation::Disjoint => self.place_of(at) == CoordPos::Outside,
            Relation::Within => self.place_of(at) == CoordPos::Inside,
            Relation::Touches => self.place_of(at) == CoordPos::OnBoundary,
            Relation::Contains | Relation::Equals => self.is_only(at),
            Relation::Crosses | Relation::Overlaps => false,
        }
    }

    fn place_of(&self, at: LonLat) -> CoordPos {
        if self.edges.is_some_and(|edges| edges.contains(at)) {
            let at = geo::coord! {x: at.lon(), y: at.lat()};
            self.geometry.coordinate_position(&at)
        } else {
            CoordPos::Outside
        }
    }

    fn is_only(&self, at: LonLat) -> bool {
        let edges = self.edges.map(Bbox::edges);
        edges == Some([at.lon(), at.lat(), at.lon(), at.lat()])
    }
}

impl From<Bbox> for Shape {
    fn from(bbox: Bbox) -> Self {
        let parts = bbox.parts().map(|[west, south, east, north]| {
            geo::Rect::new(
                geo::coord! {x: west, y: south},
                geo::coord! {x: east, y: north},
            )
            .to_polygon()
        });
        let parts: Vec<_> = parts.collect();
        let edges = match parts.len() {
            1 => bbox,
            _ => Bbox::WORLD,
        };
        Self {
            geometry: geo::MultiPolygon::new(parts).into(),
            edges: Some(edges),
        }
    }
}

#[cfg(test)]
mod tests {
    use geo::{LineString, Point, Polygon};

    use super::*;

    #[track_caller]
    fn check(shape: impl Into<geo::Geometry>, lon: f64, lat: f64, expected: &[Relation]) {
        let shape = Shape::new(&shape.into(), Crs::Crs84).unwrap();
        let all = [
            Relation::Intersects,
            Relation::Disjoint,
            Relation::Within,
            Relation::Touches,
            Relation::Contains,
            Relation::Equals,
            Relation::Crosses,
            Relation::Overlaps,
        ];
        let at = LonLat::new(lon, lat).unwrap();
        let so = all.into_iter().filter(|it| shape.relates(*it, at));
        assert_eq!(so.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_position_lies_in_on_or_off_a_shape() {
        use Relation::{Contains, Disjoint, Equals, Intersects, Touches, Within};
        let ring = LineString::from(vec![(70., 40.), (74., 40.), (72., 42.), (70., 40.)]);
        let triangle = Polygon::new(ring.clone(), vec![]);
        check(triangle.clone(), 72.0, 41.0, &[Intersects, Within]);
        check(triangle.clone(), 72.0, 40.0, &[Intersects, Touches]);
        check(triangle, 70.1, 41.9, &[Disjoint]);
        check(ring, 72.0, 40.0, &[Intersects, Within]);
        let osh = Point::new(72.8, 40.5);
        check(osh, 72.8, 40.5, &[Intersects, Within, Contains, Equals]);
        let nothing = geo::Geometry::GeometryCollection(geo::GeometryCollection::default());
        check(nothing, 72.8, 40.5, &[Disjoint]);
    }

    #[test]
    fn a_box_across_the_antimeridian_has_two_parts() {
        let across = Shape::from(Bbox::new(170.0, -50.0, -170.0, -30.0).unwrap());
        let at = |lon| LonLat::new(lon, -40.0).unwrap();
        let holds = |lon| across.relates(Relation::Intersects, at(lon));
        assert_eq!([175.0, -175.0, 0.0].map(holds), [true, true, false]);
    }

    #[test]
    fn a_coordinate_off_the_globe_is_named() {
        let error = Shape::new(&Point::new(0.0, 91.0).into(), Crs::Crs84).unwrap_err();
        assert_eq!(error.to_string(), "latitude 91 is outside -90..=90 degrees");
    }
}
