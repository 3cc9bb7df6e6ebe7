import { Add } from "./add/add";
import { listenForDrops } from "./add/drop";
import { api, ApiError, isAborted } from "./api";
import { Detail } from "./detail/detail";
import { Reader } from "./detail/reader";
import { byId, button, el } from "./dom";
import { DownloadMenu } from "./download";
import { EVERYTHING, toParams } from "./filter";
import { coveredBy } from "./layout";
import { helpButton, listenForKeys, type KeyActions } from "./keys";
import { Live } from "./live";
import { load, type Shown } from "./loader";
import { bulkExtent } from "./map/bulk";
import type { Bundle } from "./map/bundles";
import type { Maker } from "./picture/maker";
import { InView } from "./map/inview";
import { drawLegend } from "./map/legend";
import { EventMap } from "./map/map";
import { DrawMenu } from "./draw/menu";
import { Preview } from "./map/preview";
import { TileLoader, tilesOf } from "./map/tiles";
import { Notice } from "./notice";
import { Caption } from "./panel/caption";
import { Chips } from "./panel/chips";
import { emptyState } from "./panel/empty";
import { Filters } from "./panel/filters";
import { Results } from "./panel/results";
import { Search } from "./panel/search";
import { Places } from "./place/places";
import { LayersPanel } from "./reference/panel";
import { Screens } from "./screens";
import { Sheet } from "./sheet";
import { unknownParameters, type Scene, type Screen, type View as SceneView } from "./address";
import { SceneStore } from "./store";
import { Timeline } from "./timeline/timeline";
import { makeView, type ViewHost } from "./views";
import type { Extent, Intake, Items } from "./wire";
import { words } from "./language/language";
import { languageChoice } from "./language/choice";

/** A tenth of a metre: where the members of a stack stand need not be told more exactly. */
const HERE_DECIMALS = 6;

