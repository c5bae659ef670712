import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts/first";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

/** For addresses that lead nowhere. */
export function NotFoundPage(): ReactNode {
  return (
    <SpaceBetween size="m">
      <PageHeading title={texts.notFound.title} lead={texts.notFound.help} />
      <RouterLink to="/">{texts.notFound.home}</RouterLink>
    </SpaceBetween>
  );
}
