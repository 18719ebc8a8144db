import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: { "@tokens": here("../src/desirepath/drawing/tokens.json"), "@": here("./src") },
  },
  build: {
    outDir: process.env.DESIREPATH_WEB_OUT ?? here("../src/desirepath/server/app"),
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 800,
  },
  server: {
    // `npm run dev` shows the app while it is written; the API is that of a running `desirepath serve`.
    proxy: {
      "/api": {
        target: process.env.DESIREPATH_API ?? "http://127.0.0.1:8765",
        changeOrigin: true,
        headers: {},
      },
    },
  },
});
