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
  constructor(readonly covered: Covered) {
    this.layers = LAYERS.map((name) => this.#layer(name, covered));
  }

  /** The same base map once more, for a small map beside this one. */
  again(): VectorLayer[] {
    return LAYERS.map((name) => {
      const source = this.#sources.get(name);
      const style = paint(name, () => 0);
      return new VectorLayer({ ...(source ? { source } : {}), style, declutter: name === "labels" });
    });
  }

  /** Paints every layer anew, because the scheme of colours has changed. */
  repaint(): void {
    this.layers.forEach((layer, index) => layer.setStyle(paint(LAYERS[index]!, this.covered)));
  }

  /** Places the labels anew, because the marks that they make room for have changed. */
  placeLabels(): void {
    this.layers[LAYERS.indexOf("labels")]?.changed();
  }

  /**
   * Fetches every layer that is not here yet, those that are painted first. Throws when one cannot be
   * had, and keeps those that can.
   */
  async load(signal: AbortSignal): Promise<void> {
    const painted = LAYERS.filter((name) => name !== "countries");
    const loads = await Promise.allSettled(painted.map((name) => this.#fetch(name, signal)));
    const failed = loads.find((load) => load.status === "rejected");
    if (failed) throw failed.reason;
    await this.#fetch("countries", signal);
  }

  /** The outline of a country or a first-level region by its id in the gazetteer, if it is drawn. */
  area(layer: "countries" | "admin1", id: string): Feature | null {
    return (
      this.#sources
        .get(layer)
        ?.getFeatures()
        .find((feature) => feature.get("id") === id) ?? null
    );
  }

  async #fetch(name: LayerName, signal: AbortSignal): Promise<void> {
    const source = this.#sources.get(name);
    if (!source?.isEmpty()) return;
    const json = await api.basemap(name, signal);
    source.addFeatures(new GeoJSON().readFeatures(json, { featureProjection: "EPSG:3857" }));
  }

  #layer(name: LayerName, covered: Covered): VectorLayer {
    const source = new VectorSource();
    this.#sources.set(name, source);
    return new VectorLayer({ source, style: paint(name, covered), declutter: name === "labels", renderBuffer: 40 });
  }
}
