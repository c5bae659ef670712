import type { Plugin } from "vite";

import { writtenByHand } from "./written-by-hand.ts";

/** What every page for who is signed in needs, beside its own few kilobytes. */
const SHARED = ["shared", "forms", "around-members"];

/**
 * Lets the browser of somebody who is signed in fetch what all pages share at once, not when the script that every page
 * starts with has come and run.
 *
 * Only the bundler knows the files' names, and only the browser who is signed in: index.html hands the names to a script
 * of a few lines (a content security policy without `unsafe-inline` refuses it in the page). It stands behind the first
 * words, which do not wait for it, and before the app's style sheet, which it does not wait for; an `async` one would not
 * run before the first paint.
 *
 * @returns The plugin.
 */
export function ahead(): Plugin {
  const { fileName, source } = writtenByHand("ahead.js", "ahead");
  return {
    name: "ahead",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source });
    },
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle = {} }) {
        const files = Object.values(bundle).filter((file) => file.type === "chunk" && SHARED.includes(file.name));
        if (files.length !== SHARED.length) throw new Error(`There is not one file each of ${SHARED.join(", ")}.`);
        const names = files.map((file) => `/${file.fileName}`).join(" ");
        return [{ tag: "script", attrs: { src: `/${fileName}`, "data-files": names }, injectTo: "body" }];
      },
    },
  };
}
