/** The shapes of the server's JSON, as the page reads them. Positions are WGS 84 degrees, longitude first. */

/** West, south, east, north in degrees; west may be greater than east (RFC 7946, section 5.2). */
export type Extent = [number, number, number, number];

export interface EventProperties {
  /** RFC 3339; equal to `updated_at` until something changes. */
  created_at: string;
  updated_at: string;
  id: string;
  event_id: string;
  event_type: string;
  event_group: string;
  title: string;
  /** The first day, `YYYY-MM-DD`. */
  event_date: string | null;
  event_date_end: string | null;
  /** The date as exactly as it is known: `2017-10`. */
  event_date_edtf: string | null;
  time_precision?: number | null;
  planned: boolean;
  location: string | null;
  location_raw?: string | null;
  kind?: string | null;
  admin2?: string | null;
  admin1?: string | null;
  country?: string | null;
  place_id?: string | null;
  /** UCDP's scale, 1 (exact) to 7 (waters or airspace). */
  where_prec: number | null;
  /** ACLED's scale, 1 (town) to 3 (region). */
  geo_precision: number | null;
  uncertainty_m: number | null;
  geocode_score?: number | null;
  confidence?: number | null;
  status: string;
  actor1?: string | null;
  actor2?: string | null;
  fatalities?: number | null;
  injured?: number | null;
  notes?: string | null;
  source?: string | null;
  source_url?: string | null;
  source_date?: string | null;
  source_headline?: string | null;
  quote?: string | null;
  quote_start?: number | null;
  quote_end?: number | null;
  doc_id?: string | null;
  dataset?: string;
}

export interface EventFeature {
  type: "Feature";
  id: string;
  geometry: { type: "Point"; coordinates: [number, number] } | null;
  properties: EventProperties;
}

/** A cell of a tile that holds too many events to list. */
export interface CellProperties {
  cluster: true;
  point_count: number;
  types: string;
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface TileFeature {
  type: "Feature";
  id?: string;
  geometry: { type: "Point"; coordinates: [number, number] };
  properties: EventProperties | CellProperties;
}

export interface Tile {
  features: TileFeature[];
}

export interface Items {
  features: EventFeature[];
  numberMatched: number;
  numberReturned: number;
  links: { rel: string; href: string }[];
}

export interface Facets {
  total: number;
  located: number;
  undated: number;
  event_type: Record<string, number>;
  group: Record<string, number>;
  status: Record<string, number>;
  geo_precision: Record<string, number>;
  source: Record<string, number>;
  extent: Extent | null;
  dates: [string, string] | null;
}

export interface Bin {
  /** The first and the last day of the bin, both included. */
  start: string;
  end: string;
  count: number;
  groups: Record<string, number>;
}

export interface Histogram {
  by: string;
  bins: Bin[];
  undated: number;
}

/** A range of Unicode code points of a document's text, the end excluded. */
export interface Range {
  start: number;
  end: number;
}

export interface Candidate {
  id: string;
  name: string;
  kind: string;
  country: string;
  admin1: string;
  lon: number;
  lat: number;
  uncertainty_m: number;
  score: number;
  why: string[];
}

/** A candidate for a name that is still being typed. */
export interface Completion extends Candidate {
  /** The name that meets what is typed. */
  matched: string;
  /** The names of the regions that it lies in, the smallest first. */
  regions: string[];
  population: number;
}

/** A place of the gazetteer. */
export interface PlaceFeature {
  type: "Feature";
  id: string;
  geometry: { type: "Point"; coordinates: [number, number] };
  properties: {
    name: string;
    kind: string;
    country: string | null;
    admin1: string | null;
    admin2: string | null;
    population: number | null;
    uncertainty_m: number;
  };
}

export interface Evidence {
  doc_id: string;
  quote: string;
  quote_start: number;
  quote_end: number;
  trigger: Range | null;
  place: Range | null;
  before: string;
  after: string;
}

export interface DocumentHead {
  id: string;
  title: string | null;
  published: string | null;
  lang: string | null;
  source: string | null;
  source_url: string | null;
}

/** An event that is, or may be, another one, and why. */
export interface OtherEvent {
  id: string;
  reason: string;
  event: EventFeature | null;
}

export interface EventDetail {
  event: EventFeature;
  evidence: Evidence | null;
  candidates: Candidate[];
  document: DocumentHead | null;
  siblings: EventFeature[];
  /** Events of other reports that are told by this one. */
  merged: OtherEvent[];
  /** Events that may be the same. */
  may_be: OtherEvent[];
  history: { revision: number; at: string; who: string; change: string }[];
}

export interface Mention extends Range {
  text: string;
  role: string;
  confidence: number;
  place: { id: string; name: string; kind: string; country: string; lon: number; lat: number } | null;
}

export interface DocumentDetail extends DocumentHead {
  text: string;
  mentions: Mention[];
  events: EventFeature[];
}

/** An event that was read from a text and is not kept. */
export interface ParsedEvent {
  event_type: string;
  quote_start: number;
  quote_end: number;
  /** As exactly as it is known: `2018-10-12`, `2018-03`, `2012`. */
  event_date: string | null;
  event_date_end: string | null;
  time_precision: number | null;
  planned: boolean;
  geo_precision: number | null;
  place: { name: string; lon: number; lat: number } | null;
}

/** What was read from a text. */
export interface Parsed {
  mentions: Mention[];
  events: ParsedEvent[];
}

export interface Refusal {
  source?: string | null;
  line?: number | null;
  column?: number | null;
  field?: string | null;
  value?: string | null;
  reason: string;
}

export interface Intake {
  taken: { documents: number; records: number; events: number; duplicates: number };
  refused: Refusal[];
  documents: string[];
  events: string[];
}

/** A row of a table as it stands there, and what it would become. */
export interface TableRow {
  line: number;
  cells: string[];
  event: EventFeature | null;
  candidates: Candidate[];
  /** Why a person will have to choose its place. */
  doubt: string | null;
  refused: Refusal | null;
}

/** How the columns of a table are read, and its first rows. */
export interface TablePreview {
  profile: string;
  remembered: boolean;
  mapping: string;
  columns: { name: string; field: string | null; guess: string | null }[];
  fields: { field: string; means: string }[];
  /** Why no row can be read. */
  problem: string | null;
  rows: TableRow[];
  more: boolean;
}

/** Problem details (RFC 9457), with our members. */
export interface ProblemDetails {
  title?: string;
  status?: number;
  detail?: string;
  parameter?: string;
  report?: Intake;
}

export type Decision = "confirm" | "reject" | "choose" | "move" | "no_place" | "undo";

/** What a person says of an event: `choose` names a place, `move` a position and how exact it is. */
export type Judgement =
  | { decision: Exclude<Decision, "choose" | "move"> }
  | { decision: "choose"; place_id: string }
  | { decision: "move"; lon: number; lat: number; uncertainty_m: number };

/** Whether a feature of a tile stands for several events. */
export function isCell(properties: EventProperties | CellProperties): properties is CellProperties {
  return "cluster" in properties;
}
