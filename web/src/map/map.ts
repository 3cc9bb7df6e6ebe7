import Feature from "ol/Feature";
import Map from "ol/Map";
import View from "ol/View";
import ScaleLine from "ol/control/ScaleLine";
import Zoom from "ol/control/Zoom";
import Point from "ol/geom/Point";
import { defaults as interactions } from "ol/interaction/defaults";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat, toLonLat, transformExtent } from "ol/proj";
import VectorSource from "ol/source/Vector";

import type { View as SceneView } from "../address";
import type { Area } from "../area";
import type { EventFeature, Extent, PlaceFeature, TileFeature } from "../wire";
import { uncertaintyArea } from "./area";
import { Basemap } from "./basemap";
import type { Bundle } from "./bundles";
import { Chooser } from "./chooser";
import { Marks } from "./marks";
import { onSchemeChange } from "./palette";
import { ChosenArea } from "./outline";
import { ShownPlace } from "./place";
import { snapshot, type Snapshot } from "./snapshot";
import { eventStyle } from "./symbols";
import { words } from "../language/language";

/** Fitting to one place does not go closer than this. */
const FIT_ZOOM_MAX = 10;
/** What is fitted keeps this distance from the edges of what can be seen, in pixels. */
const FIT_MARGIN_PX = 40;
/** What the buttons along the map's top take, in pixels. */
const TOOLS_PX = 40;
const ZOOM_MIN = 1.5;
const ZOOM_MAX = 18;
/** Central Asia, shown until there is something to fit to. */
const HOME: Extent = [50, 34, 82, 52];
/** The square of Web Mercator, but for its last degree. */
const WORLD: Extent = [-180, -84, 180, 84];

/** What the map tells the page, and asks of it. */
export interface MapEvents {
  /** `byUser` tells a move of the reader from one that the page makes. */
  moved(view: SceneView, byUser: boolean): void;
  picked(bundle: Bundle): void;
  pickedNothing(): void;
  hovered(bundle: Bundle | null, pixel: [number, number]): void;
  /** How much of the map lies under other parts of the screen, in pixels. */
  covered(): { right: number; bottom: number };
}

