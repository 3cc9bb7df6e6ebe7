import { button, el, fill } from "../dom";
import { closeWhenLeft } from "../download";
import { toParams, type Filter } from "../filter";
import type { KeyActions } from "../keys";
import { words } from "../language/language";
import type { SceneStore } from "../store";
import type { EventProperties } from "../wire";
import { allColumns, readOrder, writeOrder, type Column, type ColumnId, type Order } from "./columns";
import { keepColumns, keptColumns } from "./kept";
import { Rows } from "./rows";
import { drawn, scrollTo } from "./window";

/** The height of a row with a mouse, and with a finger, in pixels. */
const ROW_PX = 32;
const ROW_TOUCH_PX = 44;
const NARROW = "(max-width: 899px)";

/** What the table needs of the page. */
export interface TableHost {
  store: SceneStore;
  /** What the keys do that the table does not take for itself. */
  keys: Partial<KeyActions>;
  close(): void;
  /** The focus shall go to the event that opens next. */
  focusEvent(): void;
  fail(why: string): void;
}

/** The filter's events as a table: every one of them, however many, drawn as far as they are seen. */
export class Table {
  readonly #count = el("strong", {});
  readonly #head = el("tr", {});
  readonly #body = el("tbody", {});
  readonly #grid = el("table", { role: "grid", tabindex: 0, "aria-label": words.table.label });
  readonly #scroll = el("div", { class: "table-scroll" }, this.#grid);
  readonly #menu = el("details", { class: "menu" });
  readonly #columns = allColumns();
  readonly #rows: Rows;
  #chosen: ReadonlySet<ColumnId> = keptColumns();
  #active = 0;
  readonly keys: Partial<KeyActions>;

  constructor(
    readonly root: HTMLElement,
    readonly host: TableHost,
  ) {
    this.#rows = new Rows(
      () => this.#draw(),
      (why) => host.fail(words.list.noMore(why)),
    );
    fill(this.#grid, el("thead", {}, this.#head), this.#body);
    const close = button("×", () => host.close(), { class: "close", "aria-label": words.review.close });
    const bar = el("div", { class: "table-bar" }, this.#count, el("span", { class: "spacer" }), this.#menu);
    bar.append(close);
    fill(root, bar, this.#scroll);
    closeWhenLeft(this.#menu);
    this.#drawMenu();
    this.keys = { ...host.keys, ...this.#ownKeys() };
    this.#listen();
  }

  async open(filter: Filter): Promise<void> {
    this.#active = 0;
    this.#scroll.scrollTop = 0;
    await this.#rows.start(toParams(filter), this.host.store.scene.sortby);
  }

  get #order(): Order | null {
    return readOrder(this.host.store.scene.sortby);
  }

  close(): void {
    this.#rows.stop();
  }

  #ownKeys(): Partial<KeyActions> {
    return {
      list: () => this.#grid.focus(),
      map: () => this.host.close(),
      table: () => this.host.close(),
      next: () => this.#step(1),
      previous: () => this.#step(-1),
      escape: () => (this.host.store.scene.id ? this.#shut() : this.host.close()),
    };
  }

  #listen(): void {
    this.#scroll.addEventListener("scroll", () => this.#draw(), { passive: true });
    new ResizeObserver(() => this.#draw()).observe(this.#scroll);
    this.#grid.addEventListener("keydown", (event) => this.#pressed(event));
    this.#body.addEventListener("click", ({ target }) => this.#clicked(target));
    this.host.store.listen((scene, before) => {
      if (scene.sortby !== before.sortby && scene.screen === "table") void this.open(scene.filter);
      else if (scene.id !== before.id) this.#draw();
    });
  }

  #shut(): void {
    this.host.store.set({ id: "" });
    this.#grid.focus();
  }

  get #rowHeight(): number {
    return matchMedia(NARROW).matches ? ROW_TOUCH_PX : ROW_PX;
  }

  /** What is seen of the rows: the table without its head. */
  get #height(): number {
    return Math.max(this.#scroll.clientHeight - this.#head.offsetHeight, this.#rowHeight);
  }

  #draw(): void {
    if (this.root.offsetParent === null && this.#scroll.clientHeight === 0) return;
    const { total } = this.#rows;
    const shown = drawn(this.#scroll.scrollTop, this.#height, this.#rowHeight, total);
    this.#drawHead();
    const rows = Array.from({ length: Math.max(shown.end - shown.first, 0) }, (_, index) =>
      this.#row(shown.first + index),
    );
    fill(this.#body, room(shown.above_px), ...rows, room(shown.below_px));
    this.#grid.setAttribute("aria-rowcount", String(total + 1));
    this.#markActive();
    void this.#rows.reach(shown.end);
  }

  #drawHead(): void {
    this.#count.textContent = words.counts.events(this.#rows.total);
    const focused = this.#head.contains(document.activeElement) ? document.activeElement?.id : "";
    const columns = this.#shownColumns;
    this.#grid.style.minWidth = `${columns.reduce((sum, { width_px }) => sum + width_px, 0)}px`;
    fill(this.#head, ...columns.map((column) => this.#heading(column)));
    if (focused) document.getElementById(focused)?.focus();
  }

  get #shownColumns(): Column[] {
    return this.#columns.filter(({ id }) => this.#chosen.has(id));
  }

  #heading({ id, label, isNumber, width_px }: Column): HTMLElement {
    const order = this.#order?.column === id ? this.#order : null;
    const sorted = order ? (order.descending ? "descending" : "ascending") : "none";
    const sort = button(label, () => this.#sortBy(id), { id: `sort-${id}` });
    if (order) sort.append(el("span", { "aria-hidden": "true" }, order.descending ? "▾" : "▴"));
    const head = el("th", { scope: "col", class: `is-${id}${isNumber ? " number" : ""}`, "aria-sort": sorted }, sort);
    head.style.width = `${width_px}px`;
    return head;
  }

  /** A click sorts upwards, one more downwards, a third as the server does: the newest first. */
  #sortBy(column: ColumnId): void {
    const before = this.#order?.column === column ? this.#order : null;
    const order = before?.descending ? null : { column, descending: before !== null };
    this.host.store.set({ sortby: order ? writeOrder(order) : "" });
  }

  #row(index: number): HTMLElement {
    const event = this.#rows.at(index);
    const cells = this.#shownColumns.map((column) => cell(column, event));
    const isOpen = event !== null && event.id === this.host.store.scene.id;
    const row = el(
      "tr",
      { id: `table-row-${index}`, "aria-rowindex": index + 2, "data-index": index, "aria-selected": String(isOpen) },
      ...cells,
    );
    row.style.height = `${this.#rowHeight}px`;
    return row;
  }

