import { el, button, fill, svg } from "../dom";
import { spanInWords } from "../dates";
import type { SceneStore } from "../store";
import { GROUPS } from "../taxonomy";
import type { Bin } from "../wire";
import { Brush } from "./brush";
import { Player } from "./play";
import type { Recent } from "./recent";
import { TimeScale, ticks } from "./scale";
import { words } from "../language/language";

const BARS_TOP = 4;
const AXIS_HEIGHT = 17;
const TICK_WIDTH = 78;
const EDGE = 14;

/** The histogram of the events in time, with a brush that filters them. */
export class Timeline {
  readonly #head = el("div", { class: "timeline-head" });
  readonly #picture = el("div", { class: "picture" });
  readonly #plot = el("div", { class: "plot" }, this.#picture);
  readonly #brush: Brush;
  readonly #player: Player;
  #histogram: Recent | null = null;

  constructor(
    readonly root: HTMLElement,
    readonly store: SceneStore,
    readonly showWhole: () => void,
  ) {
    this.#brush = new Brush((from, to) => this.store.narrow({ from, to }));
    this.#player = new Player(store);
    this.#plot.append(this.#brush.root);
    fill(root, this.#head, this.#plot);
    new ResizeObserver(() => this.#draw()).observe(this.#plot);
    store.listen((scene, before) => scene.filter !== before.filter && this.#draw());
  }

  /** The counts of what the filter shows at any time. */
  show(histogram: Recent): void {
    this.#histogram = histogram;
    this.#draw();
    this.#player.shown(histogram);
  }

  /** Shows one span after the other, or stops. */
  play(): void {
    this.#player.toggle();
  }

  /** Puts the focus on the brush's first handle. */
  focus(): void {
    this.#brush.focus();
  }

  #draw(): void {
    const histogram = this.#histogram;
    if (!histogram) return;
    const { bins } = histogram;
    const [first, last] = [bins[0], bins.at(-1)];
    this.#drawHead(histogram);
    this.#brush.root.hidden = bins.length === 0;
    if (!first || !last) {
      fill(this.#picture, el("p", { class: "quiet" }, words.timeline.noDated));
      return;
    }
    const width = Math.max(this.#plot.clientWidth - 2 * EDGE, 50);
    const height = Math.max(this.#plot.clientHeight, 40);
    const scale = new TimeScale(first.start, last.end, width);
    const picture = svg("svg", { width: width + 2 * EDGE, height, class: "bars", "aria-hidden": "true" });
    picture.append(...axis(scale, height), bars(bins, scale, height - AXIS_HEIGHT));
    const { from, to } = this.store.scene.filter;
    this.#brush.draw(bins, scale, { from, to });
    fill(this.#picture, picture);
  }

  #drawHead({ bins, undated, earlier, by }: Recent): void {
    const { from, to } = this.store.scene.filter;
    const [first, last] = [bins[0]?.start, bins.at(-1)?.end];
    const shown = first && last ? spanInWords(from || first, to || last, true) : "";
    const reset =
      (from || to) && button(words.timeline.allTime, () => this.store.narrow({ from: "", to: "" }), { class: "link" });
    const before = earlier > 0 && button(words.timeline.earlier(earlier), this.showWhole, { class: "link" });
    fill(
      this.#head,
      this.#player.root,
      el("strong", {}, shown),
      reset || null,
      before,
      el("span", { class: "spacer" }),
      undated > 0 && el("span", {}, words.timeline.undated(undated)),
      bins.length > 0 && el("span", { class: "unit" }, words.timeline.bar[by] ?? ""),
    );
  }
}

function axis(scale: TimeScale, height: number): SVGElement[] {
  return ticks(scale, Math.max(Math.floor(scale.width / TICK_WIDTH), 1)).flatMap(({ day, label }) => {
    const x = Math.round(EDGE + scale.x(day)) + 0.5;
    const tick = svg("line", { x1: x, x2: x, y1: BARS_TOP, y2: height - AXIS_HEIGHT + 4, class: "tick" });
    const nearEnd = x > scale.width - 30;
    return [
      tick,
      svg("text", { x: nearEnd ? x - 3 : x + 3, y: height - 4, "text-anchor": nearEnd ? "end" : "start" }, label),
    ];
  });
}

function bars(bins: Bin[], scale: TimeScale, floor: number): SVGElement {
  const most = Math.max(...bins.map((bin) => bin.count), 1);
  const picture = svg("g", {});
  for (const bin of bins) {
    const x = scale.x(bin.start);
    const full = new TimeScale(bin.start, bin.end, 1).days * (scale.width / scale.days);
    const width = Math.max(full - (full > 4 ? 1 : 0), 1.5);
    let y = floor;
    for (const group of GROUPS) {
      const number = bin.groups[group.id] ?? 0;
      if (number === 0) continue;
      const height = Math.max((number / most) * (floor - BARS_TOP), 1.5);
      y -= height;
      picture.append(svg("rect", { x: EDGE + x, y, width, height, fill: group.colour }));
    }
  }
  picture.append(svg("line", { x1: EDGE, x2: EDGE + scale.width, y1: floor + 0.5, y2: floor + 0.5, class: "floor" }));
  return picture;
}
