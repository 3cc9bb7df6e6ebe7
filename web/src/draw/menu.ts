import { areaOf } from "../filter";
import { button, el, fill, svg } from "../dom";
import { closeWhenLeft } from "../download";
import { words } from "../language/language";
import type { EventMap } from "../map/map";
import type { SceneStore } from "../store";
import type { Draw } from "./draw";
import type { Tool } from "./sketch";

/** The tools by their pictures, on a square of 20. */
const PICTURES: Record<Tool, string> = {
  box: "M3 5h14v10H3Z",
  circle: "M10 3a7 7 0 1 0 .01 0ZM10 10h7",
  polygon: "M4 8 11 3l6 5-3 9H6Z",
  measure: "M3 14 14 3l3 3L6 17ZM6 11l2 2M9 8l2 2M12 5l2 2",
};

/** The menu of what can be drawn on the map; its code is fetched when a tool is first taken. */
export class DrawMenu {
  readonly #menu = el("details", { class: "menu" });
  #draw: Promise<Draw> | null = null;

  constructor(
    root: HTMLElement,
    readonly store: SceneStore,
    readonly map: EventMap,
    readonly events: { started(): void; failed(): void },
  ) {
    const tools = (Object.keys(PICTURES) as Tool[]).map((tool) => {
      const said = el("span", {}, picture(PICTURES[tool]), words.draw.tools[tool]);
      return el(
        "li",
        {},
        button(said, () => void this.#start(tool), { class: "closes", id: `draw-${tool}` }),
      );
    });
    const summary = el("summary", { "aria-label": words.draw.label, title: `${words.draw.label} (d)` });
    fill(summary, picture("M3 3h3M9 3h3M15 3h2v2M17 8v3M3 6v3M3 12v3M3 17h3M9 17h2M10 9l7 3-3 1.4L12.6 17Z"));
    fill(this.#menu, summary, el("ul", {}, ...tools));
    fill(root, this.#menu);
    closeWhenLeft(this.#menu);
    store.listen(({ filter, screen }, before) => {
      if (filter !== before.filter || screen !== before.screen) this.#show();
      if (screen !== before.screen) void this.#draw?.then((draw) => draw.leave());
    });
    this.#show();
  }

  /** Opens the menu for one who works by keys. */
  open(): void {
    this.#menu.open = true;
    this.#menu.querySelector("button")?.focus();
  }

  async #start(tool: Tool): Promise<void> {
    this.#menu.open = false;
    this.#draw ??= import("./draw").then(({ Draw }) => new Draw(this.map, (area) => this.store.select(area)));
    try {
      const draw = await this.#draw;
      this.events.started();
      draw.start(tool);
    } catch {
      this.#draw = null;
      this.events.failed();
    }
  }

  #show(): void {
    const { filter, follows } = this.store.scene;
    this.map.showArea(follows ? null : areaOf(filter));
  }
}

function picture(path: string): SVGSVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true", class: "tool" },
    svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linejoin": "round" }),
  );
}
