import { defineConfig } from "vite";

/**
 * The page is one style sheet, one script, and one for each language but English; each is named by its content,
 * so that it caches for good. All
 * addresses are relative to the page, which a proxy may serve under a path of its own.
 */
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
});
