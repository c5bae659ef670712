/** Why a page's code did not come. */
export type WhyNot =
  | "offline"
  /** There is a network, but the web server does not answer. */
  | "unreachable"
  /** The server answers: what it has by now is a newer version, whose chunks have other names. */
  | "updated"
  /** So it was before this page was reloaded for it, too. */
  | "broken";

const KEY = "platebook.reloaded";

const isReachable = (): Promise<boolean> =>
  fetch("/", { method: "HEAD", cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Finds out why a page's code did not come. */
export async function whyNot(): Promise<WhyNot> {
  if (!navigator.onLine) return "offline";
  if (!(await isReachable())) return "unreachable";
  return sessionStorage.getItem(KEY) === location.pathname ? "broken" : "updated";
}

/** Notes that this page is reloaded, so that it is not reloaded for ever. */
export const noteReload = (): void => sessionStorage.setItem(KEY, location.pathname);

/** A page came: the next one that does not may be reloaded again. */
export const forgetReload = (): void => sessionStorage.removeItem(KEY);
