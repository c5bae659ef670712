import type { ReactNode } from "react";

import { texts } from "@/lib/texts";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

const { siteParking: t } = texts;

/** Says that a site is not there, and leads to those that are. */
export function NoSuchSite(): ReactNode {
  return (
    <PageHeading
      title={t.notFound}
      lead={
        <>
          {t.notFoundHelp} <RouterLink to="/now">{t.allSites}</RouterLink>
        </>
      }
    />
  );
}
