import { useEffect, useState } from "react";

/** Who hears the page hears of new photos this often at most. */
export const SAY_EVERY_MS = 8_000;

/** A count that is told seldom, however often it changes. */
export function useSaidSeldom(count: number): number {
  const [said, setSaid] = useState(count);
  useEffect(() => {
    const timer = setInterval(() => setSaid(count), SAY_EVERY_MS);
    return () => clearInterval(timer);
  }, [count]);
  return said;
}
