import { byId, el } from "../dom";
import type { Filter } from "../filter";
import type { EventMap } from "../map/map";
import { chipsOf } from "../panel/chips";
import { blobOf, drawPicture, type Told } from "./picture";
import { printReport } from "./report";

/** Makes a picture or a report of what is on the screen, with the words that stand there. */
export class Maker {
  constructor(
    readonly filter: Filter,
    readonly map: EventMap,
  ) {}

  /** Saves the map as a PNG file. */
  async save(): Promise<void> {
    const blob = await blobOf(drawPicture(this.map.snapshot(), this.#told()));
    const address = URL.createObjectURL(blob);
    el("a", { href: address, download: `zij-${this.#told().today}.png` }).click();
    URL.revokeObjectURL(address);
  }

  /** Prints the filtered events with the map. */
  async print(): Promise<void> {
    await printReport(this.filter, this.#told(), this.map.snapshot().canvas);
  }

  #told(): Told {
    return {
      caption: saidIn(byId("caption")),
      filter: chipsOf(this.filter)
        .map(({ text }) => text)
        .join(" · "),
      attribution: saidIn(byId("attribution")),
      today: new Date().toISOString().slice(0, 10),
    };
  }
}

/** The words of a part of the page on one line. */
function saidIn(part: HTMLElement): string {
  return (part.textContent ?? "").replace(/\s+/g, " ").trim();
}
