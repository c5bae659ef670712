import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { ahead } from "./build/ahead.ts";
import { firstWords } from "./build/first-words.ts";
import { selfHostedFonts } from "./build/self-hosted-fonts.ts";
import { unusedFormatter } from "./build/unused-formatter.ts";
import { usedIcons } from "./build/used-icons.ts";

/** A module as the bundler knows it, as far as it is looked at here. */
type Modules = { getModuleInfo: (id: string) => { importers: readonly string[] } | null };

const isSignInPage = (id: string): boolean => id.includes("/src/features/auth/");

/** Whether the sign-in pages need a module, by themselves or by what they import. */
function isForSignIn(id: string, modules: Modules, seen = new Set<string>()): boolean {
  if (isSignInPage(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return modules.getModuleInfo(id)?.importers.some((importer) => isForSignIn(importer, modules, seen)) ?? false;
}

/** Where a module goes that several pages need; null for a file of its own, as another language is. */
function chunkOf(id: string, modules: Modules): string | null {
  if (id.includes("/src/lib/texts/vi/")) return null;
  return isForSignIn(id, modules) ? "forms" : "shared";
}

/** What speaks with Cognito. What a session lives by is there from the start; this is the part that forms need. */
const AMPLIFY = /\/node_modules\/(?:aws-amplify|@aws-amplify|@aws-crypto)\//;

/**
 * What every page starts with, what the sign-in pages need beside it, and what other pages share, as a file or two each;
 * what a single page needs comes with it. Left to itself the bundler makes sixty files of it, and a browser waits longer
 * for their turns than for their bytes; with one file for all that is shared, who signs in waits for the tables, too.
 */
const CHUNKS = [
  { name: "start", tags: ["$initial" as const], priority: 1 },
  { name: "amplify", test: AMPLIFY },
  { name: (id: string, modules: Modules) => chunkOf(id, modules), minShareCount: 2 },
];

export default defineConfig({
  plugins: [react(), selfHostedFonts(), unusedFormatter(), usedIcons(), ahead(), firstWords()],
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
    coverage: {
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["src/client/schema.d.ts", "src/testing/**"],
      reporter: ["text-summary"],
    },
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
