import { el, button, fill } from "../dom";
import type { SceneStore } from "../store";
import { captionParts, type CaptionPart } from "../words";
import type { Facets } from "../wire";
import { words } from "../language/language";

/** Says in words what is shown, with counts; the doubtful ones are a click away. */
export class Caption {
  constructor(
    readonly root: HTMLElement,
    readonly store: SceneStore,
  ) {
    fill(root, el("p", { class: "quiet" }, words.caption.loading));
  }

  /** How many and when on the first line, what is doubtful on the second. */
  show(facets: Facets): void {
    const parts = captionParts(facets);
    const sure = parts.filter(({ link }) => !link).map((part, index) => this.#part(part, index === 0));
    const doubtful = parts.filter(({ link }) => link).map((part) => this.#part(part, false));
    const second =
      doubtful.length > 0 &&
      el("span", { class: "doubtful" }, el("span", { class: "visually-hidden" }, " · "), ...dotted(doubtful));
    fill(this.root, el("p", {}, ...dotted(sure), second));
  }

  #part({ text, link }: CaptionPart, first: boolean): Node | string {
    if (first) return el("strong", {}, text);
    if (!link) return text;
    const change = link === "unplaced" ? { located: "false" } : { precision: new Set(["2", "3"]) };
    return button(text, () => this.store.narrow(change), { class: "link" });
  }
}

function dotted(parts: (Node | string)[]): (Node | string)[] {
  return parts.flatMap((part, index) => (index > 0 ? [" · ", part] : [part]));
}
