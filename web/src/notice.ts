import { byId, button, el, fill } from "./dom";

/** Good news goes away by itself after so long, in milliseconds. */
const SHOWN_MS = 6000;

/** The banner for what went wrong and how to go on, and for short news. */
export class Notice {
  readonly #root = byId("notice");
  #timer = 0;

  /** Says what failed, with a way to try again; stays until it is gone or closed. */
  fail(words: string, retry: () => void): void {
    const again = button("Try again", () => {
      this.clear();
      retry();
    });
    this.#show("failed", words, again);
  }

  /** Says what happened, for a while. */
  tell(words: string): void {
    this.#show("news", words);
    this.#timer = window.setTimeout(() => this.clear(), SHOWN_MS);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#root.hidden = true;
  }

  #show(look: string, words: string, action?: HTMLElement): void {
    clearTimeout(this.#timer);
    this.#root.className = look;
    const close = button("×", () => this.clear(), { class: "close", "aria-label": "Dismiss" });
    fill(this.#root, el("p", {}, words), action ?? null, close);
    this.#root.hidden = false;
  }
}
