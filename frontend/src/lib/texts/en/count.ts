/** A number of things, with their name in the right form. */
export const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

export const photos = (n: number): string => count(n, "photo", "photos");

export const decisions = (n: number): string => count(n, "decision", "decisions");
