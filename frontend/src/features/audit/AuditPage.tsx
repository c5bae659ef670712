import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import { auditQuery } from "@/lib/api/audit";
import { monthText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { PageHeading } from "@/lib/ui/PageHeading";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

import styles from "./AuditPage.module.css";
import { AuditTable } from "./AuditTable";
import { monthAsked, monthsUpTo } from "./month";

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

/** Who did what, newest first, a month at a time; the month stands in the address. */
export function AuditPage(): ReactNode {
  const { client } = useServices();
  const { search } = useLocation();
  const navigate = useNavigate();
  const [now] = useState(() => new Date());
  const month = monthAsked(search, now);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditQuery(client, month),
  );
  const more = useOneAtATime(fetchNextPage);
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title} lead={t.lead} />
      <MonthChooser
        month={month}
        months={monthsUpTo(now)}
        onChoose={(chosen) => void navigate({ search: `?month=${chosen}` })}
      />
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {error === null && (
        <AuditTable entries={data?.pages.flatMap(({ entries }) => entries) ?? []} loading={isPending} />
      )}
      {hasNextPage && (
        <Box textAlign="center">
          <Button onClick={more} loading={isFetchingNextPage} loadingText={t.loading}>
            {t.more}
          </Button>
        </Box>
      )}
    </SpaceBetween>
  );
}
