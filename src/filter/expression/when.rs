use crate::{
    event::Event,
    filter::property::{Property, Value},
    time::Date,
};

/// One end of a time in an expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum End {
    Property(&'static Property),
    Day(Date),
    /// As early, or as late, as the calendar goes.
    Open,
}

/// A time in an expression, from its first to its last day; an instant is one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct When {
    pub(super) first: End,
    pub(super) last: End,
}

impl End {
    fn day(self, event: &Event, open: Date) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Open => Some(open),
            Self::Property(property) => match property.value(event)? {
                Value::Day(day) => Some(day),
                _ => None,
            },
        }
    }
}

impl When {
    /// One day, or that of a property.
    pub(super) fn at(end: End) -> Self {
        Self {
            first: end,
            last: end,
        }
    }

    /// Its days for an event; none if one of them is not known.
    pub(super) fn days(self, event: &Event) -> Option<[Date; 2]> {
        let first = self.first.day(event, Date::MIN)?;
        Some([first, self.last.day(event, Date::MAX)?])
    }
}

/// How one time lies to another.
///
/// Source: OGC 21-065r2, table 7, <https://docs.ogc.org/is/21-065r2/21-065r2.html#temporal-functions>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeRelation {
    After,
    Before,
    Contains,
    Disjoint,
    During,
    Equals,
    FinishedBy,
    Finishes,
    Intersects,
    Meets,
    MetBy,
    OverlappedBy,
    Overlaps,
    StartedBy,
    Starts,
}

impl TimeRelation {
    /// The relation of a function's name, as JSON writes it.
    pub(super) fn of(function: &str) -> Option<Self> {
        Some(match function {
            "t_after" => Self::After,
            "t_before" => Self::Before,
            "t_contains" => Self::Contains,
            "t_disjoint" => Self::Disjoint,
            "t_during" => Self::During,
            "t_equals" => Self::Equals,
            "t_finishedBy" => Self::FinishedBy,
            "t_finishes" => Self::Finishes,
            "t_intersects" => Self::Intersects,
            "t_meets" => Self::Meets,
            "t_metBy" => Self::MetBy,
            "t_overlappedBy" => Self::OverlappedBy,
            "t_overlaps" => Self::Overlaps,
            "t_startedBy" => Self::StartedBy,
            "t_starts" => Self::Starts,
            _ => return None,
        })
    }

    /// Whether a time, from its first to its last day, lies so to another.
    pub(super) fn holds(self, [first, last]: [Date; 2], [from, to]: [Date; 2]) -> bool {
        match self {
            Self::After => first > to,
            Self::Before => last < from,
            Self::Contains => first < from && last > to,
            Self::Disjoint => last < from || first > to,
            Self::During => first > from && last < to,
            Self::Equals => first == from && last == to,
            Self::FinishedBy => first < from && last == to,
            Self::Finishes => first > from && last == to,
            Self::Intersects => last >= from && first <= to,
            Self::Meets => last == from,
            Self::MetBy => first == to,
            Self::OverlappedBy => first > from && first < to && last > to,
            Self::Overlaps => first < from && last > from && last < to,
            Self::StartedBy => first == from && last > to,
            Self::Starts => first == from && last < to,
        }
    }
}
