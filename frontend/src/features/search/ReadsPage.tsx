import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { NavigationType, useLocation, useNavigate, useNavigationType } from "react-router";

import type { FoundRead, FoundReads, SearchRequest } from "@/client";
import { useCameras } from "@/lib/cameras/use-cameras";
import { ReceiptNote } from "@/lib/deletion/ReceiptNote";
import { refusedFields } from "@/lib/errors";
import { isPurposeNeeded } from "@/lib/purpose/purpose";
import { PurposeBar } from "@/lib/purpose/PurposeBar";
import { FoundTable } from "@/lib/reads/FoundTable";
import { More } from "@/lib/reads/More";
import { ORDERS, type Order } from "@/lib/reads/order";
import { useFound, type Found } from "@/lib/reads/use-found";
import { useSelection } from "@/lib/reads/use-selection";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { PageHeading } from "@/lib/ui/PageHeading";
import type { Selection } from "@/lib/ui/TableOrCards";

import { BulkBar } from "./BulkBar";
import { BulkProgress } from "./BulkProgress";
import { ExportDialog } from "./ExportDialog";
import { ExportProgress } from "./ExportProgress";
import { Filters, type CameraChoice } from "./Filters";
import { NewReads } from "./new-reads/NewReads";
import styles from "./ReadsPage.module.css";
import { useBulk, type Bulk } from "./use-bulk";
import { useExport, type Exporting, type Wish } from "./use-export";
import { addressOf, asPart, EVERYTHING, requestOf, viewOf, type View } from "./view";

const { reads: t } = texts;

/** How a read's plate matches the one asked for. */
const matchOf =
  ({ match }: View) =>
  ({ closeness }: FoundRead): string =>
    closeness === null ? t.matches[match] : t.closeness[closeness];

function Nothing({ hasMore }: { hasMore: boolean }): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "l" }}>
      <Box variant="strong">{hasMore ? t.nothingSoFar : t.nothing}</Box>
      {!hasMore && (
        <Box variant="p" color="text-body-secondary">
          {t.nothingHelp}
        </Box>
      )}
    </Box>
  );
}

/** Cameras to choose from: those of the registry by name, then others whose reads were loaded since the page was opened. */
function useCamerasToChoose(): readonly CameraChoice[] {
  const known = useCameras();
  const found = useQueryClient().getQueriesData<InfiniteData<FoundReads>>({ queryKey: ["reads", "search"] });
  const reads = found.flatMap(([, data]) => data?.pages.flatMap((page) => page.reads) ?? []);
  const seen = [...new Set(reads.flatMap(({ camera_id }) => camera_id ?? []))].sort();
  return [...known, ...seen.filter((id) => !known.some((camera) => camera.id === id)).map((id) => ({ id }))];
}

function OrderField({ view, onChange }: { view: View; onChange: (order: Order) => void }): ReactNode {
  const options = ORDERS.map((value) => ({ value, label: t.orders[value] }));
  return (
    <div className={styles.order}>
      <FormField label={t.order} description={view.plate === "" ? undefined : t.orderOfPlates}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === view.order) ?? null}
          onChange={({ detail }) =>
            onChange(ORDERS.find((order) => order === detail.selectedOption.value) ?? view.order)
          }
        />
      </FormField>
    </div>
  );
}

/** Where a plate as it was typed finds nothing, goes on to plates that have it as a part, and says so there. */
function useParts(view: View, found: Found): void {
  const navigate = useNavigate();
  const { isPending, hasMore, reads, error } = found;
  const foundNothing = !isPending && error === null && !hasMore && reads.length === 0;
  useEffect(() => {
    const part = foundNothing ? asPart(view) : null;
    if (part !== null) void navigate(addressOf(part), { replace: true, state: { asPart: view.plate } });
  });
}

type ListProps = {
  view: View;
  found: Found;
  bulk: Bulk;
  selection: Selection<FoundRead>;
  onExport: () => void;
  onSearch: (view: View) => void;
};

