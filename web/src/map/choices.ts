import Feature from "ol/Feature";
import Point from "ol/geom/Point";
import { circular } from "ol/geom/Polygon";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat, toLonLat } from "ol/proj";
import VectorSource from "ol/source/Vector";
import { Circle, Fill, Stroke, Style, Text } from "ol/style";
import type { Extent as MapExtent } from "ol/extent";

import { palette } from "./palette";

/** A place that may be chosen, with the number that chooses it. */
export interface Choice {
  number: number;
  position: [number, number];
  /** It is the event's place now. */
  chosen: boolean;
}

/** A pin that a person puts: where, and within how many metres the event lies of it. */
export interface Pin {
  position: [number, number];
  radius_m: number;
}

const RADIUS_PX = 12;
/** How far beside a mark a pointer or a finger still hits it, in pixels. */
const HIT_TOLERANCE_PX = 8;
/** More places than this are not numbered: no key stands for them. */
const NUMBERED_MAX = 9;

/** The numbered places between which a reviewer chooses, and the pin that is put instead. */
export class Choices {
  readonly #places = new VectorSource();
  readonly #pinned = new VectorSource();
  readonly layers = [
    new VectorLayer({ source: this.#places, className: "ol-layer events", zIndex: 4 }),
    new VectorLayer({ source: this.#pinned, className: "ol-layer events", zIndex: 5 }),
  ];
  #choices: Choice[] = [];
  #pin: Pin | null = null;

  show(choices: Choice[]): void {
    this.#choices = choices.slice(0, NUMBERED_MAX);
    this.#places.clear();
    this.#places.addFeatures(this.#choices.map(mark));
    this.pin = null;
  }

  get pin(): Pin | null {
    return this.#pin;
  }

  set pin(pin: Pin | null) {
    this.#pin = pin;
    this.#pinned.clear();
    if (pin) this.#pinned.addFeatures(pinMarks(pin));
  }

  /** Paints all anew, because the scheme of colours has changed. */
  repaint(): void {
    const { pin } = this;
    this.show(this.#choices);
    this.pin = pin;
  }

  /** What the places take, in map units; null for none. */
  get extent(): MapExtent | null {
    return this.#choices.length > 0 ? (this.#places.getExtent() ?? null) : null;
  }

  /** The number of the place at a position in map units, the nearest where several are within reach. */
  at([x = 0, y = 0]: number[], resolution: number): number | null {
    const hits = this.#choices
      .map(({ number, position }) => ({ number, beyond: away(fromLonLat(position), [x, y]) / resolution }))
      .filter(({ beyond }) => beyond <= RADIUS_PX + HIT_TOLERANCE_PX)
      .sort((a, b) => a.beyond - b.beyond);
    return hits[0]?.number ?? null;
  }

  /** Whether a position in map units is on the pin. */
  isOnPin(at: number[], resolution: number): boolean {
    return this.#pin !== null && away(fromLonLat(this.#pin.position), at) / resolution <= RADIUS_PX + HIT_TOLERANCE_PX;
  }

  /** Puts the pin to a position in map units. */
  movePin(at: number[]): void {
    if (this.#pin) this.pin = { ...this.#pin, position: toLonLat(at) as [number, number] };
  }
}

function away([ax = 0, ay = 0]: number[], [bx = 0, by = 0]: number[]): number {
  return Math.hypot(ax - bx, ay - by);
}

function mark({ number, position, chosen }: Choice): Feature {
  const { accent, halo, outline } = palette();
  const feature = new Feature(new Point(fromLonLat(position)));
  const image = new Circle({
    radius: RADIUS_PX,
    fill: new Fill({ color: chosen ? accent : halo }),
    stroke: new Stroke({ color: chosen ? halo : outline, width: 1.5 }),
  });
  const text = new Text({
    text: String(number),
    font: '700 13px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    fill: new Fill({ color: chosen ? halo.replace("0.9", "1") : outline }),
    offsetY: 1,
  });
  // The surest lies on top where several are near.
  feature.setStyle(new Style({ image, text, zIndex: chosen ? 100 : -number }));
  return feature;
}

function pinMarks({ position, radius_m }: Pin): Feature[] {
  const { accent, accentVeil, halo } = palette();
  const point = new Feature(new Point(fromLonLat(position)));
  point.setStyle([
    new Style({ image: new Circle({ radius: 11, stroke: new Stroke({ color: accent, width: 3 }) }) }),
    new Style({
      image: new Circle({ radius: 3, fill: new Fill({ color: accent }), stroke: new Stroke({ color: halo }) }),
    }),
  ]);
  const area = new Feature(circular(position, radius_m, 96).transform("EPSG:4326", "EPSG:3857"));
  area.setStyle(
    new Style({
      fill: new Fill({ color: accentVeil }),
      stroke: new Stroke({ color: accent, width: 1.5, lineDash: [6, 4] }),
    }),
  );
  return [area, point];
}