/** The map: base map, event marks, and the selected event with its area of uncertainty. */
export class EventMap {
  readonly #marks = new Marks();
  readonly basemap = new Basemap((x, y, resolution) => this.#marks.covered(x, y, resolution));
  readonly #place = new ShownPlace(this.basemap);
  readonly #area = new ChosenArea();
  readonly #selection = new VectorSource();
  readonly #view = makeView();
  readonly #map: Map;
  readonly chooser: Chooser;
  #features: TileFeature[] = [];
  #byUser = false;
  /** Clicks belong to what is drawn on the map, and pick no events. */
  taken = false;
  #selected: EventFeature | null = null;

  constructor(
    target: HTMLElement,
    readonly events: MapEvents,
  ) {
    const selection = new VectorLayer({ source: this.#selection, className: "ol-layer events", zIndex: 3 });
    const zoom = new Zoom({ zoomInTipLabel: words.map.zoomIn, zoomOutTipLabel: words.map.zoomOut });
    this.#map = new Map({
      target,
      layers: [...this.basemap.layers, this.#area.layer, this.#place.layer, selection, this.#marks.layer],
      controls: [zoom, new ScaleLine({ minWidth: 80 })],
      interactions: interactions({ onFocusOnly: false, altShiftDragRotate: false, pinchRotate: false }),
      view: this.#view,
    });
    this.chooser = new Chooser(this.#map, target);
    for (const layer of this.chooser.choices.layers) this.#map.addLayer(layer);
    this.fit(HOME);
    onSchemeChange(() => this.#repaint());
    this.#listen(target);
  }

  /** Where the map looks now. */
  get view(): SceneView {
    const [lon = 0, lat = 0] = toLonLat(this.#view.getCenter() ?? [0, 0]);
    return { lon, lat, zoom: this.#view.getZoom() ?? 0 };
  }

  /** The extent that is seen, in degrees. */
  get extent(): Extent {
    return transformExtent(this.#view.calculateExtent(this.#map.getSize()), "EPSG:3857", "EPSG:4326") as Extent;
  }

  /** Looks somewhere without an animation. */
  look({ lon, lat, zoom }: SceneView): void {
    this.#view.setCenter(fromLonLat([lon, lat]));
    this.#view.setZoom(zoom);
  }

  /** Brings an extent in degrees into view; animated where the reader has asked for it by a click. */
  fit(extent: Extent, animate = false): void {
    const [west, south, east, north] = extent;
    const whole: Extent = west > east ? [-180, south, 180, north] : extent;
    this.#fit(transformExtent(whole, "EPSG:4326", "EPSG:3857"), animate, FIT_ZOOM_MAX);
  }

  /** Brings an extent in map units into view. */
  #fit(extent: number[], animate: boolean, maxZoom: number): void {
    this.#byUser = animate;
    this.#view.fit(extent, {
      padding: this.#padding(),
      maxZoom,
      duration: animate && !prefersStillness() ? 350 : 0,
    });
  }

  /** Shows the features of the tiles in view. */
  show(features: TileFeature[]): void {
    this.#features = features;
    this.#draw();
  }

  /** Raises the marks of an area, because its events are listed. */
  highlight(area: Extent | null): void {
    this.#marks.highlight(area);
  }

  /** Marks the selected event and its area, and moves to it when it is out of view. */
  select(event: EventFeature | null): void {
    this.#selected = event;
    this.#selection.clear();
    if (!event?.geometry) return;
    const located = { ...event.properties, coordinates: event.geometry.coordinates };
    const area = uncertaintyArea(located, this.basemap);
    const point = new Feature(new Point(fromLonLat(event.geometry.coordinates)));
    point.setStyle(eventStyle(event.properties, true));
    this.#selection.addFeatures(area ? [area, point] : [point]);
    this.#reveal(event.geometry.coordinates);
  }

  /** Draws the selection again, once the base map has the regions that it needs. */
  reselect(): void {
    this.#place.redraw();
    this.select(this.#selected);
  }

  #repaint(): void {
    this.basemap.repaint();
    this.reselect();
    this.#area.redraw();
    this.chooser.choices.repaint();
    this.#draw();
  }

  /** Outlines the area whose events are shown; nothing for null. */
  showArea(area: Area | null): void {
    this.#area.show(area);
  }

  /** The map itself, for those who draw on it. */
  get canvas(): Map {
    return this.#map;
  }

  /** Marks a place of the gazetteer with the area that holds it; nothing for null. */
  showPlace(place: PlaceFeature | null): void {
    this.#place.show(place);
  }

  /** Brings the place that is marked into view. */
  goToPlace(animate: boolean): void {
    const { extent } = this.#place;
    if (extent) this.#fit(extent, animate, FIT_ZOOM_MAX);
  }

  /** Shows the places to choose from instead of the events, or the events again. */
  showMarks(visible: boolean): void {
    this.#marks.layer.setVisible(visible);
    this.#selection.clear();
  }

  /** Brings the places to choose from into view. */
  goToChoices(): void {
    const { extent } = this.chooser.choices;
    if (extent) this.#fit(extent, false, FIT_ZOOM_MAX);
  }

  /** What is seen, as a picture. */
  snapshot(): Snapshot {
    this.#map.renderSync();
    return snapshot(this.#map, this.events.covered());
  }

  /** The map's size has changed. */
  resize(): void {
    this.#map.updateSize();
  }

  #listen(target: HTMLElement): void {
    for (const type of ["pointerdown", "wheel", "keydown"]) {
      target.addEventListener(type, () => (this.#byUser = true), { passive: true });
    }
    this.#map.on("moveend", () => {
      this.#draw();
      this.events.moved(this.view, this.#byUser);
    });
    this.#map.on("click", ({ coordinate }) => {
      if (this.chooser.isOpen) return this.chooser.clicked(coordinate);
      if (this.taken) return;
      const hit = this.#at(coordinate);
      if (hit) this.events.picked(hit);
      else this.events.pickedNothing();
    });
    this.#map.on("pointermove", ({ dragging, coordinate, pixel }) => {
      if (!dragging && !this.chooser.isOpen && !this.taken)
        this.#hover(this.#at(coordinate), pixel as [number, number]);
    });
    this.#map.getViewport().addEventListener("pointerleave", () => this.#hover(null));
  }

  #at([x = 0, y = 0]: number[]): Bundle | null {
    return this.#marks.at(x, y, this.#view.getResolution() ?? 1);
  }

  #hover(one: Bundle | null, pixel: [number, number] = [0, 0]): void {
    this.#marks.hover(one);
    this.#map.getTargetElement().classList.toggle("over-mark", one !== null);
    this.events.hovered(one, pixel);
  }

  #draw(): void {
    this.#hover(null);
    this.#marks.draw(this.#features, this.#view.getResolution() ?? 1);
    this.basemap.placeLabels();
  }

  /** Moves so that a position is seen, if it is not. */
  #reveal(position: [number, number]): void {
    const at = fromLonLat(position) as [number, number];
    const resolution = this.#view.getResolution() ?? 1;
    const [middleX = 0, middleY = 0] = this.#view.getCenter() ?? [];
    const [width = 0, height = 0] = this.#map.getSize() ?? [];
    const [top, right, bottom, left] = this.#padding();
    const x = width / 2 + (at[0] - middleX) / resolution;
    const y = height / 2 - (at[1] - middleY) / resolution;
    if (x > left && x < width - right && y > top && y < height - bottom) return;
    const center = [at[0] + ((right - left) / 2) * resolution, at[1] + ((top - bottom) / 2) * resolution];
    if (prefersStillness()) this.#view.setCenter(center);
    else this.#view.animate({ center, duration: 300 });
  }

  /** What lies over the map at each side, with a margin: top, right, bottom, left. */
  #padding(): [number, number, number, number] {
    const { right, bottom } = this.events.covered();
    return [FIT_MARGIN_PX + TOOLS_PX, right + FIT_MARGIN_PX, bottom + FIT_MARGIN_PX, FIT_MARGIN_PX];
  }
}

function makeView(): View {
  return new View({
    center: [0, 0],
    zoom: ZOOM_MIN,
    minZoom: ZOOM_MIN,
    maxZoom: ZOOM_MAX,
    enableRotation: false,
    extent: transformExtent(WORLD, "EPSG:4326", "EPSG:3857"),
    smoothExtentConstraint: false,
  });
}

/** Whether the reader has asked for less motion. */
function prefersStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
