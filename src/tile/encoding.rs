/// How a tile is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// A `GeoJSON` feature collection in WGS 84 (RFC 7946).
    GeoJson,
    /// A Mapbox vector tile with one layer, `events`.
    Vector,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 2] = [Self::GeoJson, Self::Vector];

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::Vector => "application/vnd.mapbox-vector-tile",
        }
    }

    /// The end of the address, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::Vector => "mvt",
        }
    }

    /// The encoding of an extension; none if no tile ends so.
    ///
    /// ```
    /// use zij::tile::Encoding;
    /// assert_eq!(Encoding::of_extension("mvt"), Some(Encoding::Vector));
    /// assert_eq!(Encoding::of_extension("png"), None);
    /// ```
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|it| it.extension() == extension)
    }
}
