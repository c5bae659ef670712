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
    // Generous, for machines that are busy with other things: nothing here is slow by itself.
    testTimeout: 60_000,
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      { extends: true, test: { name: "logic", environment: "node", include: ["src/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "pages",
          environment: "jsdom",
          include: ["src/**/*.test.tsx"],
          setupFiles: ["src/testing/setup.ts"],
          // Its modules import style sheets, which Node alone cannot.
          server: { deps: { inline: [/@cloudscape-design/] } },
        },
      },
    ],
  },
});
