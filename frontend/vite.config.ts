import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { selfHostedFonts } from "./build/self-hosted-fonts.ts";

/**
 * What every page starts with, and what several pages share, as one file each; what a single page needs comes with it.
 * Left to itself the bundler makes sixty files of it, and a browser waits longer for their turns than for their bytes.
 */
const CHUNKS = [
  { name: "start", tags: ["$initial" as const], priority: 1 },
  { name: "shared", minShareCount: 2 },
];

export default defineConfig({
  plugins: [react(), selfHostedFonts()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    // A policy without `data:` refuses inlined assets.
    assetsInlineLimit: 0,
    // The HEIC decoder (2.9 MB) is one file, fetched only when somebody drops such a photo.
    chunkSizeWarningLimit: 3100,
    // Cloudscape's style sheets are much alike: as one file they are smaller, and there before the page that needs them.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  test: {
    // Generous, for machines that are busy with other things: nothing here is slow by itself.
    testTimeout: 60_000,
    pool: "vmThreads", // keeps what jsdom and Cloudscape were compiled to: a third less time than `forks`
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
