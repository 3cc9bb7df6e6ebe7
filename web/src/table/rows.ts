import { api, ApiError, isAborted } from "../api";
import { words } from "../language/language";
import type { EventProperties } from "../wire";
import { allColumns, compare, type Order } from "./columns";

/** So many rows are fetched at once. */
export const PAGE_ROWS = 1000;
/** Up to so many rows all are fetched and sorted here; more stand as the server serves them, the newest first. */
export const SORTED_MAX = 20_000;

/** The rows of the filter, fetched page by page by the server's next links, as far as they are looked at. */
export class Rows {
  #rows: EventProperties[] = [];
  #sorted: EventProperties[] | null = null;
  #next: string | null = null;
  #total = 0;
  #fetching: Promise<void> | null = null;
  #abort = new AbortController();

  /** `changed` is called when rows have come; `failed` with the reason when they cannot. */
  constructor(
    readonly changed: () => void,
    readonly failed: (why: string) => void,
  ) {}

  /** How many there are, here or not. */
  get total(): number {
    return this.#total;
  }

  /** Whether all can be sorted. */
  get canSort(): boolean {
    return this.#total <= SORTED_MAX;
  }

  /** The row at a place, counted from 0; null while it is not here. */
  at(index: number): EventProperties | null {
    return (this.#sorted ?? this.#rows)[index] ?? null;
  }

  /** Starts anew with another filter. */
  async start(params: URLSearchParams): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    params.set("limit", String(PAGE_ROWS));
    await this.#attempt(async () => {
      const page = await api.items(params, signal);
      this.#rows = page.features.map(({ properties }) => properties);
      this.#sorted = null;
      this.#total = page.numberMatched;
      this.#next = nextOf(page.links);
      this.changed();
    });
  }

  stop(): void {
    this.#abort.abort();
  }

  /** Fetches what is missing up to a row. */
  async reach(index: number): Promise<void> {
    while (this.#next !== null && this.#rows.length <= Math.min(index, this.#total - 1)) {
      this.#fetching ??= this.#fetch(this.#next, this.#abort.signal);
      await this.#fetching;
    }
  }

  /** Sorts all rows, or puts them in the server's order again. */
  async sort(order: Order | null): Promise<void> {
    if (!order) this.#sorted = null;
    else {
      await this.reach(this.#total - 1);
      const column = allColumns().find(({ id }) => id === order.column);
      this.#sorted = column ? [...this.#rows].sort(compare(column, order.descending)) : null;
    }
    this.changed();
  }

  async #fetch(href: string, signal: AbortSignal): Promise<void> {
    await this.#attempt(async () => {
      const page = await api.more(href, signal);
      if (signal.aborted) return;
      for (const { properties } of page.features) this.#rows.push(properties);
      this.#next = nextOf(page.links);
      this.changed();
    });
    this.#fetching = null;
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (isAborted(error)) return;
      this.#next = null;
      this.failed(error instanceof ApiError ? error.message : words.notice.unexpected);
    }
  }
}

function nextOf(links: { rel: string; href: string }[]): string | null {
  return links.find(({ rel }) => rel === "next")?.href ?? null;
}
