import "swagger-ui-dist/swagger-ui.css";
import "./styles/api-page.css";
import SwaggerUi from "swagger-ui-dist/swagger-ui-es-bundle.js";

/** The page on which every request of the API can be tried; nothing of it is loaded with the map. */
SwaggerUi({
  url: "./api",
  dom_id: "#api",
  // Nothing leaves the server: no badge of a validator elsewhere.
  validatorUrl: null,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  deepLinking: true,
  filter: true,
  tryItOutEnabled: true,
});
