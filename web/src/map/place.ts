import Feature from "ol/Feature";
import Point from "ol/geom/Point";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat } from "ol/proj";
import VectorSource from "ol/source/Vector";
import { Circle, Fill, Stroke, Style, Text } from "ol/style";
import type { Extent } from "ol/extent";

import type { PlaceFeature } from "../wire";
import { uncertaintyArea } from "./area";
import type { Basemap } from "./basemap";
import { palette } from "./palette";

/** The place of the gazetteer that the reader has gone to: its point, its name, and the area that holds it. */
export class ShownPlace {
  readonly #source = new VectorSource();
  readonly layer = new VectorLayer({ source: this.#source, className: "ol-layer events", zIndex: 2 });
  #place: PlaceFeature | null = null;

  constructor(readonly basemap: Basemap) {}

  show(place: PlaceFeature | null): void {
    this.#place = place;
    this.#source.clear();
    if (!place) return;
    const { coordinates } = place.geometry;
    const { name, kind, uncertainty_m } = place.properties;
    const area = uncertaintyArea({ coordinates, kind, uncertainty_m, place_id: place.id }, this.basemap);
    const point = new Feature(new Point(fromLonLat(coordinates)));
    point.setStyle(pointStyle(name));
    this.#source.addFeatures(area ? [area, point] : [point]);
  }

  /** Draws it again, once the base map has the outlines. */
  redraw(): void {
    this.show(this.#place);
  }

  /** What the place takes on the map, in map units; null for no place. */
  get extent(): Extent | null {
    return this.#place ? (this.#source.getExtent() ?? null) : null;
  }
}

/** A ring that leaves the middle free, so that an event at the place can still be seen. */
function pointStyle(name: string): Style {
  const { accent, halo } = palette();
  return new Style({
    image: new Circle({
      radius: 9,
      fill: new Fill({ color: "rgba(255, 255, 255, 0.35)" }),
      stroke: new Stroke({ color: accent, width: 3 }),
    }),
    text: new Text({
      text: name,
      font: '600 13px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
      offsetY: -20,
      fill: new Fill({ color: accent }),
      stroke: new Stroke({ color: halo, width: 4 }),
    }),
  });
}
