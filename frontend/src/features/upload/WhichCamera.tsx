import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import type { ReactNode } from "react";

import { useCameras } from "@/lib/cameras/use-cameras";
import { texts } from "@/lib/texts";

const { upload: t } = texts;

const NONE = { value: "", label: t.noCamera };

type Props = { value: string | undefined; onChange: (cameraId: string | undefined) => void };

/** Which camera took the photos that are chosen next; for operators and administrators, who alone may say so. */
export function WhichCamera({ value, onChange }: Props): ReactNode {
  const cameras = useCameras().filter(({ isRemoved }) => !isRemoved);
  if (cameras.length === 0) return null;
  const options = [NONE, ...cameras.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <FormField label={t.whichCamera} description={t.whichCameraHelp}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? NONE}
        filteringType="auto"
        filteringPlaceholder={t.findCamera}
        filteringAriaLabel={t.findCamera}
        noMatch={t.noSuchCamera}
        onChange={({ detail }) =>
          onChange(detail.selectedOption.value === "" ? undefined : detail.selectedOption.value)
        }
      />
    </FormField>
  );
}
