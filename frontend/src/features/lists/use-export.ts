import { useEffect, useRef } from "react";

import type { PlateList } from "@/client";
import { exportList } from "@/lib/api/lists";
import { useServices } from "@/lib/services";
import { useSingleMutation } from "@/lib/use-single-mutation";

/** Tells spreadsheets that a file is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

function download(pieces: readonly string[], name: string): void {
  const url = URL.createObjectURL(new Blob([BYTE_ORDER_MARK, ...pieces], { type: "text/csv" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Fetches a list piece by piece, and hands it to the browser as a file that can be imported again. */
export function useExport(list: PlateList) {
  const { client } = useServices();
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const { mutate, isPending, error } = useSingleMutation({
    mutationFn: async () => {
      const { signal } = (abort.current = new AbortController());
      const pieces: string[] = [];
      let cursor: string | null = null;
      do {
        const piece: { content: string; cursor: string | null } = await exportList(
          client,
          list.list_id,
          cursor,
          signal,
        );
        pieces.push(piece.content);
        cursor = piece.cursor;
      } while (cursor !== null);
      download(pieces, `${list.list_id}.csv`);
    },
  });
  return { start: () => mutate(), isPending, error };
}
