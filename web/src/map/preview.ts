import { el, fill } from "../dom";
import { dateInShort } from "../dates";
import { typeLabel } from "../taxonomy";
import { precisionInWords } from "../words";
import type { Bundle } from "./bundles";
import { words } from "../language/language";

const OFFSET_PX = 14;

/** A few words beside the pointer about the mark under it. */
export class Preview {
  constructor(readonly root: HTMLElement) {}

  show(bundle: Bundle | null, [x, y]: [number, number]): void {
    this.root.hidden = bundle === null;
    if (!bundle) return;
    fill(this.root, ...told(bundle));
    const area = this.root.parentElement?.getBoundingClientRect();
    const left = Math.min(x + OFFSET_PX, (area?.width ?? 0) - this.root.offsetWidth - 8);
    const below = y + OFFSET_PX + this.root.offsetHeight < (area?.height ?? 0) - 8;
    this.root.style.left = `${Math.max(left, 8)}px`;
    this.root.style.top = `${below ? y + OFFSET_PX : y - OFFSET_PX - this.root.offsetHeight}px`;
  }
}

function told({ single, count, stacked }: Bundle): Node[] {
  if (!single) {
    const said = stacked ? words.map.stacked(count) : words.map.close(count);
    return [el("strong", {}, said), el("span", {}, words.map.clickToList)];
  }
  const facts = [dateInShort(single), single.location, typeLabel(single.event_type)].filter(Boolean).join(" · ");
  return [
    el("strong", { dir: "auto" }, single.title),
    el("span", {}, facts),
    el("span", { class: "quiet" }, precisionInWords(single)),
  ];
}
