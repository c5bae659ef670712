import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useId, useState, type ReactNode } from "react";

import type { PlateList } from "@/client";
import { numberText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { NativeInput } from "@/lib/ui/NativeInput";

import type { Result } from "./run";
import { useImport } from "./use-import";

const { importing: t, lists: l } = texts;

const MOST_SHOWN = 100;

function Told({ result }: { result: Result }): ReactNode {
  const { added, changed, same, refused, others } = result;
  const counts = { added, changed, same, removed: others.length, refused: refused.length };
  const names = Object.keys(t.counts) as (keyof typeof counts)[];
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={names.map((name) => ({ label: t.counts[name], value: numberText(counts[name]) }))}
      />
      {refused.length > 0 && (
        <div>
          <Box variant="strong">{t.refusedTitle}</Box>
          <ul>
            {refused.slice(0, MOST_SHOWN).map(({ line, message }) => (
              <li key={line}>{t.line(line, message)}</li>
            ))}
            {refused.length > MOST_SHOWN && <li>{t.andMore(refused.length - MOST_SHOWN)}</li>}
          </ul>
        </div>
      )}
    </SpaceBetween>
  );
}

type Wish = { file: File | null; removesOthers: boolean };

function Choice({ wish, onChange }: { wish: Wish; onChange: (wish: Wish) => void }): ReactNode {
  const id = useId();
  return (
    <SpaceBetween size="m">
      <FormField label={t.choose} description={t.help} controlId={id}>
        <NativeInput
          id={id}
          type="file"
          accept=".csv,.txt,text/csv"
          onChange={({ target }) => onChange({ ...wish, file: target.files?.[0] ?? null })}
        />
      </FormField>
      <Checkbox
        checked={wish.removesOthers}
        onChange={({ detail }) => onChange({ ...wish, removesOthers: detail.checked })}
      >
        {t.removesOthers}
      </Checkbox>
    </SpaceBetween>
  );
}

/** Brings a CSV into a list: it is shown what changes before anything does. */
export function ImportDialog({ list, onClose }: { list: PlateList; onClose: () => void }): ReactNode {
  const [wish, setWish] = useState<Wish>({ file: null, removesOthers: false });
  const { stage, check, start } = useImport(list);
  const { file } = wish;
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={t.title}
      closeAriaLabel={l.close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{stage.name === "done" ? l.close : l.cancel}</Button>
            {stage.name === "choosing" && (
              <Button
                variant="primary"
                disabled={file === null}
                onClick={() => {
                  if (file !== null) check(file, wish.removesOthers);
                }}
              >
                {t.check}
              </Button>
            )}
            {stage.name === "told" && (
              <Button variant="primary" disabled={!changesAnything(stage.result)} onClick={start}>
                {stage.problem === null ? t.start : t.again}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {stage.name === "choosing" && <Choice wish={wish} onChange={setWish} />}
        {"problem" in stage && stage.problem !== null && (
          <div role="alert">
            <Alert type="error" {...(stage.name === "told" ? { header: t.halted } : {})}>
              {stage.problem}
            </Alert>
          </div>
        )}
        <div role="status">
          {stage.name === "running" && <Alert type="info">{stage.text}</Alert>}
          {stage.name === "told" && <Box variant="h3">{t.found}</Box>}
          {stage.name === "done" && <Alert type="success">{t.done}</Alert>}
        </div>
        {"result" in stage && stage.result !== null && <Told result={stage.result} />}
      </SpaceBetween>
    </Modal>
  );
}

const changesAnything = ({ added, changed, others }: Result): boolean => added + changed + others.length > 0;
