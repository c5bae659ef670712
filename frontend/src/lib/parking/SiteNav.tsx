import type { ReactNode } from "react";
import { NavLink } from "react-router";

import { isAdmin } from "@/lib/auth/auth";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";

import styles from "./SiteNav.module.css";

const { siteParking: t, visits } = texts;

/** Leads from one page about parking at a site to the others. */
export function SiteNav({ siteId }: { siteId: string }): ReactNode {
  const mayChange = isAdmin(useStore(useServices().auth.session));
  const parts = [
    ["occupancy", t.parts.occupancy],
    ["charts", t.parts.charts],
    ...(mayChange ? [["setup", t.parts.setup] as const] : []),
  ] as const;
  return (
    <nav aria-label={t.nav} className={styles.nav}>
      {parts.map(([part, text]) => (
        <NavLink key={part} to={`/sites/${siteId}/${part}`}>
          {text}
        </NavLink>
      ))}
      <NavLink to={`/visits?site=${encodeURIComponent(siteId)}`}>{visits.title}</NavLink>
    </nav>
  );
}
