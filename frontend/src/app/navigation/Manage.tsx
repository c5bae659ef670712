import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { NavLink, useLocation } from "react-router";

import { texts } from "@/lib/texts";

import styles from "@/app/AppHeader.module.css";

const PAGES: readonly [string, string][] = [
  ["/channels", texts.channels.title],
  ["/people", texts.people.title],
  ["/audit", texts.app.audit],
  ["/settings", texts.app.settings],
];

/** Closes a menu as people leave it: by Escape, by the keyboard, or by pressing somewhere else. */
function useClosing(isOpen: boolean, close: () => void): React.RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const leave = ({ target }: Event): void => {
      if (target instanceof Node && place.current?.contains(target) !== true) close();
    };
    const escape = ({ key }: KeyboardEvent): void => {
      if (key !== "Escape") return;
      if (place.current?.contains(document.activeElement) === true) place.current.querySelector("button")?.focus();
      close();
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
      document.removeEventListener("keydown", escape);
    };
  });
  return place;
}

/** The ways to what administrators manage, behind a button: beside all other pages they would take a second row. */
export function Manage(): ReactNode {
  const { pathname } = useLocation();
  // Which page it was opened on: it is closed on the next one.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const isOpen = openOn === pathname;
  const place = useClosing(isOpen, () => setOpenOn(null));
  const listId = useId();
  const isHere = PAGES.some(([path]) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <div ref={place} className={styles.manage}>
      <button
        type="button"
        className={styles.link}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-current={isHere ? "true" : undefined}
        onClick={() => setOpenOn(isOpen ? null : pathname)}
      >
        {texts.app.manage}
        <span aria-hidden className={styles.caret} />
      </button>
      <ul id={listId} className={styles.managed} hidden={!isOpen}>
        {PAGES.map(([path, title]) => (
          <li key={path}>
            <NavLink to={path}>{title}</NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
