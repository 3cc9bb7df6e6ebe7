use cql2::Expr;

use super::{
    ExpressionError,
    read::{GEOMETRY, told},
    test::Test,
};
use crate::space::{Bbox, Crs, Relation, Shape};

/// The relation of a function's name, as JSON writes it.
pub(super) fn relation(function: &str) -> Option<Relation> {
    Some(match function {
        "s_intersects" => Relation::Intersects,
        "s_disjoint" => Relation::Disjoint,
        "s_within" => Relation::Within,
        "s_touches" => Relation::Touches,
        "s_contains" => Relation::Contains,
        "s_equals" => Relation::Equals,
        "s_crosses" => Relation::Crosses,
        "s_overlaps" => Relation::Overlaps,
        _ => return None,
    })
}

/// The test of how an event's position lies to a geometry.
pub(super) fn read(
    op: &str,
    relation: Relation,
    args: [&Expr; 2],
    crs: Crs,
) -> Result<Test, ExpressionError> {
    let (relation, other) = match args {
        [one, other] if is_geometry(one) => (relation, other),
        [one, other] if is_geometry(other) => (relation.reversed(), one),
        [one, _] => return Err(wrong(op, one, GEOMETRY)),
    };
    match other {
        Expr::BBox { bbox } => {
            let bbox = corners(bbox, crs)?;
            Ok(match relation {
                Relation::Intersects => Test::InBox(bbox),
                _ => Test::Place(relation, bbox.into()),
            })
        }
        Expr::Geometry(_) => shape(other, crs).map(|shape| Test::Place(relation, shape)),
        other => Err(wrong(
            op,
            other,
            "a geometry in WKT or GeoJSON, or BBOX(...)",
        )),
    }
}

fn is_geometry(expr: &Expr) -> bool {
    matches!(expr, Expr::Property { property } if property == GEOMETRY)
}

fn wrong(op: &str, found: &Expr, expected: &str) -> ExpressionError {
    ExpressionError::Kind {
        operator: op.to_owned(),
        found: told(found),
        expected: expected.to_owned(),
    }
}

fn shape(expr: &Expr, crs: Crs) -> Result<Shape, ExpressionError> {
    let geometry = expr.clone().try_into();
    let geometry = geometry.map_err(|_wkt: cql2::Error| ExpressionError::Geometry)?;
    Ok(Shape::new(&geometry, crs)?)
}

/// The box of four numbers, or of six with heights, in the order of the reference system.
fn corners(numbers: &[Box<Expr>], crs: Crs) -> Result<Bbox, ExpressionError> {
    let number = |expr: &Expr| match expr {
        Expr::Float(number) => Ok(*number),
        other => Err(wrong("BBOX", other, "a number")),
    };
    let numbers = numbers
        .iter()
        .map(|expr| number(expr))
        .collect::<Result<Vec<_>, _>>()?;
    match numbers[..] {
        [a, b, c, d] | [a, b, _, c, d, _] => {
            Ok(Bbox::between(crs.position([a, b])?, crs.position([c, d])?)?)
        }
        _ => Err(ExpressionError::Arguments {
            operator: "BBOX".to_owned(),
            given: numbers.len(),
            expected: "4 or 6",
        }),
    }
}
