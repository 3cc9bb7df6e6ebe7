//! JSON values that span lines: a collection of features, a list of events, or one event or report; read
//! one item at a time, however long the whole is.

use std::{
    cell::Cell,
    fmt,
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{
    Defaults, LINE_BYTES_MAX, Origin, ReadError, error::json_reason, input, jsonl, sink::Sink,
};

/// Members that hold the items of a list.
const LISTS: [&str; 2] = ["features", "events"];

/// The coordinate reference system of `GeoJSON`, as the member `crs` of older files names it.
const CRS_NAMES: [&str; 2] = ["CRS84", "4326"];

/// Every item of the values that the input holds.
pub(super) fn read(
    input: impl Read,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    // The parser asks for one byte after the other, which must be at hand.
    let mut input = BufReader::new(input);
    let head = input.fill_buf()?;
    input::check_head(head)?;
    if head.starts_with(b"\xEF\xBB\xBF") {
        input.consume(3);
    }
    let place = Rc::new(Cell::new(Place::default()));
    let counted = Counted {
        input,
        place: place.clone(),
    };
    let mut json = serde_json::Deserializer::from_reader(counted);
    let mut root = Root {
        source,
        defaults,
        sink,
        place: place.clone(),
        failed: None,
    };
    while let Err(end) = json.end() {
        if end.is_io() {
            return Err(broken(end, &place));
        }
        if let Err(error) = root.deserialize(&mut json) {
            return Err(root.failed.take().unwrap_or_else(|| broken(error, &place)));
        }
    }
    if root.sink.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(())
}

fn broken(error: serde_json::Error, place: &Cell<Place>) -> ReadError {
    if error.is_io() {
        return io::Error::from(error).into();
    }
    let Place { line, column, .. } = place.get();
    ReadError::Json {
        reason: json_reason(&error),
        line,
        column: column.max(1),
    }
}

/// How far an input has been read.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// From 1.
    line: u64,
    /// The character of the line that was read last, from 1.
    column: u32,
    /// Bytes since the last item began.
    item_bytes: u64,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            line: 1,
            column: 0,
            item_bytes: 0,
        }
    }
}

impl Place {
    fn after(mut self, bytes: &[u8]) -> Self {
        self.item_bytes += bytes.len() as u64;
        for byte in bytes {
            let continues = byte & 0b1100_0000 == 0b1000_0000;
            if *byte == b'\n' {
                self.line += 1;
                self.column = 0;
            } else if !continues {
                self.column += 1;
            }
        }
        self
    }
}

/// Passes bytes on, counts lines, and stops within an item that is too long.
struct Counted<R> {
    input: R,
    place: Rc<Cell<Place>>,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let place = self.place.get().after(&buffer[..read]);
        self.place.set(place);
        if place.item_bytes > LINE_BYTES_MAX {
            return Err(io::Error::other(ReadError::TooLong {
                what: "an item of JSON",
                bytes_max: LINE_BYTES_MAX,
                line: Some(place.line),
            }));
        }
        Ok(read)
    }
}

/// One value of the input.
struct Root<'r, 's, 'p> {
    source: &'r str,
    defaults: &'r Defaults,
    sink: &'s mut Sink<'p>,
    place: Rc<Cell<Place>>,
    /// Why an item stopped the reading, which an error of JSON cannot carry.
    failed: Option<ReadError>,
}

impl Root<'_, '_, '_> {
    /// Takes an item that has just been read to its end.
    fn item<E: serde::de::Error>(&mut self, text: &str) -> Result<(), E> {
        let mut place = self.place.get();
        let lines = text.matches('\n').count() as u64;
        let origin = Origin::of_line(self.source, place.line.saturating_sub(lines).max(1));
        place.item_bytes = 0;
        self.place.set(place);
        let taken = jsonl::take(text, origin, self.defaults, self.sink);
        taken.map_err(|error| self.stop(error))
    }

    fn stop<E: serde::de::Error>(&mut self, error: ReadError) -> E {
        let told = E::custom(&error);
        self.failed = Some(error);
        told
    }

    /// Refuses an object with items that says that it is something else.
    fn check_members<E: serde::de::Error>(&mut self, members: &Members) -> Result<(), E> {
        let text = |name: &str| members.iter().find(|(known, _)| known == name);
        let crs = text("crs").map_or("null", |(_, value)| value.get());
        if crs != "null" && !CRS_NAMES.iter().any(|name| crs.contains(name)) {
            let reason = format!("crs is {crs}, expected longitude and latitude in WGS 84 (CRS84)");
            return Err(self.refuse_whole(reason));
        }
        match text("type").map(|(_, value)| value.get()) {
            None | Some("\"FeatureCollection\"") => Ok(()),
            Some(kind) => {
                let expected = "\"FeatureCollection\" with features, or \"Feature\"";
                Err(self.refuse_whole(format!("type is {kind}, expected {expected}")))
            }
        }
    }

    fn refuse_whole<E: serde::de::Error>(&mut self, reason: String) -> E {
        self.stop(ReadError::Json {
            reason,
            line: 1,
            column: 1,
        })
    }
}

/// The members of an object that are no list of items, as they are written.
type Members = Vec<(String, Box<RawValue>)>;

impl<'de> DeserializeSeed<'de> for &mut Root<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Root<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("an object, or a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<Box<RawValue>>()? {
            self.item(item.get())?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut members, mut has_items) = (Members::new(), false);
        while let Some(name) = map.next_key::<String>()? {
            let is_report = members.iter().any(|(name, _)| name == "text");
            if LISTS.contains(&name.as_str()) && !is_report {
                self.check_members(&members)?;
                map.next_value_seed(Items(self))?;
                has_items = true;
            } else {
                members.push((name, map.next_value()?));
            }
        }
        if has_items {
            return self.check_members(&members);
        }
        let object: serde_json::Result<Vec<String>> = members
            .iter()
            .map(|(name, value)| Ok(format!("{}:{value}", serde_json::to_string(name)?)))
            .collect();
        let object = object.map_err(A::Error::custom)?;
        self.item(&format!("{{{}}}", object.join(",\n")))
    }
}

/// The items of a list; another value is no list.
struct Items<'r, 'a, 's, 'p>(&'r mut Root<'a, 's, 'p>);

impl<'de> DeserializeSeed<'de> for Items<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self.0)
    }
}
