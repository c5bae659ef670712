/** The same texts in any words: a text that is missing, or one too many, is an error of types. */
export type Same<T> = T extends string | undefined
  ? T extends string
    ? string
    : T
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Same<T[K]> };
