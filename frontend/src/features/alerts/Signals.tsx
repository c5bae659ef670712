import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import { alertChoices, canNotify, chooseSignal, mayNotify } from "@/lib/alerts/choices";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

const { alerts: t } = texts;

/** How new alerts make themselves known, as long as the app is open in this browser. */
export function Signals(): ReactNode {
  const [isRefused, setRefused] = useState(false);
  const hasSound = useStore(alertChoices.sound);
  const notifies = useStore(alertChoices.notification);

  const switchNotifications = async (isOn: boolean): Promise<void> => {
    // Only who switches it on is asked for the permission.
    const isAllowed = !isOn || (await mayNotify());
    setRefused(!isAllowed);
    chooseSignal("notification", isOn && isAllowed);
  };

  return (
    <FormField label={t.signals}>
      <SpaceBetween size="xs">
        <Checkbox checked={hasSound} onChange={({ detail }) => chooseSignal("sound", detail.checked)}>
          {t.sound}
        </Checkbox>
        {canNotify() && (
          <Checkbox checked={notifies} onChange={({ detail }) => void switchNotifications(detail.checked)}>
            {t.notify}
          </Checkbox>
        )}
        <div role="status">{isRefused && <StatusIndicator type="warning">{t.refused}</StatusIndicator>}</div>
      </SpaceBetween>
    </FormField>
  );
}
