import type { ReactNode } from "react";

import { ApiError } from "@/lib/errors";
import { texts } from "@/lib/texts";
import { Saved } from "@/lib/ui/form/Saved";

const CHANGED = ["camera_changed", "site_changed"];

const isChanged = (error: Error): boolean => error instanceof ApiError && CHANGED.includes(error.code);

/** What came of saving a camera or a site. */
export function Outcome({ error, saved }: { error: Error | null; saved: boolean }): ReactNode {
  return <Saved error={error} isSaved={saved} isChanged={isChanged} said={texts.cameras} />;
}
