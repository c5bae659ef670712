import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const FORMATTER = "intl-messageformat";
const ERROR_BOUNDARY = "/@cloudscape-design/components/error-boundary/";
const STAND_IN = fileURLToPath(new URL("./plain-message.ts", import.meta.url));

/**
 * Leaves out the formatter of messages (12 kB, gzip) that Cloudscape's error boundary brings along with every button.
 *
 * It formats a description that an app gives to `ErrorBoundary`, which Platebook does not use: a page that breaks is the
 * router's to tell of. Whatever else comes to want the formatter gets it.
 *
 * @returns The plugin.
 */
export function unusedFormatter(): Plugin {
  return {
    name: "unused-formatter",
    enforce: "pre",
    resolveId: (source, importer) =>
      source === FORMATTER && importer?.includes(ERROR_BOUNDARY) === true ? STAND_IN : null,
  };
}
