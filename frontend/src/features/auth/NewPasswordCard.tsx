import type { ReactNode } from "react";
import Button from "@cloudscape-design/components/button";

import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts/first";

import { AuthCard } from "./AuthCard";
import { AuthForm, type AuthField } from "@/lib/auth/form/AuthForm";

const FIELDS: readonly AuthField<"password">[] = [
  { name: "password", label: texts.auth.newPassword, kind: "new-password" },
];

/** The part of a sign-in in which a temporary password has to be replaced. */
export function NewPasswordCard({ onCancel }: { onCancel: () => void }): ReactNode {
  const { auth } = useServices();
  return (
    <AuthCard
      title={texts.auth.newPasswordTitle}
      lead={texts.auth.newPasswordHelp}
      footer={
        <Button variant="inline-link" onClick={onCancel}>
          {texts.auth.backToSignIn}
        </Button>
      }
    >
      <AuthForm
        fields={FIELDS}
        submit={texts.auth.setPassword}
        onSubmit={({ password }) => auth.chooseNewPassword(password)}
      />
    </AuthCard>
  );
}
