import { useEffect, type ReactNode } from "react";

import { sentenceOf } from "@/lib/errors";
import { texts } from "@/lib/texts/first";

import styles from "./Shell.module.css";

/** What is shown when the app cannot even start. */
export function StartFailed({ error }: { error: unknown }): ReactNode {
  useEffect(() => console.error(error), [error]);
  return (
    <main className={styles.main}>
      <h1>{texts.app.name}</h1>
      <p role="alert">{sentenceOf(error)}</p>
      <button type="button" onClick={() => location.reload()}>
        {texts.errors.reload}
      </button>
    </main>
  );
}
