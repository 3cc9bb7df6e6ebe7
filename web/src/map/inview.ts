import { roundedExtent } from "../area";
import { el, fill } from "../dom";
import type { SceneStore, Step } from "../store";
import type { Extent } from "../wire";
import { words } from "../language/language";

/** The box to tick that narrows list, counts and downloads to what the map shows, as it moves. */
export class InView {
  readonly #box = el("input", { type: "checkbox", id: "in-view" });

  constructor(
    root: HTMLElement,
    readonly store: SceneStore,
    readonly extent: () => Extent,
  ) {
    fill(root, el("label", {}, this.#box, words.map.onlyInView));
    this.#box.addEventListener("change", () => this.#narrow(this.#box.checked ? this.#seen() : null, "push"));
    store.listen(() => this.#draw());
    this.#draw();
  }

  /** The map has moved. */
  moved(): void {
    if (this.#box.checked) this.#narrow(this.#seen(), "replace");
  }

  #narrow(bbox: Extent | null, step: Step): void {
    this.store.set({ filter: { ...this.store.scene.filter, bbox }, here: null, follows: bbox !== null }, step);
  }

  #draw(): void {
    const { filter, follows } = this.store.scene;
    this.#box.checked = follows && filter.bbox !== null;
  }

  #seen(): Extent {
    return asBbox(this.extent());
  }
}

/** What the map shows as the server takes a box: within the globe, in degrees as short as they can be. */
export function asBbox(extent: Extent): Extent {
  const [west, south, east, north] = roundedExtent(extent);
  return [Math.max(west, -180), Math.max(south, -90), Math.min(east, 180), Math.min(north, 90)];
}
