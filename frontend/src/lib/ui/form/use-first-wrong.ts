import { useEffect, useReducer, useRef, type RefObject } from "react";

/**
 * Goes to the first field of a form that is wrong: on a long form it may stand out of sight of the button.
 *
 * @returns The form's reference, and what to call whenever it was not sent because of its fields.
 */
export function useFirstWrong(): [form: RefObject<HTMLFormElement | null>, onWrong: () => void] {
  const form = useRef<HTMLFormElement>(null);
  const [times, onWrong] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    if (times > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [times]);
  return [form, onWrong];
}
