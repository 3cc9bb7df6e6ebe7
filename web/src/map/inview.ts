import { el, fill } from "../dom";
import type { SceneStore } from "../store";
import type { Extent } from "../wire";
import { words } from "../language/language";

/** About a metre: finer would only make addresses longer. */
const DECIMALS = 5;

/** The box to tick that narrows list, counts and downloads to what the map shows, as it moves. */
export class InView {
  readonly #box = el("input", { type: "checkbox", id: "in-view" });

  constructor(
    root: HTMLElement,
    readonly store: SceneStore,
    readonly extent: () => Extent,
  ) {
    fill(root, el("label", {}, this.#box, words.map.onlyInView));
    this.#box.addEventListener("change", () => this.store.narrow({ bbox: this.#box.checked ? this.#seen() : null }));
    store.listen(() => this.#draw());
    this.#draw();
  }

  /** The map has moved. */
  moved(): void {
    if (this.store.scene.filter.bbox) this.store.narrow({ bbox: this.#seen() }, "replace");
  }

  #draw(): void {
    this.#box.checked = this.store.scene.filter.bbox !== null;
  }

  #seen(): Extent {
    return asBbox(this.extent());
  }
}

/** What the map shows as the server takes a box: within the globe, in degrees as short as they can be. */
export function asBbox(extent: Extent): Extent {
  const [west, south, east, north] = extent.map((degrees) => Number(degrees.toFixed(DECIMALS))) as Extent;
  return [Math.max(west, -180), Math.max(south, -90), Math.min(east, 180), Math.min(north, 90)];
}
