import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import { AuthForm, type AuthField } from "@/lib/auth/form/AuthForm";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { Arrival } from "@/lib/ui/form/Arrival";

const { account: t } = texts;

const FIELDS: readonly AuthField<"old" | "password">[] = [
  { name: "old", label: t.oldPassword, kind: "password" },
  { name: "password", label: texts.auth.newPassword, kind: "new-password" },
];

/** Sets another password for who is signed in. */
export function ChangePassword(): ReactNode {
  const { auth } = useServices();
  // Counted, so that the form is empty again after each.
  const [changes, setChanges] = useState(0);
  return (
    <Container header={<Header variant="h2">{t.password}</Header>}>
      <SpaceBetween size="m">
        {changes > 0 && (
          <Arrival key={changes} role="status">
            <Alert type="success">{t.changed}</Alert>
          </Arrival>
        )}
        <AuthForm
          key={`form ${changes}`}
          fields={FIELDS}
          submit={t.change}
          onSubmit={async ({ old, password }) => {
            await (await auth.account()).changePassword(old, password);
            setChanges(changes + 1);
          }}
        />
      </SpaceBetween>
    </Container>
  );
}
