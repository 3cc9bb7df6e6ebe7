import Feature from "ol/Feature";
import Map from "ol/Map";
import View from "ol/View";
import Zoom from "ol/control/Zoom";
import ScaleLine from "ol/control/ScaleLine";
import Point from "ol/geom/Point";
import { defaults as interactions } from "ol/interaction/defaults";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat, toLonLat, transformExtent } from "ol/proj";
import VectorSource from "ol/source/Vector";
import type MapBrowserEvent from "ol/MapBrowserEvent";

import type { View as SceneView } from "../address";
import type { EventFeature, Extent, TileFeature } from "../wire";
import { uncertaintyArea } from "./area";
import { Basemap } from "./basemap";
import { bundle, type Bundle } from "./bundles";
import { bundleStyle, eventStyle } from "./symbols";

/** Marks nearer than this are drawn as one, in pixels. */
const BUNDLE_RADIUS_PX = 17;
/** How far beside a mark a pointer or a finger still hits it, in pixels. */
const HIT_TOLERANCE_PX = 6;
/** Fitting to one place does not go closer than this. */
const FIT_ZOOM_MAX = 10;
const ZOOM_MAX = 18;
/** Central Asia, shown until there is something to fit to. */
const HOME: Extent = [50, 34, 82, 52];

/** What the map tells the page. */
export interface MapEvents {
  /** `byUser` tells a move of the reader from one that the page makes. */
  moved(view: SceneView, byUser: boolean): void;
  picked(bundle: Bundle): void;
  pickedNothing(): void;
  hovered(bundle: Bundle | null, pixel: [number, number]): void;
}

/** The map: base map, event marks, and the selected event with its area of uncertainty. */
export class EventMap {
  readonly basemap = new Basemap();
  readonly #map: Map;
  readonly #marks = new VectorSource();
  readonly #selection = new VectorSource();
  #features: TileFeature[] = [];
  #hovered: Feature | null = null;
  #byUser = false;
  #selected: EventFeature | null = null;

