import { byId, button, el, fill } from "./dom";
import { words } from "./language/language";

/** Good news goes away by itself after so long, in milliseconds. */
const SHOWN_MS = 6000;

/** The banner for what went wrong and how to go on, and for short news. */
export class Notice {
  readonly #root = byId("notice");
  #timer = 0;

  /** Says what failed, with a way to try again; stays until it is gone or closed. */
  fail(why: string, retry: () => void): void {
    const again = button(words.notice.retry, () => {
      this.clear();
      retry();
    });
    this.#show("failed", why, again);
  }

  /** Says what happened, for a while. */
  tell(news: string): void {
    this.#show("news", news);
    this.#timer = window.setTimeout(() => this.clear(), SHOWN_MS);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#root.hidden = true;
  }

  #show(look: string, said: string, action?: HTMLElement): void {
    clearTimeout(this.#timer);
    this.#root.className = look;
    const close = button("×", () => this.clear(), { class: "close", "aria-label": words.notice.dismiss });
    fill(this.#root, el("p", {}, said), action ?? null, close);
    this.#root.hidden = false;
  }
}
