import { api, ApiError, isAborted } from "../api";
import { el, button, fill } from "../dom";
import { dayInWords, dateInShort, isDay } from "../dates";
import { eventGlyph } from "../glyph";
import type { SceneStore } from "../store";
import type { DocumentDetail, EventFeature, Mention } from "../wire";
import { countryName, kindInWords, percent } from "../words";
import { markUp, type Mark } from "./marks";
import { words } from "../language/language";

/** The whole document: its text with every place and every sentence that became an event marked. */
export class Reader {
  readonly #dialog = el("dialog", { class: "reader", "aria-label": words.reader.document });
  #abort = new AbortController();

  constructor(readonly store: SceneStore) {
    document.body.append(this.#dialog);
    this.#dialog.addEventListener("close", () => this.store.scene.read && this.store.set({ read: "" }));
    store.listen((scene, before) => scene.read !== before.read && void this.open(scene.read));
  }

  /** Loads and shows a document; an empty id closes it. */
  async open(id: string): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    if (!id) return this.#dialog.close();
    fill(this.#dialog, this.#closeButton(), el("p", { class: "quiet" }, words.reader.loading));
    if (!this.#dialog.open) this.#dialog.showModal();
    try {
      this.#show(await api.document(id, this.#abort.signal));
    } catch (error) {
      if (isAborted(error)) return;
      const why = error instanceof ApiError ? error.message : words.reader.cannotShow;
      fill(this.#dialog, this.#closeButton(), el("p", {}, why));
    }
  }

  #show(document: DocumentDetail): void {
    const { id, title, text, lang, mentions, events } = document;
    const body = el("div", {
      class: "text",
      lang,
      dir: "auto",
      tabindex: 0,
      role: "region",
      "aria-label": words.reader.text,
    });
    body.append(
      ...markUp(text, 0, [
        ...events.flatMap((event) => quoteMark(event, this.store.scene.id)),
        ...mentions.map(mentionMark),
      ]),
    );
    const only = button(words.reader.onlyThese, () => this.#showOnly(id), { class: "small" });
    const side = el(
      "div",
      { class: "side" },
      el("h3", {}, words.counts.events(events.length)),
      events.length > 0 && only,
      this.#events(events),
      key(mentions),
    );
    fill(
      this.#dialog,
      this.#closeButton(),
      el("h2", { dir: "auto" }, title || words.reader.untitled),
      el("p", { class: "quiet" }, headline(document)),
      el("div", { class: "columns" }, body, side),
    );
    body.querySelector(".is-open")?.scrollIntoView({ block: "center" });
  }

  #events(events: EventFeature[]): HTMLElement {
    const rows = events.map((event) => {
      const { properties } = event;
      const row = button("", () => this.store.set({ read: "", id: properties.id }));
      const facts = `${dateInShort(properties)} · ${properties.location ?? words.list.noPlace}`;
      row.append(
        eventGlyph(properties),
        el(
          "span",
          { class: "words" },
          el("span", { class: "title" }, properties.title),
          el("span", { class: "facts" }, facts),
        ),
      );
      return el("li", {}, row);
    });
    return el("ol", { class: "rows" }, ...rows);
  }

  #showOnly(doc: string): void {
    this.store.set({ read: "", id: "", here: null, filter: { ...this.store.scene.filter, doc } });
  }

  #closeButton(): HTMLElement {
    return button("×", () => this.#dialog.close(), { class: "close", "aria-label": words.reader.close });
  }
}

/** The sentence of an event; that of the open one stands out. */
function quoteMark({ properties }: EventFeature, open: string): Mark[] {
  const { id, quote_start, quote_end } = properties;
  const look = id === open ? "quoted is-open" : "quoted";
  return quote_start == null || quote_end == null ? [] : [{ start: quote_start, end: quote_end, look }];
}

function mentionMark({ start, end, role, place, confidence }: Mention): Mark {
  const where = place && [place.name, kindInWords(place.kind), countryName(place.country)].filter(Boolean).join(", ");
  const said = words.reader.roles[role] ?? role;
  const title = where ? `${where} · ${percent(confidence)} · ${said}` : `${words.reader.placeUnknown} · ${said}`;
  return { start, end, look: role === "literal" ? "place" : "associative", title };
}

function headline({ source, published, lang }: DocumentDetail): string {
  const day = published && isDay(published) ? dayInWords(published) : published;
  return [source, day ?? words.reader.noPublished, lang].filter(Boolean).join(" · ");
}

function key(mentions: Mention[]): HTMLElement {
  const { placeMark, placeKey, nameMark, nameKey, sentenceMark, sentenceKey } = words.reader;
  const literal = mentions.filter((mention) => mention.role === "literal").length;
  return el(
    "ul",
    { class: "key" },
    el("li", {}, el("mark", { class: "place" }, placeMark), placeKey(literal)),
    el("li", {}, el("mark", { class: "associative" }, nameMark), nameKey(mentions.length - literal)),
    el("li", {}, el("mark", { class: "quoted" }, sentenceMark), sentenceKey),
  );
}
