import { el, button, fill } from "../dom";
import { dateInShort } from "../dates";
import { eventGlyph } from "../glyph";
import type { SceneStore } from "../store";
import { typeLabel } from "../taxonomy";
import type { EventFeature, Items } from "../wire";
import { placeChain } from "../words";
import { words } from "../language/language";

/** The list of events: the way to every one of them without the map. */
export class Results {
  readonly #list = el("ol", { class: "rows" });
  readonly #head = el("div", { class: "list-head" });
  readonly #foot = el("div", { class: "list-foot" });
  #items: EventFeature[] = [];
  #matched = 0;
  #next: string | null = null;

  constructor(
    readonly root: HTMLElement,
    readonly store: SceneStore,
    readonly loadMore: (href: string) => Promise<Items | null>,
    /** Opens an event; the focus goes with it when a key has asked for it. */
    readonly open: (id: string, byKey: boolean) => void,
  ) {
    fill(root, this.#head, this.#list, this.#foot);
    this.#list.addEventListener("keydown", (event) => this.#arrow(event));
    store.listen((scene, before) => scene.id !== before.id && this.#mark());
  }

  /** The events that are listed now. */
  get items(): EventFeature[] {
    return this.#items;
  }

  show(items: Items): void {
    this.#items = items.features;
    this.#take(items);
    fill(this.#list, ...items.features.map((item) => this.#row(item)));
    this.#finish();
    this.root.scrollTop = 0;
  }

  /** Shows something else in place of rows. */
  showInstead(node: Node): void {
    this.#items = [];
    fill(this.#head);
    fill(this.#list);
    fill(this.#foot, node);
  }

  /** The id of the event so many rows below, or above when negative, the one that is open or focused. */
  step(by: number): string | null {
    const current = this.#focusedId() ?? this.store.scene.id;
    const index = this.#items.findIndex((item) => item.properties.id === current);
    const next = index < 0 ? 0 : Math.min(Math.max(index + by, 0), this.#items.length - 1);
    return this.#items[next]?.properties.id ?? null;
  }

  /** Puts the focus on the row of an event, or on the first. */
  focus(id?: string): void {
    const row = (id && this.#rowOf(id)) || this.#list.querySelector<HTMLElement>("[tabindex='0']");
    if (row) row.focus();
    else this.root.focus();
  }

  #take({ numberMatched, links }: Items): void {
    this.#matched = numberMatched;
    this.#next = links.find((link) => link.rel === "next")?.href ?? null;
  }

  #finish(): void {
    const { here } = this.store.scene;
    const all = button(words.list.all, () => this.store.set({ here: null }), { class: "link" });
    fill(this.#head, here && el("p", {}, el("strong", {}, words.list.here(this.#matched))), here && all);
    const more = this.#next && button(words.list.more(this.#matched), () => void this.#more(), { class: "wide" });
    fill(this.#foot, more);
    this.#mark();
  }

  async #more(): Promise<void> {
    if (!this.#next) return;
    const items = await this.loadMore(this.#next);
    if (!items) return;
    const [first] = items.features;
    this.#items.push(...items.features);
    this.#take(items);
    this.#list.append(...items.features.map((item) => this.#row(item)));
    this.#finish();
    if (first) this.focus(first.properties.id);
  }

  #row(item: EventFeature): HTMLElement {
    const { properties } = item;
    const [place] = placeChain(properties);
    const facts = [dateInShort(properties), place ?? words.list.noPlace, typeLabel(properties.event_type)].join(" · ");
    const said = el(
      "span",
      { class: "words" },
      el("span", { class: "title" }, properties.title),
      el("span", { class: "facts" }, facts),
    );
    const planned = properties.planned && el("span", { class: "planned" }, words.list.planned);
    const row = button("", (event) => this.open(properties.id, event.detail === 0), {
      "data-id": properties.id,
      tabindex: -1,
    });
    row.append(eventGlyph(properties), said, ...(planned ? [planned] : []));
    return el("li", { class: properties.status === "rejected" ? "rejected" : null }, row);
  }

  #rowOf(id: string): HTMLElement | null {
    return this.#list.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
  }

  #focusedId(): string | null {
    const { activeElement } = document;
    return activeElement instanceof HTMLElement && this.#list.contains(activeElement)
      ? (activeElement.dataset["id"] ?? null)
      : null;
  }

  /** Marks the open event's row; Tab comes to it, or to the first. */
  #mark(): void {
    const { id } = this.store.scene;
    const rows = [...this.#list.querySelectorAll<HTMLElement>("[data-id]")];
    const open = rows.find((row) => row.dataset["id"] === id);
    for (const row of rows) {
      row.tabIndex = row === (open ?? rows[0]) ? 0 : -1;
      if (row === open) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    open?.scrollIntoView({ block: "nearest" });
  }

  #arrow(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const id = this.step(Number.isFinite(by) ? by : Math.sign(by) * this.#items.length);
    if (id) this.focus(id);
  }
}
