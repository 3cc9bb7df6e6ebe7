import { el, button, fill } from "../dom";
import type { SceneStore } from "../store";
import { captionParts, type CaptionPart } from "../words";
import type { Facets } from "../wire";

/** Says in words what is shown, with counts; the doubtful ones are a click away. */
export class Caption {
  constructor(
    readonly root: HTMLElement,
    readonly store: SceneStore,
  ) {
    fill(root, el("p", { class: "quiet" }, "Loading events …"));
  }

  show(facets: Facets): void {
    const parts = captionParts(facets).flatMap((part, index) => [index > 0 && " · ", this.#part(part, index === 0)]);
    fill(this.root, el("p", {}, ...parts));
  }

  #part({ text, link }: CaptionPart, first: boolean): Node | string {
    if (first) return el("strong", {}, text);
    if (!link) return text;
    const change = link === "unplaced" ? { located: "false" } : { precision: new Set(["2", "3"]) };
    return button(text, () => this.store.narrow(change), { class: "link" });
  }
}
