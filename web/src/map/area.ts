import Feature from "ol/Feature";
import { circular } from "ol/geom/Polygon";
import { Fill, Stroke, Style } from "ol/style";

import type { EventFeature } from "../wire";
import type { Basemap } from "./basemap";

/** Circles smaller than this say nothing at any zoom of this map, in metres. */
const RADIUS_MIN_M = 50;

/** The area in which an event lies: its country, its region, or a circle around its point. */
export function uncertaintyArea(event: EventFeature, basemap: Basemap): Feature | null {
  const { geometry, properties } = event;
  if (!geometry) return null;
  const region = administrative(properties, basemap);
  if (region) {
    const area = new Feature(region.getGeometry()?.clone());
    area.setStyle(AREA_STYLE);
    return area;
  }
  const radius = properties.uncertainty_m ?? 0;
  if (radius < RADIUS_MIN_M) return null;
  const area = new Feature(circular(geometry.coordinates, radius, 96).transform("EPSG:4326", "EPSG:3857"));
  area.setStyle(AREA_STYLE);
  return area;
}

function administrative({ kind, place_id }: EventFeature["properties"], basemap: Basemap): Feature | null {
  if (!place_id) return null;
  if (kind === "country") return basemap.area("countries", place_id);
  return kind === "admin1" ? basemap.area("admin1", place_id) : null;
}

const AREA_STYLE = new Style({
  fill: new Fill({ color: "rgba(11, 92, 173, 0.10)" }),
  stroke: new Stroke({ color: "rgba(11, 92, 173, 0.8)", width: 1.5, lineDash: [6, 4] }),
});
