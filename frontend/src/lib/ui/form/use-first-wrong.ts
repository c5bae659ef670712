import { useEffect, useReducer, useRef, type RefObject } from "react";

/**
 * Goes to the first field of a form that is wrong, be it found before sending or by the API: on a long form it may stand
 * out of sight of the button.
 *
 * @returns The form's reference, and what to call whenever somebody sends it.
 */
export function useFirstWrong(): [form: RefObject<HTMLFormElement | null>, onSend: () => void] {
  const form = useRef<HTMLFormElement>(null);
  const isDue = useRef(false);
  const [, showAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const wrong = isDue.current ? form.current?.querySelector<HTMLElement>("[aria-invalid=true]") : null;
    if (!wrong) return;
    isDue.current = false;
    wrong.focus();
  });
  const onSend = (): void => {
    isDue.current = true;
    showAgain();
  };
  return [form, onSend];
}