/** The page: makes its parts, and brings them the data that the scene asks for. */
export class Page {
  readonly #store = new SceneStore();
  readonly #notice = new Notice();
  readonly #tiles = new TileLoader();
  readonly #map = this.#makeMap();
  readonly #inView = new InView(byId("in-view-tool"), this.#store, () => this.#map.extent);
  readonly #drawMenu = this.#makeDrawMenu();
  readonly #places = new Places(byId("place"), this.#store, this.#map, (why) => this.#notice.tell(why));
  readonly #preview = new Preview(byId("preview"));
  readonly #caption = new Caption(byId("caption"), this.#store);
  readonly #filters = new Filters(byId("filters"), this.#store, new Date().toISOString().slice(0, 10));
  readonly #results = this.#makeResults();
  readonly #timeline = new Timeline(byId("timeline"), this.#store, () => this.#showWholeTime());
  readonly #search = new Search(byId("search"), this.#store);
  readonly #download = new DownloadMenu(this.#store, this.#makings());
  readonly #reader = new Reader(this.#store);
  readonly #add = new Add(this.#map.basemap, (intakes) => this.#added(intakes));
  readonly #screens = new Screens(byId("screens"), this.#store, {
    make: (screen) => makeView(screen, this.#viewHost()),
    changed: (from, to) => this.#screenChanged(from, to),
  });
  readonly #sheet = new Sheet(() => this.#map.resize());
  readonly #detail = this.#makeDetail();
  readonly #live = new Live(byId("map-area"), () => this.#reload());
  #abort = new AbortController();
  #wholeTime = false;
  #fitNext = placeless(this.#store.scene);
  #viewBefore: SceneView | null = null;

  constructor() {
    new Chips(byId("chips"), this.#store);
    drawLegend(byId("legend"));
    byId("actions").append(
      button(el("span", { class: "word" }, words.add.open), () => this.#add.open(), {
        class: "primary",
        "aria-label": words.add.open,
      }),
      this.#download.root,
      languageChoice(this.#store),
      helpButton(),
    );
    const layers = new LayersPanel(byId("layers"), this.#map);
    listenForDrops(byId("drop"), byId("drop-beside"), {
      take: (files) => void this.#add.drop(files),
      show: (files) => void layers.add(files),
    });
    listenForKeys(() => this.#screens.keys ?? this.#keys);
    this.#store.listen((scene, before) => this.#changed(scene, before));
  }

  /** Shows the scene of the address. */
  start(): void {
    const { view, id, read, here, filter } = this.#store.scene;
    const area = here ?? filter.bbox;
    if (view) this.#map.look(view);
    else if (area) this.#map.fit(area);
    this.#map.highlight(here);
    const unknown = unknownParameters(location.search);
    this.#places.start();
    if (unknown.length > 0) this.#notice.tell(words.notice.unknownParameters(unknown.join(", ")));
    void this.#loadBasemap();
    void this.#refresh();
    if (id) void this.#detail.open(id);
    if (read) void this.#reader.open(read);
    this.#screens.start();
  }

  #changed(scene: Scene, before: Scene): void {
    const filtered = toParams(scene.filter).toString() !== toParams(before.filter).toString();
    if (filtered || scene.here !== before.here) void this.#refresh();
    if (scene.here !== before.here) this.#map.highlight(scene.here);
    if (filtered) void this.#drawTiles();
  }

  async #refresh(): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    document.body.classList.add("is-loading");
    this.#live.follow(toParams(this.#store.scene.filter));
    try {
      this.#show(await load(this.#store.scene, this.#wholeTime, signal));
      document.body.classList.remove("is-loading");
    } catch (error) {
      if (isAborted(error)) return;
      document.body.classList.remove("is-loading");
      this.#notice.fail(wordsOf(error), () => void this.#refresh());
    }
  }

  #show(shown: Shown): void {
    const { facets, histogram, items } = shown;
    this.#caption.show(facets);
    this.#filters.show(shown);
    this.#filters.time.setLastDay(histogram.bins.at(-1)?.end ?? "");
    this.#timeline.show(histogram);
    this.#download.show(facets.total);
    this.#screens.waiting = shown.byStatus.status["candidate"] ?? 0;
    if (items.numberMatched > 0) this.#results.show(items);
    else this.#results.showInstead(emptyState(this.#store, () => this.#add.open(), this.#abort.signal));
    if (this.#store.scene.screen === "review") return;
    if (this.#fitNext && facets.extent) void this.#fit(facets.extent);
    else void this.#drawTiles();
    this.#fitNext = false;
  }

  /** Looks at most of the events, or at all where those cannot be told. */
  async #fit(extent: Extent): Promise<void> {
    const world = api.tile(0, 0, 0, toParams(this.#store.scene.filter), this.#abort.signal);
    const most = await world.then(({ features }) => bulkExtent(features)).catch(() => null);
    this.#map.fit(most ?? extent);
    this.#map.reselect();
    await this.#drawTiles();
  }

  async #drawTiles(): Promise<void> {
    const tiles = tilesOf(this.#map.extent, this.#map.view.zoom);
    try {
      const features = await this.#tiles.load(tiles, toParams(this.#store.scene.filter).toString());
      if (features) this.#map.show(features);
    } catch (error) {
      this.#notice.fail(words.map.tilesFailed(wordsOf(error)), () => void this.#drawTiles());
    }
  }

  async #loadBasemap(): Promise<void> {
    try {
      await this.#map.basemap.load(new AbortController().signal);
      this.#map.reselect();
    } catch (error) {
      this.#notice.fail(words.map.baseMapFailed(wordsOf(error)), () => void this.#loadBasemap());
    }
  }

  #makeMap(): EventMap {
    return new EventMap(byId("map"), {
      moved: (view, byUser) => {
        if (this.#store.scene.screen === "review") return;
        void this.#drawTiles();
        if (!byUser) return;
        this.#store.set({ view }, "replace");
        this.#inView.moved();
      },
      picked: (bundle) => this.#picked(bundle),
      pickedNothing: () => this.#store.scene.here && this.#store.set({ here: null }),
      hovered: (bundle, pixel) => this.#preview.show(bundle, pixel),
      covered: () => coveredBy(byId("map-area"), [byId("panel"), byId("detail")]),
    });
  }

  #makeDrawMenu(): DrawMenu {
    return new DrawMenu(byId("draw"), this.#store, this.#map, {
      started: () => this.#sheet.isNarrow && (this.#sheet.stop = "peek"),
      failed: () => this.#notice.tell(words.notice.unreachable),
    });
  }

  #picked(bundle: Bundle): void {
    if (bundle.single) {
      this.#store.set({ id: bundle.single.id });
      return;
    }
    const here = bundle.extent.map((degrees) => Number(degrees.toFixed(HERE_DECIMALS))) as Extent;
    this.#store.set({ here, id: "" });
    if (this.#sheet.isNarrow && this.#sheet.stop === "peek") this.#sheet.stop = "half";
    if (!bundle.stacked) this.#map.fit(bundle.extent, true);
  }

  #makeResults(): Results {
    return new Results(
      byId("results"),
      this.#store,
      (href) => this.#more(href),
      (id, byKey) => {
        if (byKey) this.#detail.focusWhenShown();
        this.#store.set({ id });
      },
    );
  }

  /** A further page of the list; null when there is none to show. */
  async #more(href: string): Promise<Items | null> {
    try {
      return await api.more(href, this.#abort.signal);
    } catch (error) {
      if (!isAborted(error)) this.#notice.tell(words.list.noMore(wordsOf(error)));
      return null;
    }
  }

  #makeDetail(): Detail {
    return new Detail(byId("detail"), this.#store, this.#map.basemap, {
      told: (news) => this.#notice.tell(news),
      opened: (event) => {
        this.#map.select(event);
        document.title = event ? `${event.properties.title} · Zij` : words.shell.title;
      },
      reviewed: (news) => {
        this.#notice.tell(news);
        this.#live.leaveOut([this.#store.scene.id]);
        this.#reload();
      },
    });
  }

  #added(intakes: Intake[]): void {
    const documents = intakes.flatMap((intake) => intake.documents);
    const events = intakes.reduce((sum, { taken }) => sum + taken.events, 0);
    this.#notice.tell(words.add.added(events));
    this.#live.leaveOut(intakes.flatMap((intake) => intake.events));
    const [doc] = documents;
    const beside = documents.length > 1 || intakes.some(({ taken }) => taken.records > 0);
    const only = doc !== undefined && !beside && events > 0;
    this.#fitNext = true;
    this.#tiles.forget();
    this.#store.set({ filter: only ? { ...EVERYTHING, doc } : EVERYTHING, id: "", here: null });
    void this.#refresh();
  }

  /** Asks for everything again, because events have changed. */
  #reload(): void {
    this.#tiles.forget();
    void this.#refresh();
  }

  #showWholeTime(): void {
    this.#wholeTime = true;
    void this.#refresh();
  }

  #step(by: number): void {
    const id = this.#results.step(by);
    if (!id) return;
    if (this.#store.scene.id) this.#store.set({ id }, "replace");
    else this.#results.focus(id);
  }

  #escape(): void {
    const { id, here } = this.#store.scene;
    if (id) this.#store.set({ id: "" });
    else if (here) this.#store.set({ here: null });
    else this.#places.clear();
    if (id) this.#results.focus(id);
  }

  /** What the page makes of its events besides the server's downloads. */
  #makings(): HTMLElement[] {
    const entry = (label: string, hint: string, look: string, make: (maker: Maker) => Promise<void>) => {
      const said = el("span", {}, label, el("span", { class: "quiet" }, hint));
      return button(said, () => void this.#make(make), { class: look });
    };
    const { png, pngHint, report, reportHint } = words.picture;
    return [
      entry(png, pngHint, "closes of-map", (maker) => maker.save()),
      entry(report, reportHint, "closes", (maker) => maker.print()),
    ];
  }

  async #make(make: (maker: Maker) => Promise<void>): Promise<void> {
    try {
      const { Maker } = await import("./picture/maker");
      await make(new Maker(this.#store.scene.filter, this.#map));
    } catch (error) {
      this.#notice.tell(words.picture.failed(wordsOf(error)));
    }
  }

  #viewHost(): ViewHost {
    return {
      store: this.#store,
      map: this.#map,
      keys: this.#keys,
      close: () => this.#screens.show("map"),
      focusEvent: () => this.#detail.focusWhenShown(),
      fail: (why) => this.#notice.tell(why),
      counted: (open) => (this.#screens.waiting = open),
    };
  }

  /** The review borrows the map, and leaves it as it was. */
  #screenChanged(from: Screen, to: Screen): void {
    this.#map.resize();
    if (to === "review") this.#viewBefore = this.#map.view;
    if (from !== "review") return;
    if (this.#viewBefore && !this.#fitNext) this.#map.look(this.#viewBefore);
    this.#reload();
  }

  /** What the keys do on the map. */
  readonly #keys: KeyActions = {
    search: () => this.#search.focus(),
    filters: () => this.#filters.focus(),
    timeline: () => this.#timeline.focus(),
    play: () => this.#timeline.play(),
    list: () => this.#results.focus(this.#store.scene.id),
    map: () => byId("map").focus(),
    draw: () => this.#drawMenu.open(),
    place: () => this.#places.focus(),
    next: () => this.#step(1),
    previous: () => this.#step(-1),
    add: () => this.#add.open(),
    escape: () => this.#escape(),
    confirm: () => this.#judge("confirm"),
    reject: () => this.#judge("reject"),
    undo: () => this.#judge("undo"),
    nowhere: () => this.#judge("no_place"),
    choose: (number) => this.#store.scene.id && void this.#detail.chooseNumber(number),
    review: () => this.#screens.show("review"),
    table: () => this.#screens.show("table"),
    chart: () => this.#screens.show("chart"),
    skip: () => undefined,
    pin: () => undefined,
    every: () => undefined,
  };

  #judge(decision: "confirm" | "reject" | "undo" | "no_place"): void {
    if (this.#store.scene.id) void this.#detail.decide({ decision });
  }
}

/** Whether a scene leaves it to the events where the map looks. */
function placeless({ view, here, filter, place }: Scene): boolean {
  return !view && !here && !filter.bbox && !place;
}

function wordsOf(error: unknown): string {
  return error instanceof ApiError ? error.message : words.notice.unexpected;
}
