import type Feature from "ol/Feature";
import GeoJSON from "ol/format/GeoJSON";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";

import { api } from "../api";
import { LAYERS, paint, type Covered, type LayerName } from "./paint";

/** The base map from the server's own files: no other host is asked. */
export class Basemap {
  readonly layers: VectorLayer[];
  readonly #sources = new Map<LayerName, VectorSource>();

  /** `covered` tells how much of the place beside a label's point the marks take. */
  constructor(covered: Covered) {
    this.layers = LAYERS.map((name) => this.#layer(name, covered));
  }

  /** Places the labels anew, because the marks that they make room for have changed. */
  placeLabels(): void {
    this.layers[LAYERS.indexOf("labels")]?.changed();
  }

  /** Fetches every layer that is not here yet; throws when one cannot be had, and keeps those that can. */
  async load(signal: AbortSignal): Promise<void> {
    const format = new GeoJSON();
    const loads = LAYERS.map(async (name) => {
      const source = this.#sources.get(name);
      if (!source?.isEmpty()) return;
      const json = await api.basemap(name, signal);
      source.addFeatures(format.readFeatures(json, { featureProjection: "EPSG:3857" }));
    });
    const failed = (await Promise.allSettled(loads)).find((load) => load.status === "rejected");
    if (failed) throw failed.reason;
  }

  /** The country or first-level region with this code, if the base map draws it. */
  area(layer: "countries" | "admin1", codes: string[]): Feature | null {
    const features = this.#sources.get(layer)?.getFeatures() ?? [];
    return features.find((feature) => codes.some((code) => codesOf(feature).includes(code))) ?? null;
  }

  #layer(name: LayerName, covered: Covered): VectorLayer {
    const source = new VectorSource();
    this.#sources.set(name, source);
    return new VectorLayer({ source, style: paint(name, covered), declutter: name === "labels", renderBuffer: 40 });
  }
}

function codesOf(feature: Feature): string[] {
  const { iso_a2, iso_3166_2, code, id } = feature.getProperties();
  return [iso_a2, iso_3166_2, code, id].filter((value): value is string => typeof value === "string");
}
