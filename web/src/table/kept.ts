import { allColumns, COLUMNS_FIRST, type ColumnId } from "./columns";

/** Where the browser keeps the columns that its reader has chosen. */
const KEPT = "zij-columns";

/** The columns of an earlier choice, or those that stand there first. */
export function keptColumns(): ReadonlySet<ColumnId> {
  const kept = (localStorage.getItem(KEPT) ?? "").split(",");
  const known = allColumns()
    .map(({ id }) => id)
    .filter((id) => kept.includes(id));
  return new Set(known.length > 0 ? known : COLUMNS_FIRST);
}

/** Keeps a choice for the next visit. */
export function keepColumns(columns: ReadonlySet<ColumnId>): void {
  localStorage.setItem(KEPT, [...columns].join(","));
}