  constructor(target: HTMLElement, readonly events: MapEvents) {
    this.#map = new Map({
      target,
      layers: [...this.basemap.layers, this.#selectionLayer(), this.#marksLayer()],
      controls: [new Zoom({ zoomInTipLabel: "Zoom in (+)", zoomOutTipLabel: "Zoom out (-)" }), new ScaleLine({ minWidth: 80 })],
      interactions: interactions({ onFocusOnly: false, altShiftDragRotate: false, pinchRotate: false }),
      view: new View({
        center: fromLonLat([66, 43]),
        zoom: 5,
        maxZoom: ZOOM_MAX,
        minZoom: 1.5,
        enableRotation: false,
        extent: transformExtent([-180, -84, 180, 84], "EPSG:4326", "EPSG:3857"),
        smoothExtentConstraint: false,
      }),
    });
    this.fit(HOME);
    this.#listen();
  }

  /** Where the map looks now. */
  get view(): SceneView {
    const [lon = 0, lat = 0] = toLonLat(this.#map.getView().getCenter() ?? [0, 0]);
    return { lon, lat, zoom: this.#map.getView().getZoom() ?? 0 };
  }

  /** The extent that is seen, in degrees. */
  get extent(): Extent {
    const seen = this.#map.getView().calculateExtent(this.#map.getSize());
    return transformExtent(seen, "EPSG:3857", "EPSG:4326") as Extent;
  }

  /** Looks somewhere without an animation. */
  look({ lon, lat, zoom }: SceneView): void {
    this.#map.getView().setCenter(fromLonLat([lon, lat]));
    this.#map.getView().setZoom(zoom);
  }

  /** Brings an extent in degrees into view; animated where the reader has asked for it by a click. */
  fit(extent: Extent, animate = false, maxZoom = FIT_ZOOM_MAX): void {
    this.#byUser = animate;
    const [west, south, east, north] = extent;
    const whole: Extent = west > east ? [-180, south, 180, north] : extent;
    this.#map.getView().fit(transformExtent(whole, "EPSG:4326", "EPSG:3857"), {
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

  /** Marks the selected event and its area, and moves to it when it is out of view. */
  select(event: EventFeature | null): void {
    this.#selected = event;
    this.#selection.clear();
    if (!event?.geometry) return;
    const area = uncertaintyArea(event, this.basemap);
    const point = new Feature(new Point(fromLonLat(event.geometry.coordinates)));
    point.setStyle(eventStyle(event.properties, true));
    this.#selection.addFeatures(area ? [area, point] : [point]);
    this.#reveal(event.geometry.coordinates);
  }

  /** Draws the selection again, once the base map has the regions that it needs. */
  reselect(): void {
    this.select(this.#selected);
  }

  /** The map's size has changed. */
  resize(): void {
    this.#map.updateSize();
  }

  #selectionLayer(): VectorLayer {
    return new VectorLayer({ source: this.#selection, className: "ol-layer events", zIndex: 3 });
  }

  #marksLayer(): VectorLayer {
    return new VectorLayer({
      source: this.#marks,
      className: "ol-layer events",
      zIndex: 2,
      renderBuffer: 60,
      style: (feature) => bundleStyle(feature.get("bundle") as Bundle, feature === this.#hovered),
    });
  }

  #listen(): void {
    this.#map.on("moveend", () => {
      this.#draw();
      this.events.moved(this.view, this.#byUser);
    });
    for (const type of ["pointerdown", "wheel", "keydown"]) {
      this.#map.getTargetElement().addEventListener(type, () => (this.#byUser = true), { passive: true });
    }
    this.#map.on("click", (event) => {
      const hit = this.#hit(event);
      if (hit) this.events.picked(hit.get("bundle") as Bundle);
      else this.events.pickedNothing();
    });
    this.#map.on("pointermove", (event) => {
      if (!event.dragging) this.#hover(this.#hit(event), event.pixel as [number, number]);
    });
    this.#map.getViewport().addEventListener("pointerleave", () => this.#hover(null, [0, 0]));
  }

  #hit(event: MapBrowserEvent): Feature | null {
    const options = { hitTolerance: HIT_TOLERANCE_PX, layerFilter: (layer: unknown) => this.#isMarks(layer) };
    return (this.#map.forEachFeatureAtPixel(event.pixel, (feature) => feature as Feature, options) ?? null);
  }

  #isMarks(layer: unknown): boolean {
    return layer instanceof VectorLayer && layer.getSource() === this.#marks;
  }

  #hover(feature: Feature | null, pixel: [number, number]): void {
    if (feature !== this.#hovered) {
      const before = this.#hovered;
      this.#hovered = feature;
      before?.changed();
      feature?.changed();
      this.#map.getTargetElement().classList.toggle("over-mark", feature !== null);
    }
    this.events.hovered(feature ? (feature.get("bundle") as Bundle) : null, pixel);
  }

  #draw(): void {
    const resolution = this.#map.getView().getResolution() ?? 1;
    const bundles = bundle(this.#features, BUNDLE_RADIUS_PX * resolution);
    this.#hovered = null;
    this.#marks.clear(true);
    this.#marks.addFeatures(bundles.map((one) => new Feature({ geometry: new Point([one.x, one.y]), bundle: one })));
  }

  #reveal(position: [number, number]): void {
    const view = this.#map.getView();
    const at = this.#map.getPixelFromCoordinate(fromLonLat(position));
    const [width = 0, height = 0] = this.#map.getSize() ?? [];
    const [top, right, bottom, left] = this.#padding() as [number, number, number, number];
    const x = at?.[0] ?? -1;
    const y = at?.[1] ?? -1;
    if (x > left && x < width - right && y > top && y < height - bottom) return;
    const resolution = view.getResolution() ?? 1;
    const [cx = 0, cy = 0] = fromLonLat(position);
    const center = [cx + ((right - left) / 2) * resolution, cy + ((top - bottom) / 2) * resolution];
    if (prefersStillness()) view.setCenter(center);
    else view.animate({ center, duration: 300 });
  }

  /** What lies over the map at each side, in pixels, from the style sheet: top, right, bottom, left. */
  #padding(): number[] {
    const style = getComputedStyle(this.#map.getTargetElement());
    const side = (name: string) => (parseFloat(style.getPropertyValue(`--covered-${name}`)) || 0) + 40;
    return ["top", "right", "bottom", "left"].map(side);
  }
}

/** Whether the reader has asked for less motion. */
function prefersStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
