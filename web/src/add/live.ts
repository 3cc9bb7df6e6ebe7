import { api, ApiError, isAborted } from "../api";
import { dateInShort, type EventDate } from "../dates";
import { el, fill } from "../dom";
import { symbolGlyph } from "../glyph";
import { words } from "../language/language";
import type { Basemap } from "../map/basemap";
import { MiniMap } from "../map/minimap";
import { symbolOf, type Drawn } from "../map/symbols";
import { groupOfType, typeLabel } from "../taxonomy";
import type { Parsed, ParsedEvent } from "../wire";

/** A text is read when typing rests for so long, in milliseconds. */
const REST_MS = 500;
/** More of a sentence does not fit a row, in code points. */
const QUOTE_LENGTH_MAX = 140;

/** Reads a text while it is typed: its events as a list and on a small map; nothing is kept. */
export class Live {
  readonly #status = el("p", { role: "status" });
  readonly #picture = el("div", { class: "mini-map", role: "img" });
  readonly #list = el("ol", { class: "rows", tabindex: 0, "aria-label": words.pasting.title });
  readonly root = el(
    "section",
    { class: "live", hidden: true, "aria-label": words.pasting.title },
    this.#status,
    this.#picture,
    this.#list,
  );
  #map: MiniMap | null = null;
  #abort = new AbortController();
  #timer = 0;

  constructor(readonly basemap: Basemap) {}

  /** The text, or what is said of it, has changed. */
  typed(text: string, query: Record<string, string>): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.root.hidden = text.trim() === "";
    if (!this.root.hidden) this.#timer = window.setTimeout(() => void this.#read(text, query), REST_MS);
  }

  async #read(text: string, query: Record<string, string>): Promise<void> {
    this.#abort = new AbortController();
    this.#status.textContent = words.pasting.reading;
    try {
      this.#show(text, await api.geoparse(text, query, this.#abort.signal));
    } catch (error) {
      if (isAborted(error)) return;
      this.#status.textContent = error instanceof ApiError ? error.message : words.notice.unexpected;
    }
  }

  #show(text: string, { events }: Parsed): void {
    const points = Array.from(text);
    const placed = events.filter(({ place }) => place !== null);
    this.#status.textContent =
      events.length > 0 ? words.pasting.found(events.length, placed.length) : words.pasting.none;
    fill(this.#list, ...events.map((event) => row(event, points)));
    this.#map ??= new MiniMap(this.#picture, this.basemap);
    this.#map.show(
      placed.flatMap((event) =>
        event.place ? [{ position: [event.place.lon, event.place.lat], event: drawnAs(event) }] : [],
      ),
    );
    this.#picture.setAttribute("aria-label", words.pasting.map(placed.length));
  }
}

/** How an event that is not kept yet is drawn: as one that nobody has looked at. */
export function drawnAs({ event_type, geo_precision }: ParsedEvent): Drawn {
  return { event_group: groupOfType(event_type), geo_precision, status: "candidate" };
}

/** The date of an event as lists take it; `2018-03` is a month. */
export function dateOf({ event_date, event_date_end, time_precision }: ParsedEvent): EventDate {
  const day = (edtf: string | null) => edtf && `${edtf}-01-01`.slice(0, 10);
  return { event_date: day(event_date), event_date_end: event_date_end, event_date_edtf: event_date, time_precision };
}

function row(event: ParsedEvent, points: string[]): HTMLElement {
  const quote = points.slice(event.quote_start, event.quote_end);
  const title = quote.length > QUOTE_LENGTH_MAX ? `${quote.slice(0, QUOTE_LENGTH_MAX).join("")}…` : quote.join("");
  const facts = [dateInShort(dateOf(event)), event.place?.name ?? words.list.noPlace, typeLabel(event.event_type)];
  const said = el(
    "span",
    { class: "words" },
    el("span", { class: "title", dir: "auto" }, title),
    el("span", { class: "facts" }, facts.join(" · ")),
  );
  const planned = event.planned && el("span", { class: "planned" }, words.list.planned);
  return el("li", {}, el("div", { class: "row" }, symbolGlyph(symbolOf(drawnAs(event))), said, planned));
}
