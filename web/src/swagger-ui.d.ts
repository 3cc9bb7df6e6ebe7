declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  /** Draws the page into an element. */
  export default function SwaggerUi(options: Record<string, unknown>): unknown;
}
