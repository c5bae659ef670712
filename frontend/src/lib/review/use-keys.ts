import { useEffect, useEffectEvent, useRef } from "react";

import { useStore } from "@/lib/store";

import { singleKeys } from "./single-keys";

/** What each key does: "enter", "escape", a digit, a lower-case letter, or a sign as typed. */
export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

/** Nothing is typed into a checkbox. The last is the button of a list that is searched by typing. */
const TYPING =
  "input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=listbox], [role=menu], [aria-haspopup=dialog]";
/** Here Enter means the thing itself. */
const ACTIVE = `${TYPING}, input, a, button, summary`;

function keyOf({ key, code }: KeyboardEvent): string {
  // Where digits need Shift (French keyboards), their keys are known by their place.
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  return digit !== undefined && key !== "?" && !/^[a-z]$/i.test(key) ? digit : key.toLowerCase();
}

/** Whether a key press is meant for what has the focus. */
function isTakenElsewhere(event: KeyboardEvent, key: string): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return true;
  return target instanceof Element && target.closest(key === "enter" ? ACTIVE : TYPING) !== null;
}

const always = (): boolean => true;

/**
 * Single keys that act wherever the focus is, except in fields and dialogs, and unless the person turned them off.
 *
 * @param keys - What each does now.
 * @param mayAct - Whether they act at all, asked at each press.
 */
export function useKeys(keys: KeyMap, mayAct: () => boolean = always): void {
  const on = useStore(singleKeys);
  const actedOn = useRef("");
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const key = keyOf(event);
    // Held on, it would type itself into the field that it opened.
    if (event.repeat && key === actedOn.current) event.preventDefault();
    const act = keys[key];
    if (!event.repeat) actedOn.current = "";
    if (act === undefined || isTakenElsewhere(event, key)) return;
    event.preventDefault();
    actedOn.current = key;
    if (mayAct()) act();
  });
  useEffect(() => {
    if (!on) return;
    const listener = (event: KeyboardEvent): void => press(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, [on]);
}
