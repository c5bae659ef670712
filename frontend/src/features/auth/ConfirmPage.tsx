import type { ReactNode } from "react";
import { Navigate } from "react-router";

import { useGo } from "@/lib/going";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts/first";
import { RouterLink } from "@/lib/ui/RouterLink";

import { AuthCard } from "./AuthCard";
import { AuthForm, type AuthField } from "@/lib/auth/form/AuthForm";
import { LocalCode } from "./LocalCode";
import { ResendCode } from "./ResendCode";
import { useTrip } from "./trip";

const FIELDS: readonly AuthField<"code">[] = [{ name: "code", label: texts.auth.code, kind: "code" }];

/** Confirms an email by the code that was sent to it. */
export function ConfirmPage(): ReactNode {
  const { auth } = useServices();
  const trip = useTrip();
  const go = useGo();
  const { email } = trip;
  if (email === undefined) return <Navigate to="/sign-in" replace />;
  return (
    <AuthCard
      title={texts.auth.confirmTitle}
      lead={texts.auth.confirmHelp(email)}
      footer={
        <>
          <ResendCode send={() => auth.resendCode(email)} />
          <RouterLink to="/sign-in" state={trip}>
            {texts.auth.backToSignIn}
          </RouterLink>
        </>
      }
    >
      <AuthForm
        fields={FIELDS}
        submit={texts.auth.confirm}
        onSubmit={async ({ code }) => {
          const signedIn = await auth.confirmEmail(email, code);
          if (!signedIn) await go("/sign-in", { state: { ...trip, notice: "confirmed" } });
        }}
      >
        {(_values, change) => <LocalCode email={email} onUse={(code) => change("code", code)} />}
      </AuthForm>
    </AuthCard>
  );
}
