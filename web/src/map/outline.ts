import Feature from "ol/Feature";
import Polygon, { circular } from "ol/geom/Polygon";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { Stroke, Style } from "ol/style";

import type { Area } from "../area";
import { palette } from "./palette";

/** A circle is drawn with so many corners. */
const CIRCLE_CORNERS = 96;

/** The outline of an area, in degrees. */
export function outlineOf(area: Area): Polygon {
  if (area.kind === "circle") return circular(area.circle.centre, area.circle.radius_m, CIRCLE_CORNERS);
  if (area.kind === "polygon") return new Polygon([[...area.ring, ...area.ring.slice(0, 1)]]);
  const [west, south, east, north] = area.extent;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return new Polygon([ring]);
}

/** The outline of the area whose events are shown. */
export class ChosenArea {
  readonly #source = new VectorSource();
  readonly layer = new VectorLayer({ source: this.#source, className: "ol-layer events", zIndex: 1 });
  #area: Area | null = null;

  show(area: Area | null): void {
    this.#area = area;
    this.#source.clear();
    if (!area) return;
    const feature = new Feature(outlineOf(area).transform("EPSG:4326", "EPSG:3857"));
    const { accent, halo } = palette();
    feature.setStyle([
      new Style({ stroke: new Stroke({ color: halo, width: 4 }) }),
      new Style({ stroke: new Stroke({ color: accent, width: 1.8 }) }),
    ]);
    this.#source.addFeature(feature);
  }

  /** Draws it again in the present colours. */
  redraw(): void {
    this.show(this.#area);
  }
}
