import type Map from "ol/Map";
import GeoJSON from "ol/format/GeoJSON";
import VectorLayer from "ol/layer/Vector";
import { transformExtent } from "ol/proj";
import VectorSource from "ol/source/Vector";
import { Circle, Fill, Stroke, Style, Text } from "ol/style";
import type { FeatureLike } from "ol/Feature";

import { palette } from "../map/palette";
import type { Extent } from "../wire";
import { check, Fault, FILE_BYTES_MAX } from "./geojson";
import { words } from "../language/language";

/** The colours that reference layers take in turn; none is of a group of events. */
const COLOURS = ["#7b3294", "#8c510a", "#01665e", "#c51b7d", "#4d4d4d"];

/** A file of the reader's own, drawn under the events; it never leaves the browser. */
export interface Reference {
  name: string;
  colour: string;
  count: number;
  /** West, south, east, north in degrees. */
  extent: Extent;
  layer: VectorLayer;
}

/** The reader's files on the map. */
export class References {
  #taken = 0;

  constructor(readonly map: Map) {}

  /** Reads a file and draws it; throws a `Fault` that says why it cannot be shown. */
  async add(file: File): Promise<Reference> {
    if (file.size > FILE_BYTES_MAX) throw new Fault(words.reference.tooLarge(FILE_BYTES_MAX / 1024 / 1024));
    const { features, drawn } = check(await file.text());
    const collection = { type: "FeatureCollection", features };
    const source = new VectorSource();
    source.addFeatures(new GeoJSON().readFeatures(collection, { featureProjection: "EPSG:3857" }));
    const colour = COLOURS[this.#taken++ % COLOURS.length] ?? "#4d4d4d";
    const layer = new VectorLayer({ source, declutter: "references", zIndex: 0.5, style: styleIn(colour) });
    this.map.addLayer(layer);
    const extent = transformExtent(source.getExtent() ?? [0, 0, 0, 0], "EPSG:3857", "EPSG:4326") as Extent;
    return { name: file.name, colour, count: drawn, extent, layer };
  }

  remove({ layer }: Reference): void {
    this.map.removeLayer(layer);
  }
}

function styleIn(colour: string): (feature: FeatureLike) => Style {
  return (feature) => {
    const { halo, ink } = palette();
    const [stroke, fill] = [new Stroke({ color: colour, width: 1.8 }), new Fill({ color: `${colour}1f` })];
    const image = new Circle({ radius: 4.5, fill: new Fill({ color: colour }), stroke: new Stroke({ color: halo }) });
    const text = new Text({
      text: nameOf(feature),
      font: '12px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
      fill: new Fill({ color: ink }),
      stroke: new Stroke({ color: halo, width: 3 }),
      offsetY: feature.getGeometry()?.getType() === "Point" ? -13 : 0,
      overflow: false,
    });
    return new Style({ stroke, fill, image, text });
  };
}

/** What a feature is called, by the properties that mostly tell it. */
function nameOf(feature: FeatureLike): string {
  const named = ["name", "NAME", "Name", "title"].map((property) => feature.get(property) as unknown);
  return String(named.find((it) => typeof it === "string" || typeof it === "number") ?? "");
}
