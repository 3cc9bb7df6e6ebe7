import "ol/ol.css";
import "./styles/base.css";
import "./styles/panel.css";
import "./styles/map.css";
import "./styles/draw.css";
import "./styles/detail.css";
import "./styles/dialogs.css";
import "./styles/review.css";
import "./styles/table.css";
import "./styles/chart.css";
import "./styles/narrow.css";
import "./styles/print.css";

import { wishes } from "./language/choice";
import { choose, speak } from "./language/language";
import { translateShell } from "./language/shell";
import { Page } from "./page";

await speak(choose(wishes()));
translateShell();
new Page().start();
