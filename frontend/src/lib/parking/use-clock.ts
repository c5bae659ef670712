import { useEffect, useState } from "react";

const EVERY_MS = 10_000;

/** What time it is, again and again: for what says how long ago something was. */
export function useClock(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