/** A search begins the page's form anew: without a place, the keyboard would begin anew at the top. */
function usePlaceAfterSearch(): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  const isSearch = useNavigationType() !== NavigationType.Pop;
  useEffect(() => {
    if (isSearch && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [isSearch]);
  return place;
}

/** What was found, in its order, and what can be done to those that are chosen. */
function FoundList({ view, found, bulk, selection, onExport, onSearch }: ListProps): ReactNode {
  const sort = (order: Order): void => onSearch({ ...view, order });
  return (
    <section ref={usePlaceAfterSearch()} tabIndex={-1} aria-label={t.results} className={styles.results}>
      <OrderField view={view} onChange={sort} />
      {selection.selected.length > 0 && (
        <BulkBar selection={selection} shown={found.reads} bulk={bulk} onExport={onExport} />
      )}
      <NewReads request={requestOf(view)}>
        <FoundTable
          reads={found.reads}
          label={t.title}
          loading={found.isPending}
          empty={<Nothing hasMore={found.hasMore} />}
          match={view.plate === EVERYTHING.plate ? undefined : matchOf(view)}
          selection={selection}
          order={{ value: view.order, onChange: sort }}
        />
      </NewReads>
      <More found={found} />
    </section>
  );
}

/** How many reads are found, where that is known without counting. */
const knownCount = ({ isPending, error, hasMore, reads }: Found): number | null =>
  isPending || error !== null || hasMore ? null : reads.length;

/** What is to be exported: all that is found, or the reads that were chosen. */
type Exported = { request: SearchRequest; known: number | null; readIds: string[] | null };

function useExportDialog(exporting: Exporting): { ask: (what: Exported) => void; dialog: ReactNode } {
  const [asked, setAsked] = useState<Exported | null>(null);
  const start = ({ request, readIds }: Exported, wish: Wish, all: number | null): void => {
    setAsked(null);
    exporting.start(readIds === null ? request : { read_ids: readIds }, wish, all);
  };
  const dialog = asked && (
    <ExportDialog
      request={asked.request}
      known={asked.known}
      onClose={() => setAsked(null)}
      onStart={(wish, all) => start(asked, wish, all)}
    />
  );
  return { ask: setAsked, dialog };
}

function Results({ view, asPartOf }: { view: View; asPartOf: string | null }): ReactNode {
  const navigate = useNavigate();
  const search = (asked: View): void => void navigate(addressOf(asked));
  const [request] = useState(() => requestOf(view));
  const found = useFound(request);
  useParts(view, found);
  const [exporting, bulk, selection] = [useExport(), useBulk(), useSelection(found.reads)];
  const { ask, dialog } = useExportDialog(exporting);
  const exportFound = (): void => ask({ request, known: knownCount(found), readIds: null });
  const exportChosen = (): void => {
    const readIds = selection.selected.map(({ read_id }) => read_id);
    ask({ request, known: readIds.length, readIds });
  };
  const errors = refusedFields(found.error, t.wrong);
  const needsPurpose = isPurposeNeeded(found.error);
  const isOfField = needsPurpose || Object.keys(errors).length > 0;
  return (
    <SpaceBetween size="l">
      <PurposeBar needed={needsPurpose} onGiven={found.again} />
      <Filters
        view={view}
        errors={errors}
        cameras={useCamerasToChoose()}
        actions={
          <Button onClick={exportFound} disabled={exporting.stage.name === "running"}>
            {t.export}
          </Button>
        }
        onSearch={search}
      />
      <div>
        {dialog}
        <ExportProgress exporting={exporting} />
        <BulkProgress bulk={bulk} />
      </div>
      {asPartOf !== null && found.reads.length > 0 && <Alert type="info">{t.asPart(asPartOf)}</Alert>}
      {found.error !== null && !isOfField && <ErrorAlert error={found.error} onRetry={found.again} />}
      {found.error === null && (
        <FoundList {...{ view, found, bulk, selection }} onExport={exportChosen} onSearch={search} />
      )}
    </SpaceBetween>
  );
}

/** The plate that the page before had looked for as it was typed, and found nothing. */
const asPartOf = (state: unknown): string | null =>
  typeof state === "object" && state !== null && "asPart" in state && typeof state.asPart === "string"
    ? state.asPart
    : null;

/** Everybody's reads, to be searched; what is looked for stands in the address, so that a view can be shared. */
export function ReadsPage(): ReactNode {
  const location = useLocation();
  const { search, hash } = location;
  const view = viewOf(search, hash);
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title} lead={t.lead} />
      <ReceiptNote />
      <Results key={`${search}${hash}`} view={view} asPartOf={asPartOf(location.state)} />
    </SpaceBetween>
  );
}
