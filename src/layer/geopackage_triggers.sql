-- GeoPackage 1.3, annex F.3: the index follows the table.
CREATE TRIGGER rtree_events_geom_insert AFTER INSERT ON events
WHEN new.geom NOT NULL AND NOT ST_IsEmpty(new.geom)
BEGIN
  INSERT OR REPLACE INTO rtree_events_geom
  VALUES (new.fid, ST_MinX(new.geom), ST_MaxX(new.geom), ST_MinY(new.geom), ST_MaxY(new.geom));
END;

CREATE TRIGGER rtree_events_geom_update1 AFTER UPDATE OF geom ON events
WHEN old.fid = new.fid AND new.geom NOT NULL AND NOT ST_IsEmpty(new.geom)
BEGIN
  INSERT OR REPLACE INTO rtree_events_geom
  VALUES (new.fid, ST_MinX(new.geom), ST_MaxX(new.geom), ST_MinY(new.geom), ST_MaxY(new.geom));
END;

CREATE TRIGGER rtree_events_geom_update2 AFTER UPDATE OF geom ON events
WHEN old.fid = new.fid AND (new.geom ISNULL OR ST_IsEmpty(new.geom))
BEGIN
  DELETE FROM rtree_events_geom WHERE id = old.fid;
END;

CREATE TRIGGER rtree_events_geom_update3 AFTER UPDATE ON events
WHEN old.fid <> new.fid AND new.geom NOT NULL AND NOT ST_IsEmpty(new.geom)
BEGIN
  DELETE FROM rtree_events_geom WHERE id = old.fid;
  INSERT OR REPLACE INTO rtree_events_geom
  VALUES (new.fid, ST_MinX(new.geom), ST_MaxX(new.geom), ST_MinY(new.geom), ST_MaxY(new.geom));
END;

CREATE TRIGGER rtree_events_geom_update4 AFTER UPDATE ON events
WHEN old.fid <> new.fid AND (new.geom ISNULL OR ST_IsEmpty(new.geom))
BEGIN
  DELETE FROM rtree_events_geom WHERE id IN (old.fid, new.fid);
END;

CREATE TRIGGER rtree_events_geom_delete AFTER DELETE ON events WHEN old.geom NOT NULL
BEGIN
  DELETE FROM rtree_events_geom WHERE id = old.fid;
END;
