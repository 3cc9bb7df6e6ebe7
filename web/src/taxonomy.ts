/** The server's event types in their five groups, with the words, colours and shapes that stand for them. */

export type Shape = "diamond" | "triangle" | "circle" | "square" | "hexagon";

export interface Group {
  id: string;
  label: string;
  /** Okabe-Ito; told apart by colour-blind readers, and by shape by everyone. */
  colour: string;
  shape: Shape;
  types: readonly { id: string; label: string }[];
}

export const GROUPS: readonly Group[] = [
  {
    id: "conflict",
    label: "Conflict",
    colour: "#D55E00",
    shape: "diamond",
    types: [
      { id: "battle", label: "Battle" },
      { id: "explosion_remote_violence", label: "Explosion or remote violence" },
      { id: "violence_against_civilians", label: "Violence against civilians" },
      { id: "border_incident", label: "Border incident" },
    ],
  },
  {
    id: "contention",
    label: "Contention",
    colour: "#E69F00",
    shape: "triangle",
    types: [
      { id: "protest", label: "Protest" },
      { id: "riot", label: "Riot" },
      { id: "arrest_or_trial", label: "Arrest or trial" },
      { id: "election", label: "Election" },
    ],
  },
  {
    id: "diplomacy",
    label: "Diplomacy",
    colour: "#0072B2",
    shape: "circle",
    types: [
      { id: "diplomatic_meeting", label: "Diplomatic meeting" },
      { id: "official_visit", label: "Official visit" },
      { id: "agreement", label: "Agreement" },
      { id: "strategic_development", label: "Strategic development" },
    ],
  },
  {
    id: "military_posture",
    label: "Military posture",
    colour: "#CC79A7",
    shape: "square",
    types: [
      { id: "military_exercise", label: "Military exercise" },
      { id: "arms_transfer", label: "Arms transfer" },
      { id: "military_deployment_or_base", label: "Deployment or base" },
    ],
  },
  {
    id: "hazard_and_civil",
    label: "Hazard and civil",
    colour: "#009E73",
    shape: "hexagon",
    types: [
      { id: "accident", label: "Accident" },
      { id: "natural_disaster", label: "Natural disaster" },
      { id: "infrastructure", label: "Infrastructure" },
      { id: "other", label: "Other" },
    ],
  },
];

/** What a type or group that this page does not know yet looks like. */
const UNKNOWN: Group = { id: "", label: "Other", colour: "#777777", shape: "circle", types: [] };

const GROUP_BY_ID = new Map(GROUPS.map((group) => [group.id, group]));
const TYPE_LABELS = new Map(GROUPS.flatMap((group) => group.types.map((type) => [type.id, type.label] as const)));

export const ALL_TYPES: readonly string[] = [...TYPE_LABELS.keys()];

export function groupOf(id: string): Group {
  return GROUP_BY_ID.get(id) ?? UNKNOWN;
}

export function typesOf(group: string): string[] {
  return groupOf(group).types.map((type) => type.id);
}

/** The words for a type; an unknown one is shown as the server names it. */
export function typeLabel(id: string): string {
  return TYPE_LABELS.get(id) ?? id.replaceAll("_", " ");
}

/** The corners of a shape of radius 1 around the origin, y downwards; none for the circle. */
export function corners(shape: Shape): [number, number][] {
  const [count, first, scale] = {
    circle: [0, 0, 1],
    diamond: [4, -90, 1.12],
    triangle: [3, -90, 1.2],
    square: [4, -45, 1.2],
    hexagon: [6, -90, 1.06],
  }[shape] as [number, number, number];
  return Array.from({ length: count }, (_, index) => {
    const angle = ((first + (360 / count) * index) * Math.PI) / 180;
    return [scale * Math.cos(angle), scale * Math.sin(angle)];
  });
}
