import { useLocation } from "react-router";

/** What the sign-in pages hand to one another. In the history's state, not in the address: an email is personal data. */
export type Trip = {
  /** Where the person wanted to go. */
  from?: string;
  email?: string;
  notice?: "confirmed" | "password_set";
};

const KEYS = ["from", "email", "notice"] as const;

/** What the page before handed on. */
export function useTrip(): Trip {
  const state: unknown = useLocation().state;
  if (typeof state !== "object" || state === null) return {};
  const known = Object.entries(state).filter(
    ([key, value]) => KEYS.some((k) => k === key) && typeof value === "string",
  );
  return Object.fromEntries(known);
}
