import Feature from "ol/Feature";
import { circular } from "ol/geom/Polygon";
import { Fill, Stroke, Style } from "ol/style";

import type { Basemap } from "./basemap";
import { palette } from "./palette";

/** Circles smaller than this say nothing at any zoom of this map, in metres. */
const RADIUS_MIN_M = 50;

/** What is known of where something is. */
export interface Located {
  coordinates: [number, number];
  kind?: string | null;
  place_id?: string | null;
  uncertainty_m: number | null;
}

/** The area in which something lies: its country, its region, or a circle around its point. */
export function uncertaintyArea(located: Located, basemap: Basemap): Feature | null {
  const region = administrative(located, basemap);
  if (region) {
    const area = new Feature(region.getGeometry()?.clone());
    area.setStyle(areaStyle());
    return area;
  }
  const radius = located.uncertainty_m ?? 0;
  if (radius < RADIUS_MIN_M) return null;
  const area = new Feature(circular(located.coordinates, radius, 96).transform("EPSG:4326", "EPSG:3857"));
  area.setStyle(areaStyle());
  return area;
}

function administrative({ kind, place_id }: Located, basemap: Basemap): Feature | null {
  if (!place_id) return null;
  if (kind === "country") return basemap.area("countries", place_id);
  return kind === "admin1" ? basemap.area("admin1", place_id) : null;
}

function areaStyle(): Style {
  const { accent, accentVeil } = palette();
  return new Style({
    fill: new Fill({ color: accentVeil }),
    stroke: new Stroke({ color: accent, width: 1.5, lineDash: [6, 4] }),
  });
}
