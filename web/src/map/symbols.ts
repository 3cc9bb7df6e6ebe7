import { Circle, Fill, RegularShape, Stroke, Style, Text } from "ol/style";
import type Image from "ol/style/Image";

import { groupOf, type Shape } from "../taxonomy";
import type { EventProperties } from "../wire";
import type { Bundle } from "./bundles";
import { palette } from "./palette";
import { words } from "../language/language";

/**
 * How an event is drawn: the colour and the shape tell its group, the filling how exactly its place is
 * known, the outline whether a person has looked at it. What a person has rejected is grey.
 */
export interface Symbol {
  colour: string;
  shape: Shape;
  /** 1 is solid, 2 a smaller solid shape within a ring, 3 hollow. */
  precision: 1 | 2 | 3;
  /** Nobody has reviewed it: the outline is dashed. */
  dashed: boolean;
}

/** The colour of what a person has rejected or merged into another event. */
const WITHDRAWN = "#b8bec4";
const RADIUS_PX = 7;
/** No mark reaches farther from its middle than this, in pixels. */
export const BUNDLE_RADIUS_MAX_PX = 30;
const CLUSTER_FILL = "#5b7083";
const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** What of an event its symbol shows. */
export type Drawn = Pick<EventProperties, "event_group" | "geo_precision" | "status">;

/** The symbol of an event. */
export function symbolOf(event: Drawn): Symbol {
  const { colour, shape } = groupOf(event.event_group);
  const precision = event.geo_precision === 1 || event.geo_precision === 2 ? event.geo_precision : 3;
  const stands = event.status === "candidate" || event.status === "confirmed";
  return { colour: stands ? colour : WITHDRAWN, shape, precision, dashed: event.status === "candidate" };
}

const kept = new Map<string, Style[]>();

/** The styles of a bundle, made once for each look. */
export function bundleStyle(bundle: Bundle, raised: boolean): Style[] {
  const { single } = bundle;
  if (single) return eventStyle(single, raised);
  const key = `${bundle.count} ${bundle.stacked} ${bundle.coarse} ${raised}`;
  return keep(key, () => clusterStyle(bundle, raised));
}

/** The styles of one event. */
export function eventStyle(event: Drawn, raised: boolean): Style[] {
  const symbol = symbolOf(event);
  const key = `${symbol.shape} ${symbol.colour} ${symbol.precision} ${symbol.dashed} ${raised}`;
  return keep(key, () => drawSymbol(symbol, raised));
}

/** How far the mark of a bundle reaches from its middle, in pixels. */
export function bundleRadius({ single, stacked, count }: Bundle): number {
  if (single) return symbolOf(single).precision === 2 ? RADIUS_PX + 4 : RADIUS_PX + 2;
  return clusterRadius(count) + (stacked ? 5 : 1);
}

/** The radius in pixels of the mark for so many events. */
export function clusterRadius(count: number): number {
  return Math.min(10 + 3.2 * Math.log10(count), 24);
}

function keep(look: string, make: () => Style[]): Style[] {
  const key = `${look} ${palette().outline}`;
  let styles = kept.get(key);
  if (!styles) kept.set(key, (styles = make()));
  return styles;
}

function drawSymbol({ colour, shape, precision, dashed }: Symbol, raised: boolean): Style[] {
  const radius = (precision === 2 ? RADIUS_PX - 1.5 : RADIUS_PX) + (raised ? 2 : 0);
  const fill = new Fill({ color: precision === 3 ? "rgba(255,255,255,0.85)" : colour });
  const dash = dashed ? { lineDash: [2.5, 2] } : {};
  const styles = [
    new Style({ image: drawShape(shape, radius, fill, new Stroke({ color: palette().outline, width: 1, ...dash })) }),
  ];
  if (precision === 3) {
    const inner = new Stroke({ color: colour, width: 2.5 });
    styles.push(new Style({ image: drawShape(shape, radius - 2, null, inner) }));
  }
  if (precision === 2) {
    const ring = new Stroke({ color: palette().outline, width: 1, ...dash });
    styles.unshift(
      new Style({
        image: new Circle({ radius: radius + 4, stroke: ring, fill: new Fill({ color: "rgba(255,255,255,0.45)" }) }),
      }),
    );
  }
  if (raised) styles.unshift(halo(radius + (precision === 2 ? 7 : 5)));
  return styles;
}

function clusterStyle({ count, stacked, coarse }: Bundle, raised: boolean): Style[] {
  const radius = clusterRadius(count) + (raised ? 2 : 0);
  const stroke = new Stroke(coarse ? { color: CLUSTER_FILL, width: 2 } : { color: "#ffffff", width: 1.5 });
  const fill = new Fill({ color: coarse ? "rgba(255,255,255,0.92)" : CLUSTER_FILL });
  const text = new Text({
    text: words.number(count),
    font: `600 ${count > 999 ? 11 : 12}px ${FONT}`,
    fill: new Fill({ color: coarse ? "#2f4252" : "#ffffff" }),
    offsetY: 0.5,
  });
  const styles = [new Style({ image: new Circle({ radius, fill, stroke }) }), new Style({ text })];
  if (stacked) styles.unshift(...pile(radius, fill, stroke));
  if (raised) styles.unshift(halo(radius + 4));
  return styles;
}

/** The edges of the marks beneath the top one, for events at the very same point. */
function pile(radius: number, fill: Fill, stroke: Stroke): Style[] {
  return [
    [4, -4],
    [2, -2],
  ].map(
    (displacement) =>
      new Style({ image: new Circle({ radius, fill, stroke, displacement: displacement.map((part) => part) }) }),
  );
}

function halo(radius: number): Style {
  return new Style({ image: new Circle({ radius, fill: new Fill({ color: "rgba(20,33,46,0.28)" }) }) });
}

function drawShape(shape: Shape, radius: number, fill: Fill | null, stroke: Stroke): Image {
  const paint = { stroke, ...(fill ? { fill } : {}) };
  switch (shape) {
    case "circle":
      return new Circle({ radius, ...paint });
    case "diamond":
      return new RegularShape({ points: 4, radius: radius * 1.22, ...paint });
    case "triangle":
      return new RegularShape({ points: 3, radius: radius * 1.28, ...paint });
    case "square":
      return new RegularShape({ points: 4, radius: radius * 1.25, angle: Math.PI / 4, ...paint });
    case "hexagon":
      return new RegularShape({ points: 6, radius: radius * 1.12, ...paint });
  }
}
