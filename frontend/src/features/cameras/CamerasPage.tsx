import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Site } from "@/client";
import { sitesQuery } from "@/lib/api/sites";
import { isAdmin } from "@/lib/auth/auth";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";

import { SiteCard } from "./SiteCard";
import { SiteDialog } from "./SiteDialog";

const { cameras: t } = texts;

/** How cameras are changes slowly. */
const LOOK_AGAIN_MS = 15_000;

function Nothing(): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "l" }}>
      <Box variant="strong">{t.empty}</Box>
      <Box variant="p" color="text-body-secondary">
        {t.emptyHelp}
      </Box>
    </Box>
  );
}

function Sites({ sites, mayChange }: { sites: readonly Site[]; mayChange: boolean }): ReactNode {
  const present = sites.filter(({ removed_at }) => removed_at === null);
  if (present.length === 0) return <Nothing />;
  return (
    <SpaceBetween size="l">
      {present.map((site) => (
        <SiteCard key={site.site_id} site={site} mayChange={mayChange} />
      ))}
    </SpaceBetween>
  );
}

/** Sites, their cameras and how these are; administrators change them. */
export function CamerasPage(): ReactNode {
  const { auth, client } = useServices();
  const mayChange = isAdmin(useStore(auth.session));
  const [adding, setAdding] = useState(false);
  // Who comes here wants to see how things stand now, not how they were called a while ago.
  const { data, error, isPending, refetch } = useQuery({
    ...sitesQuery(client),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <SpaceBetween size="l">
      <PageHeading
        title={t.title}
        lead={mayChange ? t.lead : t.leadForOperators}
        actions={
          mayChange && (
            <Button variant="primary" onClick={() => setAdding(true)}>
              {t.addSite}
            </Button>
          )
        }
      />
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading label={t.loading} />}
      {data !== undefined && <Sites sites={data.sites} mayChange={mayChange} />}
      {adding && <SiteDialog onClose={() => setAdding(false)} />}
    </SpaceBetween>
  );
}
