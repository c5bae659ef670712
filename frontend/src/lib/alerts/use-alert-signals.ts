import { useEffect, useRef } from "react";

import { useChanges } from "@/lib/live/use-live";
import { alertsText } from "@/lib/live/waiting";
import { windowTitle } from "@/lib/window-title";

import { alertChoices } from "./choices";
import { notify, playSound } from "./signals";

/** Makes new alerts known, whichever page is shown: in the window's title, and by sound and notification if chosen. */
export function useAlertSignals(): void {
  const changes = useChanges();
  const text = alertsText(changes);
  const count = changes?.alerts;
  const known = useRef(count);
  useEffect(() => {
    windowTitle.ofAlerts(text);
    const isMore = known.current !== undefined && count !== undefined && count > known.current;
    known.current = count ?? known.current;
    if (!isMore || text === null) return;
    // A browser that lets no page sound before somebody pressed something stays silent.
    if (alertChoices.sound.get()) playSound().catch(() => undefined);
    if (alertChoices.notification.get()) notify(text);
  }, [count, text]);
}
