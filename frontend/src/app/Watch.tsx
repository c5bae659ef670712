import { useAlertSignals } from "@/lib/alerts/use-alert-signals";
import { useAskingForChanges } from "@/lib/live/use-live";

/** Asks for what is new, whichever page is shown, and makes new alerts known. */
export function Watch(): null {
  useAskingForChanges();
  useAlertSignals();
  return null;
}
