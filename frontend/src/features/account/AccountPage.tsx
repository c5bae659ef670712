import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { PageHeading } from "@/lib/ui/PageHeading";

import styles from "./AccountPage.module.css";
import { AppCode } from "./AppCode";
import { ChangePassword } from "./ChangePassword";

const { account: t } = texts;

/** How somebody signs in: the password, and a code from an app. */
export function AccountPage(): ReactNode {
  const session = useStore(useServices().auth.session);
  return (
    <div className={styles.page}>
      <SpaceBetween size="l">
        <PageHeading title={t.title} lead={session.state === "signed_in" ? t.lead(session.email) : undefined} />
        <ChangePassword />
        <AppCode />
      </SpaceBetween>
    </div>
  );
}
