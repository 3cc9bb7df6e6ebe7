import Feature from "ol/Feature";
import Point from "ol/geom/Point";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";

import type { Extent, TileFeature } from "../wire";
import { bundle, type Bundle } from "./bundles";
import { BUNDLE_RADIUS_MAX_PX, bundleRadius, bundleStyle } from "./symbols";

/** How far beside a mark a pointer or a finger still hits it, in pixels. */
const HIT_TOLERANCE_PX = 6;
/** How much the edges of a listed area may be rounded, in degrees. */
const ROUNDING_DEGREES = 1e-6;
/** How much room a name beside a mark keeps from it, in pixels. */
const NAME_GAP_PX = 4;

/** The marks of the events in view, and what is under a pointer. Positions are in map units. */
export class Marks {
  readonly #source = new VectorSource();
  readonly layer = new VectorLayer({
    source: this.#source,
    className: "ol-layer events",
    zIndex: 2,
    renderBuffer: 2 * BUNDLE_RADIUS_MAX_PX,
    style: (feature) => {
      const one = bundleOf(feature as Feature);
      return bundleStyle(one, one === this.#hovered || isWithin(one.extent, this.#listed));
    },
  });
  #hovered: Bundle | null = null;
  #listed: Extent | null = null;

  /** Draws the features of the tiles, bundled for a resolution in map units a pixel. */
  draw(features: TileFeature[], resolution: number): void {
    const bundles = bundle(features, resolution, bundleRadius, BUNDLE_RADIUS_MAX_PX);
    this.#source.clear(true);
    this.#source.addFeatures(bundles.map((one) => new Feature({ geometry: new Point([one.x, one.y]), bundle: one })));
  }

  /** The bundle at a position, the nearest where several are within reach. */
  at(x: number, y: number, resolution: number): Bundle | null {
    const hits = this.#near(x, y, BUNDLE_RADIUS_MAX_PX + HIT_TOLERANCE_PX, resolution)
      .map((one) => ({ one, beyond: Math.hypot(one.x - x, one.y - y) / resolution - bundleRadius(one) }))
      .filter(({ beyond }) => beyond <= HIT_TOLERANCE_PX)
      .sort((a, b) => a.beyond - b.beyond);
    return hits[0]?.one ?? null;
  }

  /** How far to the right of a position the marks on it reach, in pixels. */
  covered(x: number, y: number, resolution: number): number {
    const edges = this.#near(x, y, BUNDLE_RADIUS_MAX_PX, resolution).map((one) => {
      const [right, up, radius] = [(one.x - x) / resolution, (one.y - y) / resolution, bundleRadius(one)];
      const touches = Math.max(Math.abs(right), Math.abs(up)) < radius + NAME_GAP_PX;
      return touches ? right + radius : 0;
    });
    return Math.max(...edges, 0);
  }

  /** Raises the mark under the pointer. */
  hover(one: Bundle | null): void {
    if (one === this.#hovered) return;
    this.#hovered = one;
    this.#source.changed();
  }

  /** Raises the marks of an area, because its events are listed. */
  highlight(area: Extent | null): void {
    this.#listed = area;
    this.#source.changed();
  }

  #near(x: number, y: number, pixels: number, resolution: number): Bundle[] {
    const reach = pixels * resolution;
    return this.#source.getFeaturesInExtent([x - reach, y - reach, x + reach, y + reach]).map(bundleOf);
  }
}

function bundleOf(feature: Feature): Bundle {
  return feature.get("bundle") as Bundle;
}

/** Whether the members of a bundle all lie in an area, whose edges have been rounded. */
function isWithin([west, south, east, north]: Extent, area: Extent | null): boolean {
  if (!area) return false;
  const beyond = [area[0] - west, area[1] - south, east - area[2], north - area[3]];
  return Math.max(...beyond) < ROUNDING_DEGREES;
}
