import Feature from "ol/Feature";
import type Map from "ol/Map";
import LineString from "ol/geom/LineString";
import MultiPoint from "ol/geom/MultiPoint";
import Point from "ol/geom/Point";
import type Geometry from "ol/geom/Geometry";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { Circle, Fill, RegularShape, Stroke, Style } from "ol/style";

import type { Position } from "../area";
import { palette } from "../map/palette";
import { outlineOf } from "../map/outline";
import { areaBetween, type Tool } from "./sketch";

/** What is being drawn: its outline, its points, and the cross of the keyboard. */
export class SketchLayer {
  readonly #source = new VectorSource();

  constructor(map: Map) {
    map.addLayer(new VectorLayer({ source: this.#source, className: "ol-layer events", zIndex: 6 }));
  }

  show(tool: Tool, points: Position[], cross: Position | null): void {
    const area = areaBetween(tool, points);
    const outline = area ? outlineOf(area) : new LineString(points.length > 1 ? points : []);
    this.#source.clear();
    this.#add(outline, outlineStyles());
    this.#add(new MultiPoint(points), [pointStyle()]);
    if (cross) this.#add(new Point(cross), crossStyles());
  }

  clear(): void {
    this.#source.clear();
  }

  #add(geometry: Geometry, styles: Style[]): void {
    const feature = new Feature(geometry.transform("EPSG:4326", "EPSG:3857"));
    feature.setStyle(styles);
    this.#source.addFeature(feature);
  }
}

function outlineStyles(): Style[] {
  const { accent, accentVeil, halo } = palette();
  return [
    new Style({ stroke: new Stroke({ color: halo, width: 5 }) }),
    new Style({ fill: new Fill({ color: accentVeil }), stroke: new Stroke({ color: accent, width: 2 }) }),
  ];
}

function pointStyle(): Style {
  const { accent, halo } = palette();
  const [fill, stroke] = [new Fill({ color: accent }), new Stroke({ color: halo, width: 1.5 })];
  return new Style({ image: new Circle({ radius: 4, fill, stroke }) });
}

function crossStyles(): Style[] {
  const { accent, halo } = palette();
  return [new Stroke({ color: halo, width: 6 }), new Stroke({ color: accent, width: 2 })].map(
    (stroke) => new Style({ image: new RegularShape({ points: 4, radius: 13, radius2: 0, stroke }) }),
  );
}
