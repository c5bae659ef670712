import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { PageHeading } from "@/lib/ui/PageHeading";

import styles from "./AuthCard.module.css";

type Props = { title: string; lead?: string; children: ReactNode; footer: ReactNode };

/** The frame of every page for people who are not signed in. */
export function AuthCard({ title, lead, children, footer }: Props): ReactNode {
  return (
    <div className={styles.card}>
      <Container
        header={<PageHeading title={title} lead={lead} />}
        footer={<div className={styles.footer}>{footer}</div>}
      >
        <SpaceBetween size="m">{children}</SpaceBetween>
      </Container>
    </div>
  );
}
