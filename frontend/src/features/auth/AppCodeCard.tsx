import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts/first";

import { AuthCard } from "./AuthCard";
import { AuthForm, type AuthField } from "@/lib/auth/form/AuthForm";

const FIELDS: readonly AuthField<"code">[] = [{ name: "code", label: texts.auth.appCode, kind: "app-code" }];

/** The part of a sign-in in which a code from an authenticator app is asked for. */
export function AppCodeCard({ onCancel }: { onCancel: () => void }): ReactNode {
  const { auth } = useServices();
  return (
    <AuthCard
      title={texts.auth.appCodeTitle}
      lead={texts.auth.appCodeHelp}
      footer={
        <Button variant="inline-link" onClick={onCancel}>
          {texts.auth.backToSignIn}
        </Button>
      }
    >
      <AuthForm fields={FIELDS} submit={texts.auth.signIn} onSubmit={({ code }) => auth.giveAppCode(code)} />
    </AuthCard>
  );
}
