import { api, isAborted } from "../api";
import { button, el, fill } from "../dom";
import { asBbox } from "../map/inview";
import type { EventMap } from "../map/map";
import type { SceneStore } from "../store";
import type { PlaceFeature } from "../wire";
import { countryName, distance } from "../words";
import { PlaceBox, whereabouts } from "./box";
import { words } from "../language/language";

/** The place of the gazetteer that the reader has gone to: found by the box, marked on the map, told in words. */
export class Places {
  readonly #box: PlaceBox;
  readonly #told = el("p", { class: "place-told", hidden: true });
  #abort = new AbortController();
  #goes = false;

  constructor(
    root: HTMLElement,
    readonly store: SceneStore,
    readonly map: EventMap,
    readonly failed: (why: string) => void,
  ) {
    const box = el("div", { class: "place-box" });
    fill(root, box, this.#told);
    this.#box = new PlaceBox(box, {
      picked: ({ id }) => this.#go(id),
      cleared: () => this.clear(),
      view: () => asBbox(map.extent),
    });
    store.listen(({ place }, before) => place !== before.place && void this.#show(place));
  }

  /** Marks the place of the address; goes there where the address does not say what to look at. */
  start(): void {
    const { place, view } = this.store.scene;
    this.#goes = !view;
    if (place) void this.#show(place);
  }

  focus(): void {
    this.#box.focus();
  }

  clear(): void {
    if (this.store.scene.place) this.store.set({ place: "" });
  }

  #go(id: string): void {
    this.#goes = true;
    if (id === this.store.scene.place) void this.#show(id);
    else this.store.set({ place: id });
  }

  async #show(id: string): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    if (!id) return this.#tell(null);
    try {
      this.#tell(await api.place(id, this.#abort.signal));
      if (this.#goes) this.map.goToPlace(true);
      this.#goes = false;
    } catch (error) {
      if (!isAborted(error)) this.failed(words.place.cannotShow(id));
    }
  }

  #tell(place: PlaceFeature | null): void {
    this.map.showPlace(place);
    this.#box.show(place?.properties.name ?? "");
    this.#told.hidden = place === null;
    if (!place) return;
    const remove = button("×", () => this.clear(), { class: "link", "aria-label": words.place.remove });
    fill(this.#told, el("span", { dir: "auto" }, placeInWords(place)), remove);
  }
}

/** What a place is, where, and how exactly its point stands for it. */
export function placeInWords({ properties }: PlaceFeature): string {
  const { name, kind, admin2, admin1, country, uncertainty_m } = properties;
  const names = [admin2, admin1, countryName(country)].filter((it): it is string => Boolean(it) && it !== name);
  return `${whereabouts({ kind, regions: [...new Set(names)] })} · ${words.place.within(distance(uncertainty_m))}`;
}
