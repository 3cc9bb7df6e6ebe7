//! Parameters that are short for a part of an expression.

use super::{
    read,
    scalar::Scalar,
    test::{Comparison, Test},
};
use crate::{
    filter::{
        ParamError, Params,
        property::{PROPERTIES, Property, Value},
    },
    space::{Bbox, LonLat},
};

/// Properties whose parameters the filter has fields for, or that are asked for otherwise.
const FIELDS: [&str; 7] = [
    "event_type",
    "group",
    "status",
    "geo_precision",
    "located",
    "doc_id",
    "dataset",
];

/// The longest radius of a circle, in metres: half way around the Earth.
const RADIUS_M_MAX: f64 = 20_037_508.0;

/// Takes `ids`, `confidence_min`, `around`, and a parameter for each property, which then has that value.
pub(super) fn take(params: &mut Params) -> Result<Vec<Test>, ParamError> {
    let mut tests = Vec::new();
    if let Some(ids) = params.take("ids")? {
        let ids = ids.split(',').map(|id| text(id.trim())).collect();
        let one_of = |property| Test::OneOf(Scalar::Property(property), ids);
        tests.extend(Property::of("id").map(one_of));
    }
    tests.extend(take_confidence(params)?);
    tests.extend(take_circle(params)?);
    for property in PROPERTIES.iter().filter(|it| !FIELDS.contains(&it.name)) {
        tests.extend(take_value(params, property)?);
    }
    Ok(tests)
}

fn text(text: &str) -> Scalar {
    Scalar::Constant(Value::Text(text.to_owned().into()))
}

fn take_confidence(params: &mut Params) -> Result<Option<Test>, ParamError> {
    let least = params.take_parsed::<f64>("confidence_min", "a number from 0 to 1")?;
    let Some(least) = least else { return Ok(None) };
    if !(0.0..=1.0).contains(&least) {
        let value = least.to_string();
        return Err(ParamError::new(
            "confidence_min",
            &value,
            "expected a number from 0 to 1",
        ));
    }
    let least = Scalar::Constant(Value::Number(least));
    let at_least = |property| Test::Compare(Scalar::Property(property), Comparison::AtLeast, least);
    Ok(Property::of("confidence").map(at_least))
}

/// Takes `around`: longitude, latitude and radius in metres, separated by commas.
fn take_circle(params: &mut Params) -> Result<Option<Test>, ParamError> {
    let Some(circle) = params.take("around")? else {
        return Ok(None);
    };
    let expected = format_args!("expected lon,lat,metres, the radius at most {RADIUS_M_MAX}");
    let wrong = || ParamError::new("around", &circle, expected);
    let numbers: Result<Vec<f64>, _> = circle.split(',').map(|part| part.trim().parse()).collect();
    match numbers.as_deref() {
        Ok([lon, lat, radius_m]) if (0.0..=RADIUS_M_MAX).contains(radius_m) => {
            let center = LonLat::new(*lon, *lat);
            let center = center.map_err(|error| ParamError::new("around", &circle, error))?;
            Ok(Some(Test::Around(center, *radius_m)))
        }
        _ => Err(wrong()),
    }
}

/// Takes the value that a property must have.
fn take_value(
    params: &mut Params,
    property: &'static Property,
) -> Result<Option<Test>, ParamError> {
    let Some(value) = params.take(property.name)? else {
        return Ok(None);
    };
    let constant = read::constant(property, &value);
    let constant = constant.map_err(|error| ParamError::new(property.name, &value, error))?;
    Ok(Some(Test::Compare(
        Scalar::Property(property),
        Comparison::Equal,
        constant,
    )))
}

/// The test of several boxes, of which one must hold the position.
pub(super) fn boxes(boxes: Vec<Bbox>) -> Test {
    Test::Any(boxes.into_iter().map(Test::InBox).collect())
}
