import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useLocation } from "react-router";

import { channelsQuery, wentOff } from "@/lib/api/channels";
import { isAdmin } from "@/lib/auth/auth";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import styles from "./Shell.module.css";

const { channels: t } = texts;

/** A channel goes off after days: whoever has a page open need not know it within seconds. */
const LOOK_AGAIN_MS = 5 * 60_000;

/** Tells administrators on every page that a channel is off though nobody switched it off; their own page tells more. */
export function OffChannels(): ReactNode {
  const { client, auth } = useServices();
  const session = useStore(auth.session);
  const { pathname } = useLocation();
  const asks = isAdmin(session);
  const { data } = useQuery({
    ...channelsQuery(client),
    enabled: asks,
    staleTime: LOOK_AGAIN_MS,
    refetchInterval: LOOK_AGAIN_MS,
  });
  const names = asks ? wentOff(data?.channels ?? []) : [];
  return (
    <div role="status">
      {names.length > 0 && pathname !== "/channels" && (
        <div className={styles.offline}>
          <StatusIndicator type="error">
            {t.offOnEveryPage(names.join(", "))} <Link to="/channels">{t.toChannels}</Link>
          </StatusIndicator>
        </div>
      )}
    </div>
  );
}
