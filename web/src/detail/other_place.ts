import { api, isAborted } from "../api";
import { el, button, fill } from "../dom";
import { whereabouts } from "../place/box";
import type { Candidate, Completion } from "../wire";
import { words } from "../language/language";

/** A name is looked up when typing rests for so long, in milliseconds. */
const REST_MS = 250;

/** Looks a place up in the gazetteer by its name, for an event whose place was none of those weighed. */
export class OtherPlace {
  readonly #input = el("input", {
    type: "search",
    placeholder: words.detail.another,
    "aria-label": words.detail.another,
    autocomplete: "off",
  });
  readonly #found = el("ol", { "aria-live": "polite" });
  readonly root = el("div", { class: "other-place" }, this.#input, this.#found);
  #abort = new AbortController();
  #timer = 0;

  constructor(readonly choose: (candidate: Candidate) => void) {
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#look(), REST_MS);
    });
  }

  async #look(): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const name = this.#input.value.trim();
    if (!name) return fill(this.#found);
    try {
      const { candidates } = await api.geocode(name, this.#abort.signal);
      const rows = candidates.map((candidate) => this.#row(candidate));
      fill(this.#found, ...(rows.length > 0 ? rows : [el("li", { class: "quiet" }, words.place.noneNamed(name))]));
    } catch (error) {
      if (!isAborted(error)) fill(this.#found, el("li", { class: "quiet" }, words.place.cannotLookUp));
    }
  }

  #row(candidate: Completion): HTMLElement {
    const where = whereabouts(candidate);
    const named = el("span", {}, el("strong", {}, candidate.name), " ", el("span", { class: "quiet" }, where));
    return el(
      "li",
      {},
      button(named, () => this.choose(candidate), { class: "wide" }),
    );
  }
}
