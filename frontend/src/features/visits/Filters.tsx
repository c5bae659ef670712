import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import { useState, type ReactNode } from "react";

import type { Site } from "@/client";
import { texts } from "@/lib/texts";
import { DayField } from "@/lib/ui/DayField";

import { PILES, type View } from "./view";
import styles from "./VisitsTable.module.css";

const { visits: t } = texts;

const ALL = "";

type SiteProps = {
  sites: readonly Site[];
  site: Site | undefined;
  mayAll: boolean;
  onChoose: (id: string | null) => void;
};

function SiteField({ sites, site, mayAll, onChoose }: SiteProps): ReactNode {
  const options = [
    ...(mayAll ? [{ value: ALL, label: t.allSites }] : []),
    ...sites.map(({ site_id, name }) => ({ value: site_id, label: name })),
  ];
  return (
    <div className={styles.site}>
      <FormField label={t.site}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === (site?.site_id ?? ALL)) ?? null}
          placeholder={t.chooseSite}
          onChange={({ detail }) =>
            onChoose(detail.selectedOption.value === ALL ? null : (detail.selectedOption.value ?? null))
          }
        />
      </FormField>
    </div>
  );
}

type Props = {
  view: View;
  sites: readonly Site[];
  site: Site | undefined;
  wrong: { days?: string | undefined; plate?: string | undefined };
  onChoose: (view: View) => void;
};

/** Which visits: of which site and pile at once, of which days and plate once they are typed. */
export function Filters({ view, sites, site, wrong, onChoose }: Props): ReactNode {
  const [draft, setDraft] = useState(view);
  const [shown, setShown] = useState(view);
  // What is typed follows the address, as when one goes back; the fields stay, and with them the keyboard's place.
  if (shown.from !== view.from || shown.to !== view.to || shown.plate !== view.plate) {
    setShown(view);
    setDraft(view);
  }
  const plate = draft.plate?.trim() ?? "";
  const isNarrowed = view.plate !== null || view.from !== null || view.to !== null;
  return (
    <form
      role="search"
      className={styles.filters}
      onSubmit={(event) => {
        event.preventDefault();
        onChoose({ ...view, from: draft.from, to: draft.to, plate: plate === "" ? null : plate });
      }}
    >
      <SiteField
        sites={sites}
        site={site}
        mayAll={view.plate !== null}
        onChoose={(id) => onChoose({ ...view, site: id })}
      />
      <DayField label={t.from} value={draft.from} onChange={(from) => setDraft({ ...draft, from })} />
      <DayField label={t.to} value={draft.to} problem={wrong.days} onChange={(to) => setDraft({ ...draft, to })} />
      <div className={styles.plateField}>
        <FormField label={t.plate} errorText={wrong.plate}>
          <Input
            value={draft.plate ?? ""}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setDraft({ ...draft, plate: detail.value })}
          />
        </FormField>
      </div>
      <Button formAction="submit">{t.show}</Button>
      {isNarrowed && (
        <Button formAction="none" onClick={() => onChoose({ ...view, from: null, to: null, plate: null })}>
          {t.clear}
        </Button>
      )}
    </form>
  );
}

/** Which pile of visits: all, who is inside, who is there too long, and where a person is asked. */
export function PileChooser({ view, onChoose }: Pick<Props, "view" | "onChoose">): ReactNode {
  return (
    <SegmentedControl
      label={t.pile}
      selectedId={view.pile}
      options={PILES.map((id) => ({ id, text: t.piles[id] }))}
      onChange={({ detail }) =>
        onChoose({ ...view, pile: PILES.find((pile) => pile === detail.selectedId) ?? view.pile })
      }
    />
  );
}
