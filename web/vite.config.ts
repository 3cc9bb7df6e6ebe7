import { defineConfig } from "vite";

/**
 * The map's page is one style sheet, one script, and one for each language but English; each is named by its content,
 * so that it caches for good. All
 * addresses are relative to the page, which a proxy may serve under a path of its own. The API's page shares nothing
 * with it, so that its large script never waits for the map, nor the map for it.
 */
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    rollupOptions: { input: ["index.html", "api.html"] },
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1900,
  },
});
