import { el, fill } from "../dom";
import type { SceneStore } from "../store";
import { words } from "../language/language";

/** A word is sent when typing rests for so long, in milliseconds. */
const REST_MS = 250;

/** Searches what is said of the events. */
export class Search {
  readonly #input = el("input", {
    type: "search",
    id: "search-input",
    placeholder: words.search.placeholder,
    "aria-label": words.search.label,
    autocomplete: "off",
    spellcheck: "false",
  });
  #timer = 0;

  constructor(
    root: HTMLElement,
    readonly store: SceneStore,
  ) {
    fill(root, this.#input, el("kbd", { "aria-hidden": "true" }, "/"));
    this.#input.value = store.scene.filter.q;
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#send(), REST_MS);
    });
    this.#input.addEventListener("keydown", (event) => event.key === "Enter" && this.#send());
    store.listen(({ filter }) => {
      if (document.activeElement !== this.#input) this.#input.value = filter.q;
    });
  }

  focus(): void {
    this.#input.select();
    this.#input.focus();
  }

  /** Typing on narrows in place; Back leads to before the search, not through every letter. */
  #send(): void {
    clearTimeout(this.#timer);
    const q = this.#input.value.trim();
    const { filter } = this.store.scene;
    if (q !== filter.q) this.store.narrow({ q }, filter.q && q ? "replace" : "push");
  }
}
