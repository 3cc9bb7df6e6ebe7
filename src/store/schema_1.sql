-- Tables that GeoPackage 1.3 asks for (annex C).

CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);

INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',
   'longitude and latitude in degrees');

CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents (table_name),
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id),
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name)
);

-- Our tables. Offsets count code points of the document's text; positions are WGS 84 degrees.

CREATE TABLE events (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom POINT,
  id TEXT NOT NULL UNIQUE,
  event_id TEXT NOT NULL,
  dataset TEXT NOT NULL,
  event_type TEXT NOT NULL,
  sub_event_type TEXT,
  title TEXT NOT NULL,
  notes TEXT,
  actor1 TEXT,
  actor2 TEXT,
  fatalities INTEGER,
  status TEXT NOT NULL,
  confidence DOUBLE NOT NULL,
  event_date DATE,
  event_date_end DATE,
  time_precision INTEGER,
  planned BOOLEAN NOT NULL,
  location TEXT,
  location_raw TEXT,
  uncertainty_m INTEGER,
  where_prec INTEGER,
  geocode_score DOUBLE,
  place_id TEXT,
  kind TEXT,
  country TEXT,
  admin1 TEXT,
  admin2 TEXT,
  doc_id TEXT,
  quote TEXT,
  quote_start INTEGER,
  quote_end INTEGER,
  trigger_start INTEGER,
  trigger_end INTEGER,
  place_start INTEGER,
  place_end INTEGER,
  source TEXT,
  source_url TEXT,
  source_date DATE,
  source_headline TEXT,
  source_lang TEXT,
  number_of_sources INTEGER NOT NULL,
  candidates TEXT NOT NULL,
  extra TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  revision INTEGER NOT NULL
);

CREATE INDEX events_event_id ON events (event_id);
CREATE INDEX events_doc_id ON events (doc_id);
CREATE INDEX events_revision ON events (revision);

CREATE TABLE documents (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  title TEXT,
  text TEXT NOT NULL,
  published DATE,
  lang TEXT,
  source TEXT,
  source_url TEXT,
  created_at DATETIME NOT NULL
);

CREATE TABLE mentions (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  doc_id TEXT NOT NULL REFERENCES documents (id),
  start_offset INTEGER NOT NULL,
  end_offset INTEGER NOT NULL,
  text TEXT,
  role TEXT,
  confidence DOUBLE,
  place_id TEXT,
  detail TEXT NOT NULL
);

CREATE INDEX mentions_doc_id ON mentions (doc_id);

CREATE TABLE revisions (
  revision INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL,
  changed_at DATETIME NOT NULL,
  who TEXT NOT NULL,
  change TEXT NOT NULL,
  state TEXT NOT NULL
);

CREATE INDEX revisions_id ON revisions (id);

CREATE TABLE meta (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
);

CREATE TABLE migrations (
  version INTEGER PRIMARY KEY NOT NULL,
  applied_at DATETIME NOT NULL
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('events', 'features', 'events', 'one event at one place a row', 4326),
  ('documents', 'attributes', 'documents', 'texts that were parsed', NULL),
  ('mentions', 'attributes', 'mentions', 'places named in the texts', NULL),
  ('revisions', 'attributes', 'revisions', 'every state of every event', NULL),
  ('meta', 'attributes', 'meta', 'what the program remembers', NULL),
  ('migrations', 'attributes', 'migrations', 'steps that made these tables', NULL);

INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'POINT', 4326, 0, 0);
