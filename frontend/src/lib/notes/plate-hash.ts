/** A plate as it stands after the #, which no server is told. */
export const hashOf = (plate: string): string => `#${encodeURIComponent(plate)}`;

/** The plate after the #; as it stands there where it is not well encoded. */
export function plateOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
