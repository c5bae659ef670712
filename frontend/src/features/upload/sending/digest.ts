/**
 * A file's content in short, by SHA-256.
 *
 * @returns Hexadecimal; null where the browser cannot tell: on pages without TLS, or when the file cannot be read.
 */
export async function digestOf(file: Blob): Promise<string | null> {
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (subtle === undefined) return null;
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return null;
  return Array.from(new Uint8Array(await subtle.digest("SHA-256", bytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
