import { button, el, fill } from "../dom";
import { words } from "../language/language";
import type { EventMap } from "../map/map";
import type { Reference, References } from "./layer";

/** The layers beside the events: the reader's own GeoJSON files, each shown, hidden, looked at or removed. */
export class LayersPanel {
  readonly #list = el("ul", { class: "layers" });
  readonly #status = el("p", { class: "fault", role: "status", hidden: true });
  readonly #files = el("input", {
    type: "file",
    id: "reference-files",
    multiple: true,
    accept: ".geojson,.json,application/geo+json",
    class: "visually-hidden",
    tabindex: -1,
    "aria-label": words.reference.choose,
  });
  readonly #box = el("details", {});
  readonly #shown: Reference[] = [];
  #references: Promise<References> | null = null;

  constructor(
    root: HTMLElement,
    readonly map: EventMap,
  ) {
    const choose = button(words.reference.choose, () => this.#files.click(), { class: "small" });
    const hint = el("p", { class: "quiet" }, words.reference.hint);
    fill(this.#box, el("summary", {}, words.reference.layers), this.#list, choose, this.#files, hint, this.#status);
    fill(root, this.#box);
    this.#files.addEventListener("change", () => {
      void this.add([...(this.#files.files ?? [])]);
      this.#files.value = "";
    });
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#box.open) return;
      event.stopPropagation();
      this.#box.open = false;
      this.#box.querySelector("summary")?.focus();
    });
  }

  /** Shows files on the map, one after the other; those that cannot be shown are named with the reason. */
  async add(files: File[]): Promise<void> {
    this.#box.open = true;
    const faults: string[] = [];
    this.#references ??= import("./layer").then(({ References }) => new References(this.map.canvas));
    for (const file of files) {
      try {
        const reference = await (await this.#references).add(file);
        this.#shown.push(reference);
        this.map.fit(reference.extent, true);
      } catch (error) {
        faults.push(`${file.name}: ${error instanceof Error ? error.message : words.notice.unexpected}`);
      }
    }
    this.#status.hidden = faults.length === 0;
    this.#status.textContent = faults.join("\n");
    this.#draw();
  }

  #draw(): void {
    fill(this.#list, ...this.#shown.map((reference) => this.#row(reference)));
  }

  #row(reference: Reference): HTMLElement {
    const { name, colour, count, layer, extent } = reference;
    const box = el("input", {
      type: "checkbox",
      checked: layer.getVisible(),
      "aria-label": words.reference.show(name),
    });
    box.addEventListener("change", () => layer.setVisible(box.checked));
    const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.background = colour;
    const look = button(name, () => this.map.fit(extent, true), { class: "link", title: words.reference.lookAt(name) });
    const remove = button("×", () => this.#remove(reference), {
      class: "close",
      "aria-label": words.reference.remove(name),
    });
    const counted = el("span", { class: "quiet" }, words.number(count));
    return el("li", {}, box, swatch, look, counted, remove);
  }

  #remove(reference: Reference): void {
    void this.#references?.then((references) => references.remove(reference));
    this.#shown.splice(this.#shown.indexOf(reference), 1);
    this.#draw();
    this.#box.querySelector<HTMLElement>("button")?.focus();
  }
}
