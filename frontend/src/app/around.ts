import { useEffect } from "react";

import { useServices } from "@/lib/services";
import { createStore, useStore } from "@/lib/store";

import type { LoadPage } from "./pages";

/** What stands around the pages for who is signed in. Nobody needs it to sign in, so its code comes afterwards. */
type Around = typeof import("./around-members");

const around = createStore<Around | null>(null);

/** Fetches it; what did not come is fetched anew the next time. */
export const fetchAround = async (): Promise<void> => around.set(await import("./around-members"));

/** Fetches a page's code, and beside it what stands around the page: both are there at once. */
export const withAround =
  (load: LoadPage): LoadPage =>
  async () => {
    const [Page] = await Promise.all([load(), fetchAround()]);
    return Page;
  };

/** What stands around the pages for who is signed in; null before it is there. */
export function useAround(): Around | null {
  const isSignedIn = useStore(useServices().auth.session).state === "signed_in";
  useEffect(() => {
    // Where it does not come, neither does a page, which says so and brings it along in the end.
    if (isSignedIn) fetchAround().catch(() => undefined);
  }, [isSignedIn]);
  return useStore(around);
}
