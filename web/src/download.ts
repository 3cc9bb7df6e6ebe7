import { downloadAddress } from "./api";
import { el, button, fill } from "./dom";
import { toParams } from "./filter";
import type { SceneStore } from "./store";
import { words } from "./language/language";

const FORMATS = [
  { extension: "geojson", label: "GeoJSON", hint: "forGis" },
  { extension: "geojsonl", label: "GeoJSON lines", hint: "oneALine" },
  { extension: "geojsons", label: "GeoJSON text sequence", hint: "oneARecord" },
  { extension: "csv", label: "CSV", hint: "tables" },
  { extension: "xlsx", label: "XLSX", hint: "spreadsheets" },
  { extension: "gpkg", label: "GeoPackage", hint: "indexed" },
  { extension: "fgb", label: "FlatGeobuf", hint: "located" },
  { extension: "kml", label: "KML", hint: "globes" },
  { extension: "gpx", label: "GPX", hint: "phones" },
] as const;

/** The menu that downloads exactly the events of the present filter. */
export class DownloadMenu {
  readonly root = el("details", { class: "menu" });
  readonly #summary = el("summary", { class: "button" }, el("span", { class: "word" }, words.download.word));
  readonly #list = el("ul", {});

  /** `more` stands below the formats: what is made here and not fetched. */
  constructor(
    readonly store: SceneStore,
    readonly more: HTMLElement[],
  ) {
    fill(this.root, this.#summary, this.#list);
    closeWhenLeft(this.root);
    store.listen((scene, before) => scene.filter !== before.filter && this.#draw());
    this.#draw();
  }

  /** How many events a download holds. */
  show(total: number): void {
    const these = words.download.these(total);
    this.#summary.setAttribute("aria-label", these);
    this.#summary.title = these;
    this.#draw(these);
  }

  #draw(title = words.download.word): void {
    const query = toParams(this.store.scene.filter);
    const links = FORMATS.map(({ extension, label, hint }) => {
      const link = el(
        "a",
        { href: downloadAddress(extension, query), download: true },
        label,
        el("span", { class: "quiet" }, words.download[hint]),
      );
      return el("li", {}, link);
    });
    fill(
      this.#list,
      el("li", { class: "menu-title" }, title),
      ...links,
      ...this.more.map((one) => el("li", {}, one)),
      el("li", {}, button(words.download.copyLink, copyLink)),
    );
  }
}

async function copyLink(event: MouseEvent): Promise<void> {
  const target = event.currentTarget as HTMLElement;
  const copied = await navigator.clipboard?.writeText(location.href).then(
    () => true,
    () => false,
  );
  target.textContent = copied ? words.download.copied : words.download.copyByHand;
}

/** A menu closes when the pointer or the focus goes elsewhere, with Esc, or once a download is chosen. */
export function closeWhenLeft(menu: HTMLDetailsElement): void {
  menu.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a, .closes")) menu.open = false;
  });
  addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget as Node)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
