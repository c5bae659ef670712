import type { SearchRequest } from "@/client";

/** In which order reads come, by when the vehicle was there. */
export type Order = NonNullable<SearchRequest["order"]>;

export const ORDERS = ["newest", "oldest"] as const satisfies readonly Order[];
