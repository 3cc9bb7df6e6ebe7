import { api, ApiError, isAborted } from "../api";
import { words } from "../language/language";
import type { EventProperties } from "../wire";
import { NEEDED } from "./columns";

/** So many rows are fetched at once, and so many where a reader jumps far ahead. */
const PAGE_ROWS = 1000;
const JUMP_ROWS = 10_000;

/** The rows of the filter, fetched page by page by the server's next links, as far as they are looked at. */
export class Rows {
  #rows: EventProperties[] = [];
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

  /** The row at a place, counted from 0; null while it is not here. */
  at(index: number): EventProperties | null {
    return this.#rows[index] ?? null;
  }

  /** Starts anew with another filter, in the server's order or in that of its `sortby`. */
  async start(params: URLSearchParams, sortby: string): Promise<void> {
    this.#abort.abort();
    this.#fetching = null;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    params.set("limit", String(PAGE_ROWS));
    params.set("properties", NEEDED.join(","));
    if (sortby) params.set("sortby", sortby);
    await this.#attempt(async () => {
      const page = await api.items(params, signal);
      this.#rows = page.features.map(({ properties }) => properties);
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
      const isFar = index - this.#rows.length > PAGE_ROWS;
      this.#fetching ??= this.#fetch(isFar ? longer(this.#next) : this.#next, this.#abort.signal);
      await this.#fetching;
    }
  }

  async #fetch(href: string, signal: AbortSignal): Promise<void> {
    await this.#attempt(async () => {
      const page = await api.more(href, signal);
      if (signal.aborted) return;
      for (const { properties } of page.features) this.#rows.push(properties);
      this.#next = nextOf(page.links);
      this.changed();
    });
    if (!signal.aborted) this.#fetching = null;
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

/** The link of a page with more rows, which further links then keep. */
function longer(href: string): string {
  const link = new URL(href, location.href);
  link.searchParams.set("limit", String(JUMP_ROWS));
  return link.href;
}
