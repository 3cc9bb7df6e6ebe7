import { streamAddress } from "./api";
import { button, el, fill } from "./dom";
import { words } from "./language/language";
import type { EventFeature } from "./wire";

/** How long the page takes news of an event for the echo of what it has done itself, in milliseconds. */
const ECHO_MS = 10_000;

/**
 * Says how many events have come or changed since the page asked for them, and shows them on demand: what one
 * looks at never moves by itself. A page that nobody sees does not listen, and catches up when it is seen again.
 */
export class Live {
  readonly #root = el("div", { id: "live", role: "status" });
  readonly #added = new Set<string>();
  readonly #changed = new Set<string>();
  /** Events that the page has changed itself, and when. */
  readonly #own = new Map<string, number>();
  #source: EventSource | null = null;
  #query: URLSearchParams | null = null;
  /** The number of the last change that was heard. */
  #last = "";

  constructor(
    parent: HTMLElement,
    readonly show: () => void,
  ) {
    parent.append(this.#root);
    document.addEventListener("visibilitychange", () => this.#listen());
  }

  /** Listens for changes under a filter, whose present events are about to be shown. */
  follow(query: URLSearchParams): void {
    this.#added.clear();
    this.#changed.clear();
    this.#draw();
    if (query.toString() !== this.#query?.toString()) {
      this.#query = query;
      this.#last = "";
      this.#source?.close();
      this.#source = null;
    }
    this.#listen();
  }

  /** Leaves out what the page has done itself. */
  leaveOut(ids: string[]): void {
    for (const id of ids) {
      this.#own.set(id, Date.now());
      this.#added.delete(id);
      this.#changed.delete(id);
    }
    this.#draw();
  }

  #listen(): void {
    if (document.hidden) {
      this.#source?.close();
      this.#source = null;
    } else if (this.#query && (!this.#source || this.#source.readyState === EventSource.CLOSED)) {
      this.#source = new EventSource(streamAddress(this.#query, this.#last));
      this.#source.addEventListener("listening", ({ lastEventId }) => (this.#last = lastEventId));
      this.#source.addEventListener("message", (message) => this.#hear(message));
    }
  }

  #hear({ data, lastEventId }: MessageEvent<string>): void {
    this.#last = lastEventId;
    const { id, created_at, updated_at } = (JSON.parse(data) as EventFeature).properties;
    if (Date.now() - (this.#own.get(id) ?? 0) < ECHO_MS) return;
    if (created_at === updated_at) this.#added.add(id);
    else if (!this.#added.has(id)) this.#changed.add(id);
    this.#draw();
  }

  #draw(): void {
    const [added, changed] = [this.#added.size, this.#changed.size];
    const some = added + changed > 0;
    fill(this.#root, some && button(words.live.show(added, changed), this.show, { class: "primary" }));
  }
}
