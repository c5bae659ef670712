import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useEffect, type ReactNode } from "react";
import { useRouteError } from "react-router";

import { texts } from "@/lib/texts/first";

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
        {texts.errors.pageBrokeHelp}
      </Alert>
    </div>
  );
}
