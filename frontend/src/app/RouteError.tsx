import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useEffect, type ReactNode } from "react";
import { useRouteError } from "react-router";

import { texts } from "@/lib/texts";

/** A page's chunk that cannot be fetched: the app was deployed anew meanwhile, or there is no network. */
const isMissingChunk = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);

/** What stands in for a page that broke. */
export function RouteError(): ReactNode {
  const error = useRouteError();
  useEffect(() => console.error(error), [error]);
  return (
    <div role="alert">
      <Alert
        type="error"
        header={texts.errors.pageBroke}
        action={<Button onClick={() => location.reload()}>{texts.errors.reload}</Button>}
      >
        {isMissingChunk(error) ? texts.errors.newVersion : texts.errors.pageBrokeHelp}
      </Alert>
    </div>
  );
}
