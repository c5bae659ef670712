import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import type { FoundRead } from "@/client";
import { ReceiptNote } from "@/lib/deletion/ReceiptNote";
import { ApiError } from "@/lib/errors";
import { FoundTable } from "@/lib/reads/FoundTable";
import { More } from "@/lib/reads/More";
import { useFound } from "@/lib/reads/use-found";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { PageHeading } from "@/lib/ui/PageHeading";

import { ExportButton, ExportProgress, useExport } from "./Export";
import { Filters, type FieldErrors, type FieldName } from "./Filters";
import { NewReads } from "./NewReads";
import { addressOf, EVERYTHING, requestOf, viewOf, type View } from "./view";

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

function Results({ view }: { view: View }): ReactNode {
  const navigate = useNavigate();
  const request = requestOf(view);
  const found = useFound(request);
  const exporting = useExport(request);
  const errors = fieldErrorsOf(found.error);
  const isOfField = Object.keys(errors).length > 0;
  return (
    <SpaceBetween size="l">
      <Filters
        view={view}
        errors={errors}
        actions={<ExportButton exporting={exporting} />}
        onSearch={(asked) => void navigate(addressOf(asked))}
      />
      <ExportProgress exporting={exporting} />
      {found.error !== null && !isOfField && <ErrorAlert error={found.error} onRetry={found.again} />}
      {found.error === null && (
        <NewReads request={request}>
          <FoundTable
            reads={found.reads}
            label={t.title}
            loading={found.isPending}
            empty={<Nothing hasMore={found.hasMore} />}
            match={view.plate === EVERYTHING.plate ? undefined : matchOf(view)}
          />
        </NewReads>
      )}
      {found.error === null && <More found={found} />}
    </SpaceBetween>
  );
}

/** Everybody's reads, to be searched; what is looked for stands in the address, so that a view can be shared. */
export function ReadsPage(): ReactNode {
  const { search, hash } = useLocation();
  const view = viewOf(search, hash);
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title} lead={t.lead} />
      <ReceiptNote />
      <Results key={`${search}${hash}`} view={view} />
    </SpaceBetween>
  );
}
