import type { Screen } from "./address";
import type { ChartHost } from "./chart/chart";
import { byId } from "./dom";
import type { ReviewHost } from "./review/review";
import type { View } from "./screens";
import type { TableHost } from "./table/table";

/** What the views need of the page. */
export type ViewHost = TableHost & ReviewHost & ChartHost;

/** Makes a view; its code is fetched when it is first asked for. */
export async function makeView(screen: Exclude<Screen, "map">, host: ViewHost): Promise<View> {
  switch (screen) {
    case "table": {
      const { Table } = await import("./table/table");
      return new Table(byId("table"), host);
    }
    case "chart": {
      const { Chart } = await import("./chart/chart");
      return new Chart(byId("chart"), host);
    }
    case "review": {
      const { Review } = await import("./review/review");
      return new Review(byId("review"), host);
    }
  }
}
