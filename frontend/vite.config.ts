import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { selfHostedFonts } from "./build/self-hosted-fonts.ts";

export default defineConfig({
  plugins: [react(), selfHostedFonts()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    // A policy without `data:` refuses inlined assets.
    assetsInlineLimit: 0,
    // The HEIC decoder (2.9 MB) is one file, fetched only when somebody drops such a photo.
    chunkSizeWarningLimit: 3100,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    // Its modules import style sheets, which Node alone cannot.
    server: { deps: { inline: [/@cloudscape-design/] } },
    testTimeout: 60_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
