//! The kinds of places and of names. The build script includes this file.

/// Enums whose variants are words of the gazetteer's tables.
macro_rules! kinds {
    ($(#[$enum_doc:meta])* $kind:ident { $($(#[$doc:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $kind {
            $($(#[$doc])* $variant,)*
        }

        impl $kind {
            /// Every kind, in the order of the numbers in a compiled gazetteer.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word of the table.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The kind of a word of the table.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
            }
        }
    };
}

kinds! {
    /// What sort of place it is; the words are those of `geodata/places.tsv`.
    PlaceKind {
        /// A country or dependent territory.
        Country "country",
        /// A first-level region.
        Admin1 "admin1",
        /// A second-level region.
        Admin2 "admin2",
        /// The seat of a national government.
        Capital "capital",
        /// 100,000 inhabitants or more.
        City "city",
        /// 1,000 inhabitants or more, or not known.
        Town "town",
        /// Fewer than 1,000 inhabitants.
        Village "village",
        /// A part of a town.
        Neighbourhood "neighbourhood",
        /// A place where nobody lives any more.
        Abandoned "abandoned",
        /// A region of several countries.
        Macroregion "macroregion",
        /// An airfield with scheduled flights.
        Airport "airport",
        /// Any other airfield.
        Airfield "airfield",
        /// A military airfield.
        AirBase "air_base",
        /// A ground for exercises.
        TrainingRange "training_range",
        /// A ground for tests of weapons.
        TestSite "test_site",
        /// A ground for launches into space.
        Cosmodrome "cosmodrome",
        /// Any other military installation.
        MilitarySite "military_site",
        /// A point where people or goods cross a border.
        BorderCrossing "border_crossing",
        /// A part of a country inside another.
        Exclave "exclave",
        /// A dam or hydropower plant.
        Dam "dam",
        /// A canal.
        Canal "canal",
        /// A reservoir.
        Reservoir "reservoir",
        /// A river.
        River "river",
        /// A lake.
        Lake "lake",
        /// A sea or gulf.
        Sea "sea",
        /// A mountain or range.
        Mountain "mountain",
        /// A mountain pass.
        Pass "pass",
        /// A valley or basin.
        Valley "valley",
        /// A desert or steppe.
        Desert "desert",
        /// An island.
        Island "island",
        /// A stretch of border that people fight over.
        BorderIncidentSite "border_incident_site",
        /// A field of oil, perhaps with gas.
        OilField "oil_field",
        /// A field of gas.
        GasField "gas_field",
        /// A mine or a deposit of gold, coal, uranium and the like.
        Mine "mine",
    }
}

kinds! {
    /// What a name is to its place; the words are those of `geodata/names.tsv`.
    NameKind {
        /// The usual name in its language.
        Preferred "preferred",
        /// Another name or spelling.
        Alias "alias",
        /// A name of former times.
        Historic "historic",
        /// A spelling derived by rule.
        Generated "generated",
        /// A short form that needs the name of a part of the place before it: "Ga." of "Macon, Ga.".
        Abbreviation "abbreviation",
        /// A name that only an imported list of the user gives to a bundled place; the table has none.
        Listed "listed",
    }
}

kinds! {
    /// Whose place it is; what stands later wins over what stands before it.
    Standing {
        /// Carried by the program.
        Bundled "bundled",
        /// Of a large list that the user has imported to cover more: it gives way to a bundled place.
        Reference "reference",
        /// The user's own: it wins over a bundled place.
        Own "own",
    }
}
