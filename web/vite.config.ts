import { defineConfig } from "vite";

/** The page is one script and one style sheet, each named by its content, so that it caches for good. */
export default defineConfig({
  base: "/",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
});
