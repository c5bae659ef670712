import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import type { ComponentProps, ReactNode } from "react";

import { texts } from "@/lib/texts";
import { NumberTable } from "@/lib/ui/NumberTable";

import styles from "./ChartSection.module.css";

const { insights: t } = texts;

/** Longer tables are folded: the chart says the most of it, and the page stays short. */
const ROWS_SHOWN = 12;

type Props = { title: string; help?: string; table: ComponentProps<typeof NumberTable>; children: ReactNode };

/** Figures as a chart, with the numbers beside it. */
export function ChartSection({ title, help, table, children }: Props): ReactNode {
  const long = table.rows.length > ROWS_SHOWN;
  return (
    <Container
      header={
        <Header variant="h2" description={help}>
          {title}
        </Header>
      }
    >
      <div className={long ? styles.long : styles.pair}>
        {children}
        <ExpandableSection headerText={t.numbers} defaultExpanded={!long}>
          <NumberTable {...table} />
        </ExpandableSection>
      </div>
    </Container>
  );
}
