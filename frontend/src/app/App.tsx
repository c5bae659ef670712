import type { ReactNode } from "react";
import { RouterProvider } from "react-router";

import { ServicesContext, type Services } from "@/lib/services";

type Props = {
  services: Services;
  router: React.ComponentProps<typeof RouterProvider>["router"];
};

/** The whole app, once it knows its world. */
export function App({ services, router }: Props): ReactNode {
  return (
    <ServicesContext value={services}>
      <RouterProvider router={router} />
    </ServicesContext>
  );
}
