import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";

import { texts } from "@/lib/texts";

import styles from "./NowPage.module.css";

const { now: t } = texts;

/** What to do where there is no site yet. */
export function HowToBegin(): ReactNode {
  const navigate = useNavigate();
  return (
    <section className={styles.begin} aria-labelledby="how-to-begin">
      <h2 id="how-to-begin">{t.empty}</h2>
      <p>{t.emptyHelp}</p>
      <ol>
        <li>{t.steps.site}</li>
        <li>{t.steps.camera}</li>
        <li>{t.steps.send}</li>
      </ol>
      <Button variant="primary" onClick={() => void navigate("/cameras")}>
        {t.begin}
      </Button>
      <p>
        {t.tryOut} <code className={styles.command}>npm run carpark</code>
      </p>
    </section>
  );
}
