import "ol/ol.css";
import "./styles/base.css";
import "./styles/panel.css";
import "./styles/map.css";
import "./styles/detail.css";
import "./styles/dialogs.css";
import "./styles/narrow.css";

import { Page } from "./page";

new Page().start();
