import { createContext, use } from "react";
import { useNavigate, type NavigateOptions, type To } from "react-router";

type Going = {
  /** Whether a page was asked for whose code is not there yet; the one before is shown meanwhile. */
  isGoing: boolean;
  /** Ends when the page that was asked for is shown. */
  arrival: () => Promise<void>;
};

export const GoingContext = createContext<Going | null>(null);

function useGoing(): Going {
  const going = use(GoingContext);
  if (going === null) throw new Error("There is no GoingContext around this.");
  return going;
}

/** Whether another page is on its way. */
export const useIsGoing = (): boolean => useGoing().isGoing;

/** Goes to another page; what it gives ends when that is shown. */
export function useGo(): (to: To, options?: NavigateOptions) => Promise<void> {
  const navigate = useNavigate();
  const { arrival } = useGoing();
  return (to, options) => {
    void navigate(to, options);
    return arrival();
  };
}
