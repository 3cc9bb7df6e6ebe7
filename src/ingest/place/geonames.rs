//! The dumps of `GeoNames`, <https://download.geonames.org/export/dump/readme.txt>.

use std::io::BufRead;

use super::{
    ListDefaults, PlaceItem, PlacesError, lines::each_line, refusal, row::checked_position,
};
use crate::{
    document::{Origin, Refusal},
    gazetteer::{NameKind, OwnName, OwnPlace, PlaceKind},
};

/// Columns of a line.
pub(super) const COLUMNS: usize = 19;

/// The most letters of a code, of an airport for instance, that stands among the names.
const CODE_LETTERS_MAX: usize = 4;

/// Inhabitants from which a place is a city, and from which it is a town; of the others, those whose
/// inhabitants are unknown too, most are villages.
const CITY_MIN: u64 = 100_000;
const TOWN_MIN: u64 = 1_000;

pub(super) fn read(
    input: impl BufRead,
    source_name: &str,
    defaults: &ListDefaults<'_>,
    take: &mut dyn FnMut(PlaceItem),
) -> Result<(), PlacesError> {
    each_line(input, source_name, take, |line, origin| {
        place(line, &origin, defaults).unwrap_or_else(PlaceItem::Refused)
    })
}

fn place(line: &str, origin: &Origin, defaults: &ListDefaults<'_>) -> Result<PlaceItem, Refusal> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [
        id,
        name,
        ascii,
        names,
        lat,
        lon,
        class,
        code,
        country,
        _,
        admin1,
        admin2,
        _,
        _,
        population,
        ..,
    ] = fields[..]
    else {
        return Err(columns(origin, fields.len()));
    };
    if fields.len() != COLUMNS {
        return Err(columns(origin, fields.len()));
    }
    let unread = || refusal(origin, "geonameid", id, "expected a whole number");
    let number = id.parse::<u64>().ok().ok_or_else(unread)?;
    let population = population.parse().unwrap_or(0);
    let feature = format!("{class}.{code}");
    let Some(kind) = kind(&feature, population) else {
        return Ok(PlaceItem::LeftOut(format!("feature code {feature}")));
    };
    let region = |code: &str| {
        if code.is_empty() {
            String::new()
        } else {
            format!("{country}.{code}")
        }
    };
    let admin1_code = region(admin1);
    let admin2_code = match admin2 {
        "" => String::new(),
        code => format!("{admin1_code}.{code}"),
    };
    let place = OwnPlace {
        id: format!("geonames:{number}"),
        kind: Some(kind),
        name: name.trim().to_owned(),
        country: country.to_owned(),
        admin1: admin1_code,
        admin2: admin2_code,
        position: checked_position(lon, lat, origin)?,
        uncertainty_m: None,
        population,
        names: other_names(name, ascii, names),
        source: defaults.source.to_owned(),
    };
    Ok(PlaceItem::Place(origin.clone(), place))
}

fn columns(origin: &Origin, found: usize) -> Refusal {
    Refusal {
        origin: origin.clone(),
        value: None,
        reason: format!("{found} columns, expected {COLUMNS}"),
    }
}

/// The other names, without codes such as `TAS`: they are no words of a text.
fn other_names(name: &str, ascii: &str, names: &str) -> Vec<OwnName> {
    let mut kept: Vec<&str> = vec![];
    for other in [ascii].into_iter().chain(names.split(',')).map(str::trim) {
        let is_code =
            other.len() <= CODE_LETTERS_MAX && other.bytes().all(|byte| byte.is_ascii_uppercase());
        if !other.is_empty() && !is_code && other != name && !kept.contains(&other) {
            kept.push(other);
        }
    }
    let name = |text: &str| OwnName {
        lang: "und".to_owned(),
        kind: NameKind::Alias,
        text: text.replace('|', "/"),
    };
    kept.into_iter().map(name).collect()
}

/// The kind of a feature code, <https://www.geonames.org/export/codes.html>; none for what is no place of
/// events here: hotels, wells, parks.
pub(super) fn kind(feature: &str, population: u64) -> Option<PlaceKind> {
    use PlaceKind as K;
    Some(match feature {
        "P.PPLC" => K::Capital,
        "P.PPLX" => K::Neighbourhood,
        "P.PPLQ" | "P.PPLW" | "P.PPLH" | "P.PPLCH" => K::Abandoned,
        code if code.starts_with("P.") => match population {
            CITY_MIN.. => K::City,
            TOWN_MIN.. => K::Town,
            _ => K::Village,
        },
        "A.PCLI" | "A.PCLD" | "A.PCLF" | "A.PCLS" | "A.PCLIX" | "A.PCL" | "A.TERR" => K::Country,
        "A.ADM1" => K::Admin1,
        "A.ADM2" => K::Admin2,
        "S.AIRP" => K::Airport,
        "S.AIRB" => K::AirBase,
        "S.AIRF" | "S.AIRH" => K::Airfield,
        "S.MILB" | "S.INSM" | "S.FT" | "L.MILB" | "L.NVB" => K::MilitarySite,
        "S.DAM" | "S.DAMQ" | "S.PSH" => K::Dam,
        "S.CSTM" | "S.PSTB" => K::BorderCrossing,
        "H.STM" | "H.STMI" | "H.STMX" | "H.STMB" | "H.STMQ" => K::River,
        "H.LK" | "H.LKS" | "H.LKI" | "H.LKN" | "H.LKSN" | "H.LKX" => K::Lake,
        "H.RSV" | "H.RSVI" => K::Reservoir,
        "H.CNL" | "H.CNLI" | "H.CNLN" | "H.CNLD" => K::Canal,
        "H.SEA" | "H.GULF" | "H.OCN" => K::Sea,
        "L.OILF" => K::OilField,
        "L.GASF" => K::GasField,
        "S.MN" | "S.MNAU" | "S.MNC" | "S.MNCR" | "S.MNCU" | "S.MNFE" | "S.MNN" | "S.MNQR"
        | "L.MNA" => K::Mine,
        "T.MT" | "T.MTS" | "T.PK" | "T.PKS" | "T.RDGE" | "T.HLL" | "T.HLLS" => K::Mountain,
        "T.PASS" | "T.GAP" => K::Pass,
        "T.VAL" | "T.VALS" | "T.BSN" => K::Valley,
        "T.DSRT" | "T.STEP" => K::Desert,
        "T.ISL" | "T.ISLS" | "T.ISLET" => K::Island,
        "L.RGN" | "L.CONT" => K::Macroregion,
        _ => return None,
    })
}
