import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { PermitAnswer, Site } from "@/client";
import { checkPermit } from "@/lib/api/lists";
import { sitesQuery } from "@/lib/api/sites";
import { refusedFields } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { useSingleMutation } from "@/lib/use-single-mutation";

import styles from "./PermitCheck.module.css";

const { permits: t } = texts;

type Share = NonNullable<PermitAnswer["share"]>;

function sharing({ inside, most_at_a_time, not_counted }: Share): string {
  if (not_counted !== null || inside === null) return t.notCounted[not_counted ?? "not_followed"];
  return inside >= most_at_a_time ? t.full(inside, most_at_a_time) : t.taken(inside, most_at_a_time);
}

function Answer({ answer }: { answer: PermitAnswer }): ReactNode {
  const { entry } = answer;
  return (
    <SpaceBetween size="xxs">
      <Box variant="h3" tagOverride="p">
        {answer.plate}: {t.answers[answer.answer]}
      </Box>
      {entry !== null && (
        <Box>
          {[t.entry(entry.plate, answer.list_name ?? ""), entry.holder, entry.reason].filter(Boolean).join(" · ")}
        </Box>
      )}
      <Box color="text-body-secondary">{answer.opens_gate ? t.gate.yes : t.gate.no}</Box>
      {answer.share !== null && <Box>{sharing(answer.share)}</Box>}
    </SpaceBetween>
  );
}

function Question({ sites }: { sites: readonly Site[] }): ReactNode {
  const { client } = useServices();
  const [plate, setPlate] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const { mutate, data, error, isPending } = useAsked(client);
  const options = sites.map(({ site_id, name }) => ({ value: site_id, label: name }));
  const site = options.find(({ value }) => value === chosen) ?? options[0];
  const [tried, setTried] = useState(false);
  const isEmpty = plate.trim() === "";
  const wrong = tried && isEmpty ? { plate: t.wrongPlate } : refusedFields(error, { plate: t.wrongPlate });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (site !== undefined && !isEmpty) mutate({ plate, site_id: site.value });
      }}
    >
      <SpaceBetween size="m">
        <div className={styles.question}>
          <FormField label={t.plate} errorText={wrong.plate}>
            <Input value={plate} autoComplete={false} onChange={({ detail }) => setPlate(detail.value)} />
          </FormField>
          <FormField label={t.site}>
            <Select
              options={options}
              selectedOption={site ?? null}
              placeholder={t.chooseSite}
              onChange={({ detail }) => setChosen(detail.selectedOption.value ?? null)}
            />
          </FormField>
          <Button formAction="submit" loading={isPending} loadingText={texts.app.loading}>
            {t.ask}
          </Button>
        </div>
        {error !== null && wrong.plate === undefined && <ErrorAlert error={error} />}
        <div role="status">{data !== undefined && error === null && <Answer answer={data} />}</div>
      </SpaceBetween>
    </form>
  );
}

function useAsked(client: Parameters<typeof checkPermit>[0]) {
  const [data, setData] = useState<PermitAnswer>();
  const asked = useSingleMutation({
    mutationFn: (question: Parameters<typeof checkPermit>[1]) => checkPermit(client, question),
    onSuccess: setData,
  });
  return { ...asked, data };
}

/** Asks whether a plate may be at a site now. */
export function PermitCheck(): ReactNode {
  const { client } = useServices();
  const { data } = useQuery(sitesQuery(client));
  const sites = data?.sites.filter(({ removed_at }) => removed_at === null) ?? [];
  return (
    <Container header={<Header variant="h2">{t.title}</Header>}>
      {sites.length === 0 ? <Box color="text-body-secondary">{t.noSites}</Box> : <Question sites={sites} />}
    </Container>
  );
}
