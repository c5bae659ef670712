import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const GLOBAL_STYLES = "@cloudscape-design/global-styles/index.css";
const FONT_FACE = /@font-face\s*\{[^}]*\}/g;
const INLINE_FONT = /url\('data:font\/woff2;base64,([^']+)'\)/;

/** The faces that the pages use: regular and bold, upright. The others would only be weight. */
const isUsed = (face: string): boolean => /font-weight:\s*(400|700)/.test(face) && face.includes("font-style: normal");

/**
 * Takes the fonts out of Cloudscape's style sheet and serves the ones in use as files of our own.
 *
 * Inlined, they cost every visitor about 140 kB (gzip) before the first paint, and a content security policy
 * without `data:` refuses them. As files the browser fetches them when a text needs them, and text shows meanwhile.
 *
 * @returns The plugin; it works in builds. The development server drops the fonts (the system's stand in).
 */
export function selfHostedFonts(): Plugin {
  let building = false;
  return {
    name: "self-hosted-fonts",
    enforce: "pre",
    configResolved(config) {
      building = config.command === "build";
    },
    transform(code, id) {
      if (!id.includes(GLOBAL_STYLES)) return null;
      return code.replace(FONT_FACE, (face) => {
        const data = INLINE_FONT.exec(face)?.[1];
        if (!building || data === undefined || !isUsed(face)) return "";
        const source = Buffer.from(data, "base64");
        const fileName = `assets/open-sans-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.woff2`;
        this.emitFile({ type: "asset", fileName, source });
        return face.replace(INLINE_FONT, `url('/${fileName}')`).replace("}", "  font-display: swap;\n}");
      });
    },
  };
}
