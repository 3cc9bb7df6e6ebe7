-- Filters that are kept as collections of their own. A version is never given twice.
CREATE TABLE layers (
  version INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  description TEXT,
  filter TEXT NOT NULL,
  colour TEXT,
  icon TEXT,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('layers', 'attributes', 'layers', 'filters that are kept as collections', NULL);
