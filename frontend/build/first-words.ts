import type { HtmlTagDescriptor, Plugin } from "vite";

import { writtenByHand } from "./written-by-hand.ts";

const APP_STYLE = /\s*<link rel="stylesheet"[^>]*>/g;

const styled = (href: string): HtmlTagDescriptor => ({
  tag: "link",
  attrs: { rel: "stylesheet", href },
  injectTo: "head",
});

/**
 * Lets a browser show what index.html itself says before anything else of the app is there.
 *
 * Its style is a file of its own (a content security policy without `unsafe-inline` refuses it in the page), and the
 * app's style sheet, a hundred times as large, stands at the end: a browser shows what is before it, and still runs no
 * script before it is there.
 *
 * @returns The plugin.
 */
export function firstWords(): Plugin {
  let building = false;
  const { fileName, source } = writtenByHand("start.css", "first-words");
  return {
    name: "first-words",
    configResolved(config) {
      building = config.command === "build";
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source });
    },
    transformIndexHtml: {
      order: "post",
      handler(html) {
        if (!building) return [styled("/src/start.css")];
        const appStyles = html.match(APP_STYLE) ?? [];
        const moved = html.replace(APP_STYLE, "").replace("</body>", `${appStyles.join("").trim()}\n  </body>`);
        return { html: moved, tags: [styled(`/${fileName}`)] };
      },
    },
  };
}
