import { useState, type ReactNode } from "react";

import type { SignInStep } from "@/lib/auth/auth";
import { useGo } from "@/lib/going";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts/first";
import { RouterLink } from "@/lib/ui/RouterLink";

import { AppCodeCard } from "./AppCodeCard";
import { AuthCard } from "./AuthCard";
import { AuthForm, type AuthField } from "@/lib/auth/form/AuthForm";
import { LocalCode } from "./LocalCode";
import { ResendCode } from "./ResendCode";
import { useTrip } from "./trip";

const ASK: readonly AuthField<"email">[] = [{ name: "email", label: texts.auth.email, kind: "email" }];
const SET: readonly AuthField<"code" | "password">[] = [
  { name: "code", label: texts.auth.code, kind: "code" },
  { name: "password", label: texts.auth.newPassword, kind: "new-password" },
];

function SetPasswordCard({ email }: { email: string }): ReactNode {
  const { auth } = useServices();
  const go = useGo();
  const [step, setStep] = useState<SignInStep>("done");
  const toSignIn = (): Promise<void> => go("/sign-in", { state: { email, notice: "password_set" } });
  if (step === "app_code") return <AppCodeCard onCancel={() => void toSignIn()} />;
  return (
    <AuthCard
      title={texts.auth.resetTitle}
      lead={texts.auth.resetHelp(email)}
      footer={
        <>
          <ResendCode send={() => auth.sendResetCode(email)} />
          <RouterLink to="/sign-in" state={{ email }}>
            {texts.auth.backToSignIn}
          </RouterLink>
        </>
      }
    >
      <AuthForm
        key="set"
        fields={SET}
        submit={texts.auth.setPassword}
        onSubmit={async ({ code, password }) => setStep(await auth.resetPassword(email, code, password))}
      >
        {(_values, change) => <LocalCode email={email} onUse={(code) => change("code", code)} />}
      </AuthForm>
    </AuthCard>
  );
}

/** Replaces a forgotten password: first a code is sent, then it is entered with the new password. */
export function ForgottenPasswordPage(): ReactNode {
  const { auth } = useServices();
  const trip = useTrip();
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null) return <SetPasswordCard email={sentTo} />;
  return (
    <AuthCard
      title={texts.auth.resetTitle}
      lead={texts.auth.resetStart}
      footer={
        <RouterLink to="/sign-in" state={trip}>
          {texts.auth.backToSignIn}
        </RouterLink>
      }
    >
      <AuthForm
        key="ask"
        fields={ASK}
        initial={{ email: trip.email ?? "" }}
        submit={texts.auth.sendCode}
        onSubmit={async ({ email }) => {
          await auth.sendResetCode(email);
          setSentTo(email);
        }}
      />
    </AuthCard>
  );
}
