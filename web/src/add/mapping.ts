import { api, ApiError } from "../api";
import { button, el, fill } from "../dom";
import { words } from "../language/language";
import type { TablePreview } from "../wire";
import { previewTable } from "./preview_table";

/** The first part of a file tells enough of its columns, in bytes. */
const HEAD_BYTES = 262_144;
const ROWS_SHOWN = "10";
const LINE_FEED = 10;

/** What a person has said of a table: how its columns are read; `columns` is null where there is nothing to say. */
export type Answer = { columns: string | null } | "left out";

/** Shows how the columns of a table would be read and what its first rows would become, and lets one correct it. */
export class Mapping {
  readonly root = el("section", { class: "mapping" });
  readonly #rows = el("div", {});
  #preview: TablePreview | null = null;
  #corrected: string | null = null;
  #answer: (answer: Answer) => void = () => undefined;
  #ask: (columns: string | null) => Promise<TablePreview> = () => Promise.reject(new Error("no table is shown"));

  /** Asks how a table is to be read; a file that is none is not asked about. */
  async ask(name: string, file: Blob, type: string, query: Record<string, string>): Promise<Answer> {
    const head = await firstPart(file);
    this.#corrected = null;
    this.#ask = (columns) =>
      api.preview(head, type, { ...query, name, rows: ROWS_SHOWN, ...(columns === null ? {} : { columns }) });
    try {
      this.#preview = await this.#ask(null);
    } catch (error) {
      if (error instanceof ApiError && error.status === 422) return { columns: null };
      throw error;
    }
    return new Promise((answer) => {
      this.#answer = answer;
      this.#show(name);
    });
  }

  /** Leaves the table out that is asked about, if one is. */
  leave(): void {
    this.#answer("left out");
  }

  #show(name: string): void {
    const take = button(words.mapping.take, () => this.#answer({ columns: this.#corrected }), { class: "primary" });
    const leave = button(words.mapping.leave, () => this.leave());
    this.#draw(take);
    fill(
      this.root,
      el("h3", { tabindex: -1 }, words.mapping.title(name)),
      this.#rows,
      el("div", { class: "buttons" }, take, leave),
    );
    this.root.querySelector("h3")?.focus();
  }

  #draw(take: HTMLButtonElement): void {
    const preview = this.#preview;
    if (!preview) return;
    take.disabled = preview.problem !== null;
    const focused = this.#rows.contains(document.activeElement) ? (document.activeElement?.id ?? "") : "";
    fill(
      this.#rows,
      el("p", { class: "quiet" }, howRead(preview)),
      preview.problem && el("p", { class: "failed", role: "alert" }, preview.problem),
      previewTable(preview, (column, field) => void this.#correct(column, field, take)),
      preview.more && el("p", { class: "quiet" }, words.mapping.more),
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  /** Reads a column as another field, and shows what follows from it. */
  async #correct(column: string, field: string, take: HTMLButtonElement): Promise<void> {
    if (!this.#preview) return;
    this.#corrected = corrected(this.#preview, column, field);
    take.disabled = true;
    try {
      this.#preview = await this.#ask(this.#corrected);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#preview = { ...this.#preview, problem: error.message };
    }
    this.#draw(take);
  }
}

/** The mapping with one column read otherwise, as the server takes it: every field with its column, or with none. */
export function corrected({ columns, fields }: TablePreview, column: string, field: string): string {
  const byField = new Map(columns.flatMap((one) => (one.field ? [[one.field, one.name] as const] : [])));
  for (const [known, name] of byField) if (name === column) byField.delete(known);
  if (field) byField.set(field, column);
  return fields.map((one) => `${one.field}=${byField.get(one.field) ?? ""}`).join("\n");
}

/** The start of a file up to the end of a line. */
async function firstPart(file: Blob): Promise<Blob> {
  if (file.size <= HEAD_BYTES) return file;
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const end = bytes.lastIndexOf(LINE_FEED);
  return file.slice(0, end < 0 ? HEAD_BYTES : end + 1);
}

const PROFILES: Record<string, string> = {
  acled: "ACLED",
  ucdp: "UCDP GED",
  gdelt: "GDELT",
  timemap: "TimeMap",
  plover: "PLOVER",
  polecat: "POLECAT",
  zij: "Zij",
};

function howRead({ profile, remembered }: TablePreview): string {
  const known = PROFILES[profile];
  if (known) return words.mapping.known(known);
  return remembered ? words.mapping.remembered : words.mapping.guessed;
}
