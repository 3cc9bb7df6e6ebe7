import { api, isAborted } from "../api";
import { el, fill } from "../dom";
import type { Completion, Extent } from "../wire";
import { kindInWords } from "../words";
import { words } from "../language/language";

/** A name is looked up when typing rests for so long, in milliseconds. */
const REST_MS = 120;
const LIST_ID = "place-list";

/** What the box tells the page, and asks of it. */
export interface BoxEvents {
  picked(place: Completion): void;
  cleared(): void;
  /** What the map shows: places in it come first. */
  view(): Extent;
}

/** The box that goes to a place: completes its name while it is typed, in any script (ARIA's combobox). */
export class PlaceBox {
  readonly #input = el("input", {
    type: "text",
    id: "place-input",
    role: "combobox",
    placeholder: words.place.go,
    "aria-label": words.place.label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": LIST_ID,
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
  });
  readonly #list = el("ul", { id: LIST_ID, role: "listbox", "aria-label": words.place.list, hidden: true });
  readonly #status = el("p", { class: "visually-hidden", role: "status" });
  #places: Completion[] = [];
  #active = -1;
  #abort = new AbortController();
  #timer = 0;

  constructor(
    root: HTMLElement,
    readonly events: BoxEvents,
  ) {
    fill(root, this.#input, this.#list, this.#status);
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
    this.#input.addEventListener("blur", () => this.#close());
  }

  focus(): void {
    this.#input.select();
    this.#input.focus();
  }

  /** Shows the name of the place that the map shows; nothing for none. */
  show(name: string): void {
    if (document.activeElement !== this.#input || name) this.#input.value = name;
  }

  #typed(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    if (this.#input.value.trim()) {
      this.#timer = window.setTimeout(() => void this.#look(), REST_MS);
      return;
    }
    this.#close();
    this.events.cleared();
  }

  async #look(): Promise<void> {
    this.#abort = new AbortController();
    const typed = this.#input.value.trim();
    try {
      const { candidates } = await api.complete(typed, this.events.view(), this.#abort.signal);
      this.#open(
        candidates,
        candidates.length > 0 ? words.counts.places(candidates.length) : words.place.noneNamed(typed),
      );
    } catch (error) {
      if (!isAborted(error)) this.#open([], words.place.cannotLookUp);
    }
  }

  /** Shows the places, or what is told in their stead. */
  #open(places: Completion[], told: string): void {
    this.#places = places;
    this.#status.textContent = told;
    const options = places.map((place, index) => this.#option(place, index));
    const instead = el("li", { class: "quiet", role: "option", "aria-disabled": "true" }, told);
    fill(this.#list, ...(options.length > 0 ? options : [instead]));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#activate(-1);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#places = [];
    this.#list.hidden = true;
    this.#status.textContent = "";
    this.#input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #option(place: Completion, index: number): HTMLElement {
    const other = place.matched === place.name ? null : el("span", { dir: "auto" }, ` (${place.matched})`);
    const name = el("span", { class: "name" }, el("strong", { dir: "auto" }, place.name), other);
    const option = el(
      "li",
      { id: `${LIST_ID}-${index}`, role: "option", "aria-selected": "false" },
      name,
      el("span", { class: "quiet" }, whereabouts(place)),
    );
    // The box keeps the focus, or its list would close before the click is done.
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.#pick(place));
    return option;
  }

  #pressed(event: KeyboardEvent): void {
    const act = this.#actions[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  readonly #actions: Record<string, () => void> = {
    ArrowDown: () => this.#move(1),
    ArrowUp: () => this.#move(-1),
    Enter: () => this.#enter(),
    Escape: () => this.#escape(),
  };

  #move(by: number): void {
    const length = this.#places.length;
    if (length === 0) {
      if (this.#input.value.trim()) void this.#look();
      return;
    }
    const from = this.#active < 0 && by < 0 ? 0 : this.#active;
    this.#activate((from + by + length) % length);
  }

  #activate(index: number): void {
    this.#active = index;
    const options = [...this.#list.children];
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    options[index]?.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", index < 0 ? "" : `${LIST_ID}-${index}`);
  }

  /** Takes the place that the arrows have reached, else the first; one that is not here yet is looked up. */
  #enter(): void {
    const place = this.#places[Math.max(this.#active, 0)];
    if (place) this.#pick(place);
    else if (this.#input.value.trim()) void this.#look();
  }

  /** Clears the box and what it has shown on the map; from an empty one the focus goes. */
  #escape(): void {
    if (!this.#input.value) this.#input.blur();
    this.#input.value = "";
    this.#close();
    this.events.cleared();
  }

  #pick(place: Completion): void {
    this.#input.value = place.name;
    this.#close();
    this.events.picked(place);
  }
}

/** What a place is and where: `city, Samarkand Region, Uzbekistan`. */
export function whereabouts({ kind, regions }: Pick<Completion, "kind" | "regions">): string {
  return [kindInWords(kind), ...regions].filter(Boolean).join(", ");
}
