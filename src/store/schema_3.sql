-- Events of several documents that are one: `id` is told by `into_id`, or may be (`is_merged` 0).
CREATE TABLE merges (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  into_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  is_merged BOOLEAN NOT NULL,
  sources TEXT,
  number_of_sources INTEGER NOT NULL
);

CREATE INDEX merges_into_id ON merges (into_id);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('merges', 'attributes', 'merges', 'events that are told by another', NULL);

-- Nothing is looked up by these, and a list of a million rows pays for each.
DROP INDEX events_event_id;
DROP INDEX events_doc_id;

-- What the reports of other documents are compared with.
CREATE INDEX events_of_reports ON events (event_date) WHERE doc_id IS NOT NULL;

-- The first revision of an event is found by its number until somebody decides on it.
DROP INDEX revisions_id;
CREATE INDEX revisions_id ON revisions (id) WHERE state <> '';
