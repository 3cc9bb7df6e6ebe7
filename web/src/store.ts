import { readScene, writeScene, type Scene } from "./address";
import type { Area } from "./area";
import { EVERYTHING, narrowingTo, type Filter } from "./filter";

export type Listener = (scene: Scene, before: Scene) => void;

/** How a change enters the browser's history: as a step that Back undoes, or in place. */
export type Step = "push" | "replace";

/** The one scene of the page, kept in the address; parts of the screen listen to it. */
export class SceneStore {
  #scene: Scene;
  readonly #listeners: Listener[] = [];

  constructor() {
    this.#scene = readScene(location.search);
    addEventListener("popstate", () => this.#enter(readScene(location.search)));
  }

  get scene(): Scene {
    return this.#scene;
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Changes some of the scene and writes it to the address. */
  set(change: Partial<Scene>, step: Step = "push"): void {
    const next = { ...this.#scene, ...change };
    const query = writeScene(next);
    if (query !== location.search) {
      const address = query || location.pathname;
      if (step === "push") history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    this.#enter(next);
  }

  /** Changes some of the filter; a list of a cluster's members does not outlive it. */
  narrow(change: Partial<Filter>, step: Step = "push"): void {
    this.set({ filter: { ...this.#scene.filter, ...change }, here: null }, step);
  }

  /** Shows the events of an area only. */
  select(area: Area): void {
    this.set({ filter: { ...this.#scene.filter, ...narrowingTo(area) }, here: null, follows: false });
  }

  /** Shows every event again. */
  clear(): void {
    this.set({ filter: EVERYTHING, here: null });
  }

  #enter(next: Scene): void {
    const before = this.#scene;
    this.#scene = next;
    for (const listener of this.#listeners) listener(next, before);
  }
}
