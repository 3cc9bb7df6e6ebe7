//! Two filters as one that an event meets if it meets both.

use super::{Codes, Expression, Filter};

impl Filter {
    /// What meets this filter and the other.
    ///
    /// ```
    /// use zij::filter::{Filter, Params};
    /// let read = |query| Params::parse(query).and_then(|mut params| Filter::take(&mut params));
    /// let both = read("event_type=protest,riot")?.and(read("event_type=riot,battle&located=true")?);
    /// let asked = read("event_type=riot&located=true")?;
    /// assert_eq!((both.types, both.located), (asked.types, asked.located));
    /// # Ok::<(), zij::filter::ParamError>(())
    /// ```
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        let mut more: Vec<Expression> = self.expression.take().into_iter().collect();
        more.extend(other.expression);
        // What a field cannot say of two is asked of each event.
        match (self.bbox, other.bbox) {
            (Some(_), Some(bbox)) => more.push(Expression::in_box(bbox)),
            (own, bbox) => self.bbox = own.or(bbox),
        }
        match (self.datetime, other.datetime) {
            (Some(_), Some(interval)) => more.push(Expression::within(interval)),
            (own, interval) => self.datetime = own.or(interval),
        }
        self.types = common(self.types, other.types);
        self.status = common(self.status, other.status);
        self.geo_precision = common(self.geo_precision, other.geo_precision);
        let fits = agree(&mut self.located, other.located)
            & agree(&mut self.doc_id, other.doc_id)
            & agree(&mut self.dataset, other.dataset);
        if !fits {
            more.push(Expression::never());
        }
        self.q = match (self.q, other.q) {
            (Some(own), Some(words)) => Some(own.and(words)),
            (own, words) => own.or(words),
        };
        self.expression = Expression::all(more);
        self
    }
}

fn common(own: Option<Codes>, other: Option<Codes>) -> Option<Codes> {
    match (own, other) {
        (Some(own), Some(other)) => Some(own.and(other)),
        (own, other) => own.or(other),
    }
}

/// Takes the other's value where there is none; false if the two exclude each other.
fn agree<T: PartialEq>(own: &mut Option<T>, other: Option<T>) -> bool {
    match (&own, &other) {
        (Some(own), Some(other)) => own == other,
        (None, Some(_)) => {
            *own = other;
            true
        }
        _ => true,
    }
}
