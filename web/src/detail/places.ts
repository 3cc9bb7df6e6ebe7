import { api } from "../api";
import { el, fill } from "../dom";
import { words } from "../language/language";
import type { Basemap } from "../map/basemap";
import { MiniMap } from "../map/minimap";
import type { EventDetail, Mention } from "../wire";

/** A place that a document names, with how often. */
export interface NamedPlace {
  id: string;
  name: string;
  position: [number, number];
  times: number;
}

/** The places where a document says that something is, those named most often first. */
export function placesOf(mentions: Mention[]): NamedPlace[] {
  const places = new Map<string, NamedPlace>();
  for (const { role, place } of mentions) {
    if (role !== "literal" || !place) continue;
    const { id, name, lon, lat } = place;
    const known = places.get(id);
    if (known) known.times += 1;
    else places.set(id, { id, name, position: [lon, lat], times: 1 });
  }
  return [...places.values()].sort((a, b) => b.times - a.times);
}

/** The other places of an event's document, in words and on a small map that it stands out on. */
export class DocumentPlaces {
  readonly #picture = el("div", { class: "mini-map", role: "img" });
  #map: MiniMap | null = null;

  constructor(readonly basemap: Basemap) {}

  /** Fills a part of the drawer that is on the screen; leaves it empty where the document names no other place. */
  async show(section: HTMLElement, { evidence, event }: EventDetail, signal: AbortSignal): Promise<void> {
    if (!evidence) return;
    const { mentions } = await api.document(evidence.doc_id, signal);
    const others = placesOf(mentions).filter(({ id }) => id !== event.properties.place_id);
    if (others.length === 0 || signal.aborted) return;
    const names = others.map(({ name }) => name).join(", ");
    this.#picture.setAttribute("aria-label", words.detail.placesMap(others.length));
    fill(
      section,
      el("h3", {}, words.detail.otherPlaces),
      this.#picture,
      el("p", { class: "quiet", dir: "auto" }, names),
    );
    this.#map ??= new MiniMap(this.#picture, this.basemap);
    const spots = others.map(({ position }) => ({ position, event: null }));
    const own = event.geometry ? [{ position: event.geometry.coordinates, event: event.properties }] : [];
    this.#map.show([...spots, ...own]);
  }
}
