import type { UseQueryResult } from "@tanstack/react-query";
import type { ComponentProps, ReactNode } from "react";

import type { Explanation } from "@/client";
import { texts as words } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";

import { TextTable } from "./TextTable";

type Props = Omit<ComponentProps<typeof TextTable>, "texts"> & { explanation: UseQueryResult<Explanation> };

/** Why a photo's text was or was not read as a plate; on its way, failed or there. */
export function Why({ explanation: { data, error, refetch }, ...table }: Props): ReactNode {
  if (data === undefined && error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={words.why.loading} />;
  if (data.texts.length === 0) return <p>{words.why.noText}</p>;
  return <TextTable texts={data.texts} {...table} />;
}
