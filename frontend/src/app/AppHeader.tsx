import ButtonDropdown, { type ButtonDropdownProps } from "@cloudscape-design/components/button-dropdown";
import type { ReactNode } from "react";
import { Link, NavLink, useNavigate } from "react-router";

import { isAdmin, isOperator, type Session } from "@/lib/auth/auth";
import { decisionCount, unfinishedCounts } from "@/lib/leaving";
import { useChanges } from "@/lib/live/use-live";
import { alertsText, toReviewText } from "@/lib/live/waiting";
import { useQuestionCount } from "@/lib/parking/use-now";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { chooseLanguage, language, LANGUAGES, type Language } from "@/lib/texts/language";
import { theme, THEMES } from "@/lib/theme";

import styles from "./AppHeader.module.css";

const ALL_LANGUAGES = Object.keys(LANGUAGES) as Language[];

const linkClass = (): string | undefined => styles.link;

/** How much there is to review, and what is still being sent of it. */
function ReviewBadges({ deciding }: { deciding: number }): ReactNode {
  const waiting = toReviewText(useChanges(), useQuestionCount());
  return (
    <>
      {waiting !== null && (
        <span className={styles.waiting} role="img" aria-label={texts.live.waitingFor(waiting)}>
          {waiting}
        </span>
      )}
      {deciding > 0 && (
        <span className={styles.sending} aria-label={texts.app.deciding(deciding)}>
          {deciding}
        </span>
      )}
    </>
  );
}

/** How many alerts nobody has looked at. */
function AlertsBadge(): ReactNode {
  const count = alertsText(useChanges());
  return (
    count !== null && (
      <span className={styles.waiting} role="img" aria-label={texts.alerts.waitingFor(count)}>
        {count}
      </span>
    )
  );
}

function Navigation({ session }: { session: Session }): ReactNode {
  const unfinished = useStore(unfinishedCounts);
  const { photos: sending } = unfinished;
  return (
    <nav aria-label={texts.app.navigation} className={styles.navigation}>
      {isOperator(session) && (
        <NavLink to="/now" className={linkClass}>
          {texts.app.now}
        </NavLink>
      )}
      <NavLink to="/" end className={linkClass}>
        {texts.app.upload}
        {sending > 0 && (
          <span className={styles.sending} aria-label={texts.app.sending(sending)}>
            {sending}
          </span>
        )}
      </NavLink>
      <NavLink to="/uploads" className={linkClass}>
        {texts.app.myUploads}
      </NavLink>
      {isOperator(session) && (
        <>
          <NavLink to="/review" className={linkClass}>
            {texts.app.review}
            <ReviewBadges deciding={decisionCount(unfinished)} />
          </NavLink>
          <NavLink to="/reads" end className={linkClass}>
            {texts.app.reads}
          </NavLink>
          <NavLink to="/visits" className={linkClass}>
            {texts.app.visits}
          </NavLink>
          <NavLink to="/alerts" className={linkClass}>
            {texts.app.alerts}
            <AlertsBadge />
          </NavLink>
          <NavLink to="/insights" className={linkClass}>
            {texts.app.insights}
          </NavLink>
        </>
      )}
      {(isOperator(session) || isAdmin(session)) && (
        <>
          <NavLink to="/cameras" className={linkClass}>
            {texts.app.cameras}
          </NavLink>
          <NavLink to="/lists" className={linkClass}>
            {texts.app.lists}
          </NavLink>
        </>
      )}
      {isAdmin(session) && (
        <>
          <NavLink to="/channels" className={linkClass}>
            {texts.channels.title}
          </NavLink>
          <NavLink to="/people" className={linkClass}>
            {texts.people.title}
          </NavLink>
          <NavLink to="/audit" className={linkClass}>
            {texts.app.audit}
          </NavLink>
          <NavLink to="/settings" className={linkClass}>
            {texts.app.settings}
          </NavLink>
        </>
      )}
    </nav>
  );
}

function useAccountItems(session: Session): ButtonDropdownProps.Items {
  const chosen = useStore(theme);
  const themes: ButtonDropdownProps.ItemGroup = {
    text: texts.app.theme,
    items: THEMES.map((id) => ({
      itemType: "checkbox",
      id,
      text: texts.app.themes[id],
      checked: id === chosen,
    })),
  };
  const languages: ButtonDropdownProps.ItemGroup = {
    text: texts.app.language,
    items: ALL_LANGUAGES.map((id) => ({
      itemType: "checkbox",
      id,
      text: LANGUAGES[id],
      checked: id === language,
    })),
  };
  if (session.state !== "signed_in") return [themes];
  return [
    themes,
    languages,
    {
      text: session.email,
      items: [
        { id: "account", text: texts.account.title },
        { id: "sign-out", text: texts.app.signOut },
      ],
    },
  ];
}

function Account(): ReactNode {
  const { auth } = useServices();
  const session = useStore(auth.session);
  const items = useAccountItems(session);
  const navigate = useNavigate();

  const signOut = (): void => {
    const unfinished = unfinishedCounts.get();
    const [photos, decisions] = [unfinished.photos, decisionCount(unfinished)];
    if (photos + decisions === 0 || confirm(texts.app.signOutLoses(photos, decisions))) void auth.signOut();
  };

  return (
    <ButtonDropdown
      items={items}
      expandToViewport
      onItemClick={({ detail }) => {
        const choice = THEMES.find((id) => id === detail.id);
        const spoken = ALL_LANGUAGES.find((id) => id === detail.id);
        if (choice !== undefined) theme.choose(choice);
        else if (spoken !== undefined) chooseLanguage(spoken);
        else if (detail.id === "account") void navigate("/account");
        else signOut();
      }}
    >
      {session.state === "signed_in" ? texts.app.account : texts.app.theme}
    </ButtonDropdown>
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
  return (
    <header className={styles.header} data-app-header>
      <div className={styles.bar}>
        <Link to="/" className={styles.name}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>{texts.app.name}</span>
        </Link>
        {config.mailUrl !== null && <span className={styles.stage}>{texts.app.localStage}</span>}
        {session.state === "signed_in" && <Navigation session={session} />}
        <div className={styles.account}>
          {session.state !== "signed_in" && <OtherLanguages />}
          <Account />
        </div>
      </div>
    </header>
  );
}
