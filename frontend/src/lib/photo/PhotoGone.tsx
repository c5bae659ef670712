import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

/** What stands where a photo cannot be shown, and a way to try again. */
export function PhotoGone({ onShowAgain }: { onShowAgain: () => void }): ReactNode {
  return (
    <div>
      <p>{texts.photo.gone}</p>
      <Button onClick={onShowAgain}>{texts.photo.showAgain}</Button>
    </div>
  );
}
