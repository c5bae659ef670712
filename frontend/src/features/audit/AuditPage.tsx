import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import type { ApiClient, AuditSearch } from "@/client";
import { auditQuery, auditSearch } from "@/lib/api/audit";
import { refusedFields, UserError } from "@/lib/errors";
import { monthText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { PageHeading } from "@/lib/ui/PageHeading";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

import styles from "./AuditPage.module.css";
import { AuditTable } from "./AuditTable";
import { ExportProgress } from "./ExportProgress";
import { Filter } from "./Filter";
import { monthsUpTo } from "./month";
import { useExport } from "./use-export";
import { addressOf, isFiltered, questionOf, viewOf, type View } from "./view";

const { audit: t } = texts;

type MonthProps = { month: string; months: readonly string[]; onChoose: (month: string) => void };

function MonthChooser({ month, months, onChoose }: MonthProps): ReactNode {
  const options = [...new Set([...months, month])].map((value) => ({ value, label: monthText(value) }));
  const place = months.indexOf(month);
  const step = (to: number, label: string, iconName: "angle-left" | "angle-right"): ReactNode => {
    const target = place < 0 ? undefined : months[to];
    return (
      <Button
        iconName={iconName}
        ariaLabel={label}
        disabled={target === undefined}
        onClick={() => target !== undefined && onChoose(target)}
      />
    );
  };
  return (
    <div className={styles.month}>
      <FormField label={t.month} description={t.monthHint}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === month) ?? null}
          onChange={({ detail }) => onChoose(detail.selectedOption.value ?? month)}
        />
      </FormField>
      {step(place + 1, t.previous, "angle-left")}
      {step(place - 1, t.next, "angle-right")}
    </div>
  );
}

type Shown = { month: string; question: AuditSearch | null };

/** Of a month as it is, or of what somebody looks for. */
const useEntries = (client: ApiClient, { month, question }: Shown) => {
  const ofMonth = useInfiniteQuery({ ...auditQuery(client, month), enabled: question === null });
  const found = useInfiniteQuery({ ...auditSearch(client, question ?? {}), enabled: question !== null });
  return question === null ? ofMonth : found;
};

/** Who did what, newest first: a month, or what is looked for. All but the person stands in the address's query. */
export function AuditPage(): ReactNode {
  const { client } = useServices();
  const location = useLocation();
  const navigate = useNavigate();
  const [now] = useState(() => new Date());
  const view = viewOf(location, now);
  const filtered = isFiltered(view);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEntries(client, {
    month: view.month,
    question: filtered ? questionOf(view) : null,
  });
  const more = useOneAtATime(fetchNextPage);
  const exporting = useExport();
  const wrong = refusedFields(error, { by: t.wrongPerson, last: t.tooManyDays });
  const cameUpEmpty = data?.pages.at(-1)?.entries.length === 0;
  const show = (chosen: View): void => {
    exporting.cancel();
    void navigate(addressOf(chosen));
  };
  return (
    <SpaceBetween size="l">
      <PageHeading
        title={t.title}
        lead={t.lead}
        actions={
          <Button
            iconName="download"
            disabled={exporting.stage.name === "running"}
            onClick={() => exporting.start(questionOf(view))}
          >
            {t.export}
          </Button>
        }
      />
      <MonthChooser
        month={view.month}
        months={monthsUpTo(now)}
        onChoose={(month) => show({ ...view, month, from: null, to: null })}
      />
      <Filter key={`${view.month} ${view.from} ${view.to}`} view={view} problem={wrong.by} onChoose={show} />
      <ExportProgress exporting={exporting} />
      {error !== null && wrong.by === undefined && (
        <ErrorAlert
          error={wrong.last === undefined ? error : new UserError(wrong.last)}
          onRetry={() => void refetch()}
        />
      )}
      {error === null && (
        <AuditTable
          entries={data?.pages.flatMap(({ entries }) => entries) ?? []}
          loading={isPending}
          filtered={filtered}
        />
      )}
      {hasNextPage && (
        <Box textAlign="center">
          <SpaceBetween size="xs">
            <div role="status">{cameUpEmpty && <Box color="text-body-secondary">{t.nothingSoFar}</Box>}</div>
            <Button onClick={more} loading={isFetchingNextPage} loadingText={t.loading}>
              {cameUpEmpty ? t.goOn : t.more}
            </Button>
          </SpaceBetween>
        </Box>
      )}
    </SpaceBetween>
  );
}