  #markActive(): void {
    const active = document.getElementById(`table-row-${this.#active}`);
    this.#body.querySelector(".is-active")?.classList.remove("is-active");
    active?.classList.add("is-active");
    if (active) this.#grid.setAttribute("aria-activedescendant", active.id);
    else this.#grid.removeAttribute("aria-activedescendant");
  }

  #clicked(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest<HTMLElement>("tr[data-index]") : null;
    if (!row) return;
    this.#active = Number(row.dataset["index"]);
    this.#openActive();
  }

  #openActive(): void {
    const event = this.#rows.at(this.#active);
    if (event) this.host.store.set({ id: event.id });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.target !== this.#grid) return;
    const seen = Math.max(Math.floor(this.#height / this.#rowHeight) - 1, 1);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: seen, PageUp: -seen };
    const by = { ...steps, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (by !== undefined) return this.#go(this.#active + by);
    this.host.focusEvent();
    this.#openActive();
  }

  #step(by: number): void {
    this.#go(this.#active + by);
    if (this.host.store.scene.id) this.#openActive();
  }

  /** Makes a row the active one and brings it into view. */
  #go(index: number): void {
    const { total } = this.#rows;
    this.#active = Math.min(Math.max(index, 0), Math.max(total - 1, 0));
    const top = scrollTo(this.#active, this.#height, this.#rowHeight, total);
    const { scrollTop } = this.#scroll;
    if (top < scrollTop) this.#scroll.scrollTop = top;
    else if (top + this.#rowHeight > scrollTop + this.#height)
      this.#scroll.scrollTop = top + this.#rowHeight - this.#height;
    this.#draw();
  }

  #drawMenu(): void {
    const boxes = this.#columns.map(({ id, label }) => {
      const box = el("input", { type: "checkbox", checked: this.#chosen.has(id) });
      box.addEventListener("change", () => this.#choose(id, box.checked));
      return el("li", {}, el("label", {}, box, label));
    });
    fill(this.#menu, el("summary", { class: "button" }, words.table.choose), el("ul", {}, ...boxes));
  }

  #choose(column: ColumnId, isShown: boolean): void {
    const chosen = new Set(this.#chosen);
    if (isShown) chosen.add(column);
    else chosen.delete(column);
    this.#chosen = chosen;
    keepColumns(chosen);
    this.#draw();
  }
}

function cell({ id, isNumber, said }: Column, event: EventProperties | null): HTMLElement {
  const text = event ? said(event) : "…";
  return el(
    "td",
    { class: isNumber ? "number" : `is-${id}`, dir: "auto", title: text.length > 24 ? text : null },
    text,
  );
}

function room(height_px: number): HTMLElement {
  const row = el("tr", { class: "room", "aria-hidden": "true" });
  row.style.height = `${height_px}px`;
  return row;
}
