import Button from "@cloudscape-design/components/button";
import { useState, type ReactNode } from "react";
import { Link } from "react-router";

import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts/first";
import { ALL_LANGUAGES, chooseLanguage, language, LANGUAGES } from "@/lib/texts/language";

import styles from "./AppHeader.module.css";
import { fetchAround, useAround } from "./around";

/** The account's menu. Until its code is there its button stands in for it, and fetches it when it is pressed. */
function Account({ children }: { children: string }): ReactNode {
  const around = useAround();
  const [isWanted, setWanted] = useState(false);
  if (around !== null) return <around.AccountMenu opensAtOnce={isWanted}>{children}</around.AccountMenu>;
  const open = (): void => {
    setWanted(true);
    fetchAround().catch(() => setWanted(false));
  };
  return (
    <Button
      iconName="caret-down-filled"
      iconAlign="right"
      nativeButtonAttributes={{ "aria-haspopup": "true", "aria-expanded": "false", "aria-busy": isWanted }}
      onClick={open}
    >
      {children}
    </Button>
  );
}

/** For people who do not know the language that the page speaks: each by its own name. */
function OtherLanguages(): ReactNode {
  return ALL_LANGUAGES.filter((id) => id !== language).map((id) => (
    <button key={id} type="button" lang={id} className={styles.language} onClick={() => chooseLanguage(id)}>
      {LANGUAGES[id]}
    </button>
  ));
}

/** The bar on top: where one is, where one can go, who one is. */
export function AppHeader(): ReactNode {
  const { auth, config } = useServices();
  const session = useStore(auth.session);
  const isMember = session.state === "signed_in";
  const around = useAround();
  return (
    <header className={styles.header} data-app-header>
      <div className={styles.bar}>
        <div className={styles.where}>
          <Link to="/" className={styles.name}>
            <img src="/icon.svg" alt="" width="28" height="28" />
            <span>{texts.app.name}</span>
          </Link>
          {config.mailUrl !== null && <span className={styles.stage}>{texts.app.localStage}</span>}
        </div>
        {isMember && around !== null && (
          <around.Queries>
            <around.Navigation session={session} />
          </around.Queries>
        )}
        <div className={styles.account}>
          {!isMember && <OtherLanguages />}
          <Account>{isMember ? texts.app.account : texts.app.theme}</Account>
        </div>
      </div>
    </header>
  );
}
