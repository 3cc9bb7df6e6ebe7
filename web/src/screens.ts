import { SCREENS, type Screen } from "./address";
import { button, el, fill } from "./dom";
import type { KeyActions } from "./keys";
import { words } from "./language/language";
import type { SceneStore } from "./store";
import type { Filter } from "./filter";

/** A way to look at the events besides the map. */
export interface View {
  open(filter: Filter): Promise<void>;
  close(): void;
  readonly keys: Partial<KeyActions>;
}

/** What the views need of the page. */
export interface ScreensHost {
  /** Makes a view when it is first asked for. */
  make(screen: Exclude<Screen, "map">): Promise<View>;
  /** The layout has changed; `from` is what was shown before. */
  changed(from: Screen, to: Screen): void;
}

/** Switches between the map, the table and the review of the same filter. */
export class Screens {
  readonly #views = new Map<Screen, View>();
  #open: View | null = null;
  #waiting = 0;

  constructor(
    readonly root: HTMLElement,
    readonly store: SceneStore,
    readonly host: ScreensHost,
  ) {
    store.listen((scene, before) => {
      if (scene.screen !== before.screen) void this.#enter(scene.screen, before.screen);
      else if (scene.filter !== before.filter) void this.#open?.open(scene.filter);
    });
    this.#draw();
  }

  /** Shows the screen of the address. */
  start(): void {
    const { screen } = this.store.scene;
    if (screen !== "map") void this.#enter(screen, "map");
  }

  show(screen: Screen): void {
    if (screen !== this.store.scene.screen) this.store.set({ screen, ...(screen === "review" ? { id: "" } : {}) });
  }

  /** What the keys do on the present screen; null on the map. */
  get keys(): Partial<KeyActions> | null {
    return this.#open?.keys ?? null;
  }

  /** How many events wait for a review. */
  set waiting(count: number) {
    this.#waiting = count;
    this.#draw();
  }

  async #enter(screen: Screen, before: Screen): Promise<void> {
    this.#open?.close();
    this.#open = null;
    document.body.dataset["screen"] = screen;
    this.host.changed(before, screen);
    this.#draw();
    if (screen === "map") return;
    const view = this.#views.get(screen) ?? (await this.host.make(screen));
    this.#views.set(screen, view);
    if (screen !== this.store.scene.screen) return;
    this.#open = view;
    await view.open(this.store.scene.filter);
  }

  #draw(): void {
    const focused = this.root.contains(document.activeElement) ? (document.activeElement as HTMLElement).id : "";
    fill(this.root, ...SCREENS.map((screen) => this.#choice(screen)));
    if (focused) document.getElementById(focused)?.focus();
  }

  #choice(screen: Screen): HTMLElement {
    const one = button(words.screens[screen], () => this.show(screen), {
      id: `screen-${screen}`,
      "aria-pressed": String(screen === this.store.scene.screen),
    });
    if (screen !== "review" || this.#waiting === 0) return one;
    one.append(
      el("span", { class: "badge", "aria-hidden": "true" }, words.number(this.#waiting)),
      el("span", { class: "visually-hidden" }, `, ${words.screens.waiting(this.#waiting)}`),
    );
    return one;
  }
}
