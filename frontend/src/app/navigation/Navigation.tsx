import type { ReactNode } from "react";
import { NavLink } from "react-router";

import { isAdmin, isOperator, type Session } from "@/lib/auth/auth";
import { decisionCount, unfinishedCounts } from "@/lib/leaving";
import { useChanges } from "@/lib/live/use-live";
import { alertsText, toReviewText } from "@/lib/live/waiting";
import { useQuestionCount } from "@/lib/parking/use-now";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";

import styles from "@/app/AppHeader.module.css";
import { Manage } from "./Manage";

const linkClass = (): string | undefined => styles.link;

/** How much there is to review, and what is still being sent of it. */
function ReviewBadges({ deciding }: { deciding: number }): ReactNode {
  const waiting = toReviewText(useChanges(), useQuestionCount());
  return (
    <>
      {waiting !== null && (
        <span className={styles.waiting} role="img" aria-label={texts.live.waitingFor(waiting)}>
          {waiting}
        </span>
      )}
      {deciding > 0 && (
        <span className={styles.sending} aria-label={texts.app.deciding(deciding)}>
          {deciding}
        </span>
      )}
    </>
  );
}

/** How many alerts nobody has looked at. */
function AlertsBadge(): ReactNode {
  const count = alertsText(useChanges());
  return (
    count !== null && (
      <span className={styles.waiting} role="img" aria-label={texts.alerts.waitingFor(count)}>
        {count}
      </span>
    )
  );
}

/** The ways to the pages, for whom each is. */
export function Navigation({ session }: { session: Session }): ReactNode {
  const unfinished = useStore(unfinishedCounts);
  const { photos: sending } = unfinished;
  return (
    <nav aria-label={texts.app.navigation} className={styles.navigation}>
      {isOperator(session) && (
        <NavLink to="/now" className={linkClass}>
          {texts.app.now}
        </NavLink>
      )}
      <NavLink to="/" end className={linkClass}>
        {texts.app.upload}
        {sending > 0 && (
          <span className={styles.sending} aria-label={texts.app.sending(sending)}>
            {sending}
          </span>
        )}
      </NavLink>
      <NavLink to="/uploads" className={linkClass}>
        {texts.app.myUploads}
      </NavLink>
      {isOperator(session) && (
        <>
          <NavLink to="/review" className={linkClass}>
            {texts.app.review}
            <ReviewBadges deciding={decisionCount(unfinished)} />
          </NavLink>
          <NavLink to="/reads" end className={linkClass}>
            {texts.app.reads}
          </NavLink>
          <NavLink to="/visits" className={linkClass}>
            {texts.app.visits}
          </NavLink>
          <NavLink to="/alerts" className={linkClass}>
            {texts.app.alerts}
            <AlertsBadge />
          </NavLink>
          <NavLink to="/insights" className={linkClass}>
            {texts.app.insights}
          </NavLink>
        </>
      )}
      {(isOperator(session) || isAdmin(session)) && (
        <>
          <NavLink to="/cameras" className={linkClass}>
            {texts.app.cameras}
          </NavLink>
          <NavLink to="/lists" className={linkClass}>
            {texts.app.lists}
          </NavLink>
        </>
      )}
      {isAdmin(session) && <Manage />}
    </nav>
  );
}
