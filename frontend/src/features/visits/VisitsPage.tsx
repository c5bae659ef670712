import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import type { Site } from "@/client";
import { sitesQuery } from "@/lib/api/sites";
import { visitsQuery } from "@/lib/api/visits";
import { refusedFields } from "@/lib/errors";
import { timeZone } from "@/lib/format";
import { useClock } from "@/lib/parking/use-clock";
import { isPurposeNeeded } from "@/lib/purpose/purpose";
import { PurposeBar } from "@/lib/purpose/PurposeBar";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import { ExportDialog } from "./ExportDialog";
import { ExportProgress } from "./ExportProgress";
import { useExport } from "./use-export";
import { Filters, PileChooser } from "./Filters";
import { addressOf, endsBefore, siteOf, viewOf, wantedOf, type View } from "./view";
import { VisitsTable } from "./VisitsTable";

const { visits: t } = texts;

function Nothing({ title, help, children }: { title: string; help: string; children?: ReactNode }): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "l" }}>
      <Box variant="strong">{title}</Box>
      <Box variant="p" color="text-body-secondary">
        {help}
      </Box>
      {children}
    </Box>
  );
}

type ExportProps = { site: Site | undefined; view: View; exporting: ReturnType<typeof useExport> };

function Export({ site, view, exporting: { start, stage } }: ExportProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        disabled={site === undefined || stage.name === "running"}
        disabledReason={site === undefined ? t.exportSite : t.exporting}
        onClick={() => setOpen(true)}
      >
        {t.export}
      </Button>
      {isOpen && site !== undefined && (
        <ExportDialog
          site={site}
          view={view}
          onClose={() => setOpen(false)}
          onStart={(request) => {
            setOpen(false);
            start(request);
          }}
        />
      )}
    </>
  );
}

type Asked = {
  view: View;
  sites: readonly Site[];
  exporting: ReturnType<typeof useExport>;
  onChoose: (view: View) => void;
};

function Found({ view, sites, exporting, onChoose }: Asked): ReactNode {
  const { client } = useServices();
  const now = useClock();
  const site = siteOf(view, sites);
  const isBackwards = endsBefore(view);
  const found = useInfiniteQuery({ ...visitsQuery(client, wantedOf(view, site, timeZone)), enabled: !isBackwards });
  const again = (): void => void found.refetch();
  const refused = refusedFields(found.error, { plate: t.wrongPlate, from: t.wrongPeriod, to: t.wrongPeriod });
  const needsPurpose = isPurposeNeeded(found.error);
  const days = isBackwards ? t.endsBefore : (refused.to ?? refused.from);
  const isOfField = needsPurpose || Object.keys(refused).length > 0;
  const isPlate = view.plate !== null;
  return (
    <SpaceBetween size="l">
      {(isPlate || needsPurpose) && <PurposeBar needed={needsPurpose} onGiven={again} />}
      <Filters view={view} sites={sites} site={site} wrong={{ days, plate: refused.plate }} onChoose={onChoose} />
      <SpaceBetween direction="horizontal" size="m">
        <PileChooser view={view} onChoose={onChoose} />
        <Export site={site} view={view} exporting={exporting} />
      </SpaceBetween>
      {found.error !== null && found.data === undefined && !isOfField && (
        <ErrorAlert error={found.error} onRetry={again} />
      )}
      <div>
        <ExportProgress exporting={exporting} />
        <div role="status">
          {found.isRefetchError && !isOfField && <StatusIndicator type="warning">{t.stale}</StatusIndicator>}
        </div>
      </div>
      {!isBackwards && (found.data !== undefined || found.error === null) && (
        <VisitsTable
          visits={found.data?.pages.flatMap(({ visits }) => visits) ?? []}
          now={now}
          ofSites={site === undefined}
          loading={found.isPending}
          onStale={again}
          empty={<Nothing title={t.none} help={isPlate ? t.noneOfPlate : t.noneOf[view.pile]} />}
        />
      )}
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </SpaceBetween>
  );
}

/** What holds for all visits, for those who ask. */
function HowMade(): ReactNode {
  return (
    <ExpandableSection headerText={t.how}>
      <ul>
        {Object.values(t.cases).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </ExpandableSection>
  );
}

/** Vehicles from their coming to their leaving; what is looked at stands in the address, so that it can be shared. */
export function VisitsPage(): ReactNode {
  const { client } = useServices();
  const navigate = useNavigate();
  const { search, hash } = useLocation();
  const exporting = useExport();
  const { data, error, isPending, refetch } = useQuery(sitesQuery(client));
  const view = viewOf(search, hash);
  // A removed site keeps its visits, for who comes from one of them.
  const sites = data?.sites.filter(({ removed_at, site_id }) => removed_at === null || site_id === view.site) ?? [];
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title} lead={t.lead} />
      {error !== null && data === undefined && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading label={t.loading} />}
      {data !== undefined && sites.length === 0 && (
        <Nothing title={t.noSites} help={t.noSitesHelp}>
          <RouterLink to="/cameras">{t.makeSite}</RouterLink>
        </Nothing>
      )}
      {sites.length > 0 && (
        <Found exporting={exporting} view={view} sites={sites} onChoose={(view) => void navigate(addressOf(view))} />
      )}
      <HowMade />
    </SpaceBetween>
  );
}
