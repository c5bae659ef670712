import Alert from "@cloudscape-design/components/alert";
import { useState, type ReactNode } from "react";

import type { Session, SignInStep } from "@/lib/auth/auth";
import { useGo } from "@/lib/going";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts/first";
import { RouterLink } from "@/lib/ui/RouterLink";

import { AppCodeCard } from "./AppCodeCard";
import { AuthCard } from "./AuthCard";
import { AuthForm, type AuthField } from "@/lib/auth/form/AuthForm";
import { NewPasswordCard } from "./NewPasswordCard";
import { useTrip, type Trip } from "./trip";

const FIELDS: readonly AuthField<"email" | "password">[] = [
  { name: "email", label: texts.auth.email, kind: "email" },
  { name: "password", label: texts.auth.password, kind: "password" },
];

function noticeOf(trip: Trip, session: Session): string | null {
  if (trip.notice !== undefined) return texts.auth.notices[trip.notice];
  if (session.state !== "signed_out" || session.reason === "visitor") return null;
  return texts.auth.notices[session.reason];
}

/** The way to an account; where accounts are made by invitation there is no page for it. */
function HowToJoin({ trip }: { trip: Trip }): ReactNode {
  const { config } = useServices();
  if (config.signUpDomains?.length === 0) return <span>{texts.auth.byInvitationShort}</span>;
  return (
    <span>
      {texts.auth.noAccount}{" "}
      <RouterLink to="/sign-up" state={trip}>
        {texts.auth.signUp}
      </RouterLink>
    </span>
  );
}

/** Signs in. Once signed in, the app's own guard takes the person on. */
export function SignInPage(): ReactNode {
  const { auth } = useServices();
  const session = useStore(auth.session);
  const trip = useTrip();
  const go = useGo();
  const [step, setStep] = useState<SignInStep>("done");

  if (step === "new_password") return <NewPasswordCard onCancel={() => setStep("done")} />;
  if (step === "app_code") return <AppCodeCard onCancel={() => setStep("done")} />;
  const notice = noticeOf(trip, session);
  return (
    <AuthCard
      title={texts.auth.signInTitle}
      lead={texts.auth.intro}
      footer={
        <>
          <HowToJoin trip={trip} />
          <RouterLink to="/forgotten-password" state={trip}>
            {texts.auth.forgotten}
          </RouterLink>
        </>
      }
    >
      {notice !== null && (
        <div role="status">
          <Alert type="info">{notice}</Alert>
        </div>
      )}
      <AuthForm
        fields={FIELDS}
        initial={{ email: trip.email ?? "" }}
        submit={texts.auth.signIn}
        onSubmit={async ({ email, password }) => {
          const next = await auth.signIn(email, password);
          setStep(next);
          if (next === "confirm_email") await go("/confirm", { state: { ...trip, email } });
          if (next === "reset_password") await go("/forgotten-password", { state: { ...trip, email } });
        }}
      />
    </AuthCard>
  );
}
