import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import type { FoundRead, FoundReads } from "@/client";
import { ReceiptNote } from "@/lib/deletion/ReceiptNote";
import { ApiError } from "@/lib/errors";
import { FoundTable } from "@/lib/reads/FoundTable";
import { More } from "@/lib/reads/More";
import { ORDERS, type Order } from "@/lib/reads/order";
import { useFound, type Found } from "@/lib/reads/use-found";
import { useSelection } from "@/lib/reads/use-selection";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { PageHeading } from "@/lib/ui/PageHeading";

import { BulkBar } from "./BulkBar";
import { BulkProgress } from "./BulkProgress";
import { ExportDialog } from "./ExportDialog";
import { ExportProgress } from "./ExportProgress";
import { Filters, type FieldErrors, type FieldName } from "./Filters";
import { NewReads } from "./NewReads";
import { useBulk } from "./use-bulk";
import { useExport } from "./use-export";
import { addressOf, asPart, EVERYTHING, requestOf, viewOf, type View } from "./view";

const { reads: t } = texts;

const BAD_REQUEST = 400;

const FIELDS: readonly FieldName[] = Object.keys(t.wrong).filter((name): name is FieldName => name in t.wrong);

/** The fields that the API refused, with what is wrong with them: it names them, and says it in English alone. */
function fieldErrorsOf(error: unknown): FieldErrors {
  if (!(error instanceof ApiError) || error.status !== BAD_REQUEST) return {};
  const named = FIELDS.filter((name) => new RegExp(`(^|\\. )${name}: `).test(error.message));
  return Object.fromEntries(named.map((name) => [name, t.wrong[name]]));
}

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

/** The cameras of the reads that were loaded since the page was opened first: asking for all there are would cost. */
function useCamerasSeen(): string[] {
  const found = useQueryClient().getQueriesData<InfiniteData<FoundReads>>({ queryKey: ["reads", "search"] });
  const reads = found.flatMap(([, data]) => data?.pages.flatMap((page) => page.reads) ?? []);
  return [...new Set(reads.flatMap(({ camera_id }) => camera_id ?? []))].sort();
}

function OrderField({ view, onChange }: { view: View; onChange: (order: Order) => void }): ReactNode {
  const options = ORDERS.map((value) => ({ value, label: t.orders[value] }));
  return (
    <FormField label={t.order} description={view.plate === "" ? undefined : t.orderOfPlates}>
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === view.order) ?? null}
        onChange={({ detail }) => onChange(ORDERS.find((order) => order === detail.selectedOption.value) ?? view.order)}
      />
    </FormField>
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

function Results({ view, asPartOf }: { view: View; asPartOf: string | null }): ReactNode {
  const navigate = useNavigate();
  const [request] = useState(() => requestOf(view));
  const found = useFound(request);
  useParts(view, found);
  const exporting = useExport();
  const bulk = useBulk();
  const selection = useSelection(found.reads);
  const [asking, setAsking] = useState<"found" | "chosen" | null>(null);
  const cameras = useCamerasSeen();
  const errors = fieldErrorsOf(found.error);
  const isOfField = Object.keys(errors).length > 0;
  const search = (asked: View): void => void navigate(addressOf(asked));
  const isAll = !found.isPending && found.error === null && !found.hasMore;
  const chosen = selection.selected.map(({ read_id }) => read_id);
  return (
    <SpaceBetween size="l">
      <Filters
        view={view}
        errors={errors}
        cameras={cameras}
        actions={
          <Button onClick={() => setAsking("found")} disabled={exporting.stage.name === "running"}>
            {t.export}
          </Button>
        }
        onSearch={search}
      />
      {asking !== null && (
        <ExportDialog
          request={request}
          known={asking === "chosen" ? chosen.length : isAll ? found.reads.length : null}
          onClose={() => setAsking(null)}
          onStart={(wish, all) => {
            setAsking(null);
            exporting.start(asking === "chosen" ? { read_ids: chosen } : request, wish, all);
          }}
        />
      )}
      <ExportProgress exporting={exporting} />
      <BulkProgress bulk={bulk} />
      {asPartOf !== null && <Alert type="info">{t.asPart(asPartOf)}</Alert>}
      {found.error !== null && !isOfField && <ErrorAlert error={found.error} onRetry={found.again} />}
      {found.error === null && (
        <>
          <OrderField view={view} onChange={(order) => search({ ...view, order })} />
          {selection.selected.length > 0 && (
            <BulkBar selection={selection} shown={found.reads} bulk={bulk} onExport={() => setAsking("chosen")} />
          )}
          <NewReads request={request}>
            <FoundTable
              reads={found.reads}
              label={t.title}
              loading={found.isPending}
              empty={<Nothing hasMore={found.hasMore} />}
              match={view.plate === EVERYTHING.plate ? undefined : matchOf(view)}
              selection={selection}
              order={{ value: view.order, onChange: (order) => search({ ...view, order }) }}
            />
          </NewReads>
          <More found={found} />
        </>
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
