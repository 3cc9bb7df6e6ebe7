import type { Decision, EventFeature, Items } from "../wire";

/** One act of a reviewer: what was decided on which events, and where in the queue. */
export interface Act {
  decision: Decision;
  ids: string[];
  at: number;
}

/** The events that wait for a person, walked one after the other, with what was decided on the way. */
export class Queue {
  readonly #items: EventFeature[] = [];
  readonly #decided = new Map<string, Decision>();
  readonly #acts: Act[] = [];
  #at = 0;
  #total = 0;
  /** The link to what follows; null when all is here. */
  next: string | null = null;

  /** Adds a page of the server's queue. The first one tells how many wait. */
  take({ features, numberMatched, links }: Items): void {
    if (this.#items.length === 0) this.#total = numberMatched;
    const known = new Set(this.#items.map(({ id }) => id));
    this.#items.push(...features.filter(({ id }) => !known.has(id)));
    this.next = links.find(({ rel }) => rel === "next")?.href ?? null;
  }

  /** The event that is asked about; null behind the last. */
  get current(): EventFeature | null {
    return this.#items[this.#at] ?? null;
  }

  /** How many there are, and the place of the present one among them, counted from 1. */
  get progress(): { place: number; total: number } {
    return { place: Math.min(this.#at + 1, this.#total), total: this.#total };
  }

  /** How many are decided, and how many still wait. */
  get tally(): { decided: number; open: number } {
    return { decided: this.#decided.size, open: Math.max(this.#total - this.#decided.size, 0) };
  }

  /** Whether the walk nears the end of what is here, while the server has more. */
  get runsShort(): boolean {
    return this.next !== null && this.#items.length - this.#at <= RUNS_SHORT_AT;
  }

  /** Keeps what was decided, and goes on to the next open event. */
  decide(decision: Decision, ids: string[]): void {
    this.#acts.push({ decision, ids, at: this.#at });
    for (const id of ids) this.#decided.set(id, decision);
    this.skip();
  }

  /** Goes on to the next open event without a decision. */
  skip(): void {
    do this.#at = Math.min(this.#at + 1, this.#items.length);
    while (this.current && this.#decided.has(this.current.id));
  }

  /** What an undo would take back. */
  get lastAct(): Act | null {
    return this.#acts.at(-1) ?? null;
  }

  /** Forgets the last act and goes back to where it was done. */
  takeBack(): void {
    const act = this.#acts.pop();
    if (!act) return;
    for (const id of act.ids) this.#decided.delete(id);
    this.#at = act.at;
  }

  /** Goes back to the first that was passed without a decision. */
  startAgain(): void {
    const first = this.#items.findIndex(({ id }) => !this.#decided.has(id));
    this.#at = first < 0 ? this.#items.length : first;
  }

  isDecided(id: string): boolean {
    return this.#decided.has(id);
  }
}

/** More is asked for when so few events are left. */
const RUNS_SHORT_AT = 5;

/** The name of an event's place as its source writes it; empty for none. */
export function writtenName({ properties }: EventFeature): string {
  return properties.location_raw ?? properties.location ?? "";
}

/** The events of the same source whose place is written alike, letter case aside. */
export function alike(event: EventFeature, others: EventFeature[]): EventFeature[] {
  const name = writtenName(event).toLocaleLowerCase();
  const source = sourceOf(event);
  if (!name || !source) return [event];
  const meets = (other: EventFeature) =>
    sourceOf(other) === source && writtenName(other).toLocaleLowerCase() === name && other.id !== event.id;
  return [event, ...others.filter(meets)];
}

/** The document, or else the list, that an event comes from. */
function sourceOf({ properties }: EventFeature): string {
  return properties.doc_id ?? properties.dataset ?? "";
}

/** The parameters that narrow the queue to the source of an event. */
export function sourceParams({ properties }: EventFeature): Record<string, string> {
  if (properties.doc_id) return { doc_id: properties.doc_id };
  return properties.dataset ? { dataset: properties.dataset } : {};
}
