import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import type { Found } from "./use-found";

const { reads: t } = texts;

/** The way on where there is more to find, or may be. */
export function More({ found: { hasMore, cameUpEmpty, isFetchingMore, more } }: { found: Found }): ReactNode {
  if (!hasMore) return null;
  return (
    <Box textAlign="center">
      <SpaceBetween size="xs">
        {cameUpEmpty && (
          <div role="status">
            <Box color="text-body-secondary">{t.nothingSoFar}</Box>
          </div>
        )}
        <Button onClick={more} loading={isFetchingMore} loadingText={t.loading}>
          {cameUpEmpty ? t.goOn : t.more}
        </Button>
      </SpaceBetween>
    </Box>
  );
}
