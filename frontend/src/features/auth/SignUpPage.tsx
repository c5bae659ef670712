import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";

import { useGo } from "@/lib/going";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts/first";
import { RouterLink } from "@/lib/ui/RouterLink";

import { AuthCard } from "./AuthCard";
import { AuthForm, type AuthField } from "@/lib/auth/form/AuthForm";
import { useTrip } from "./trip";

const FIELDS: readonly AuthField<"email" | "password">[] = [
  { name: "email", label: texts.auth.email, kind: "email" },
  { name: "password", label: texts.auth.password, kind: "new-password" },
];

/** Makes an account; its email has to be confirmed next. */
export function SignUpPage(): ReactNode {
  const { auth, config } = useServices();
  const trip = useTrip();
  const go = useGo();
  const domains = config.signUpDomains;
  const footer = (
    <span>
      {texts.auth.haveAccount}{" "}
      <RouterLink to="/sign-in" state={trip}>
        {texts.auth.signIn}
      </RouterLink>
    </span>
  );
  if (domains?.length === 0)
    return (
      <AuthCard title={texts.auth.signUpTitle} footer={footer}>
        {texts.auth.byInvitation}
      </AuthCard>
    );
  return (
    <AuthCard title={texts.auth.signUpTitle} lead={texts.auth.intro} footer={footer}>
      {domains !== null && <Alert type="info">{texts.auth.onlyDomains(domains.join(", "))}</Alert>}
      <AuthForm
        fields={FIELDS}
        initial={{ email: trip.email ?? "" }}
        submit={texts.auth.signUp}
        onSubmit={async ({ email, password }) => {
          await auth.signUp(email, password);
          await go("/confirm", { state: { ...trip, email } });
        }}
      />
    </AuthCard>
  );
}
