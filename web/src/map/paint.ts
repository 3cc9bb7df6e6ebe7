import { Circle, Fill, Stroke, Style, Text } from "ol/style";
import type { FeatureLike } from "ol/Feature";
import type { StyleFunction } from "ol/style/Style";

import { palette } from "./palette";
import { language } from "../language/language";

/** How the base map is painted: muted, so that the events stand out. */

/** The layers of the base map, lowest first. */
export const LAYERS = ["land", "lakes", "rivers", "admin1", "countries", "boundaries", "labels"] as const;
export type LayerName = (typeof LAYERS)[number];

const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** Regions are outlined from this resolution on, in Web Mercator metres a pixel. */
const ADMIN1_RESOLUTION_MAX = 2600;
/** The resolution of zoom 0 with tiles of 256 pixels. */
const RESOLUTION_AT_ZOOM_0 = 156543.03392804097;

const LABELS: Record<string, { font: string; colour: "country" | "admin1" | "waterName" | "ink"; dot: boolean }> = {
  country: { font: `600 13px ${FONT}`, colour: "country", dot: false },
  admin1: { font: `italic 11px ${FONT}`, colour: "admin1", dot: false },
  water: { font: `italic 11px ${FONT}`, colour: "waterName", dot: false },
  capital: { font: `600 12.5px ${FONT}`, colour: "ink", dot: true },
  city: { font: `12px ${FONT}`, colour: "ink", dot: true },
  town: { font: `11.5px ${FONT}`, colour: "ink", dot: true },
};

const labelStyles = new Map<string, Style>();

/** How many pixels to the right of a point, in map units, are taken by marks at a resolution. */
export type Covered = (x: number, y: number, resolution: number) => number;

/** The style of a layer in the colours of the present scheme. */
export function paint(name: LayerName, covered: Covered): Style | StyleFunction {
  const { land, water, shore, river, region, border } = palette();
  const [regionLine, boundary] = [line(region, 0.8, [5, 3]), line(border, 1.2)];
  const disputed = line(border, 1.2, [5, 4]);
  switch (name) {
    case "land":
      return new Style({ fill: new Fill({ color: land }) });
    case "lakes":
      return new Style({ fill: new Fill({ color: water }), stroke: new Stroke({ color: shore, width: 0.8 }) });
    case "rivers":
      return line(river, 1);
    case "admin1":
      return (_, resolution) => (resolution < ADMIN1_RESOLUTION_MAX ? regionLine : []);
    case "countries":
      return () => [];
    case "boundaries":
      return (feature) => (feature.get("disputed") ? disputed : boundary);
    case "labels":
      return (feature, resolution) => labelStyle(feature, resolution, covered);
  }
}

/** A label of the base map: its names in other languages are `name_ru` and `name_uz`. */
interface LabelProperties {
  name: string;
  kind: string;
  min_zoom: number;
  [translated: `name_${string}`]: string;
}

/** A label from the zoom that the base map gives it; names of towns make room for the marks at the town. */
function labelStyle(feature: FeatureLike, resolution: number, covered: Covered): Style | [] {
  const { name, kind, min_zoom, ...names } = feature.getProperties() as LabelProperties;
  if (Math.log2(RESOLUTION_AT_ZOOM_0 / resolution) < min_zoom) return [];
  const [x = 0, y = 0] = feature.getGeometry()?.getExtent() ?? [];
  return label(
    names[`name_${language}`] ?? name,
    kind,
    min_zoom,
    LABELS[kind]?.dot === false ? 0 : Math.round(covered(x, y, resolution)),
  );
}

function line(color: string, width: number, lineDash?: number[]): Style {
  return new Style({ stroke: new Stroke({ color, width, ...(lineDash ? { lineDash } : {}) }) });
}

/** A label, made once for each offset; where two meet, the one that shows at smaller scales wins. */
function label(name: string, kind: string, minZoom: number, room: number): Style {
  const key = `${kind} ${name} ${room} ${palette().ink}`;
  let style = labelStyles.get(key);
  if (!style) labelStyles.set(key, (style = makeLabel(name, kind, minZoom, room)));
  return style;
}

function makeLabel(name: string, kind: string, minZoom: number, room: number): Style {
  const { font, colour, dot } = LABELS[kind] ?? LABELS["city"]!;
  const text = new Text({
    text: name,
    font,
    fill: new Fill({ color: palette()[colour] }),
    stroke: new Stroke({ color: palette().halo, width: 3 }),
    ...(dot ? { textAlign: "left" as const, offsetX: Math.max(6, room + 3) } : {}),
    padding: [2, 4, 2, 4],
  });
  const image = new Circle({
    radius: 2,
    fill: new Fill({ color: palette().ink }),
    stroke: new Stroke({ color: palette().halo, width: 1 }),
  });
  return new Style({ text, zIndex: 100 - minZoom, ...(dot ? { image } : {}) });
}
