/**
 * Makes something when it is first wanted, and keeps it. Names of countries, time zones and forms of numbers come out of
 * the browser's own tables: made as the code loads, they hold up every page, and few pages show them.
 *
 * @param make - Makes it.
 */
export function once<T>(make: () => T): () => T {
  let made: { it: T } | null = null;
  return () => (made ??= { it: make() }).it;
}
