import ButtonDropdown, { type ButtonDropdownProps } from "@cloudscape-design/components/button-dropdown";
import { useEffect, useRef, type ReactNode } from "react";
import { useNavigate } from "react-router";

import type { Session } from "@/lib/auth/auth";
import { decisionCount, unfinishedCounts } from "@/lib/leaving";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ALL_LANGUAGES, chooseLanguage, language, LANGUAGES } from "@/lib/texts/language";
import { theme, THEMES } from "@/lib/theme";

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

/** Opens the menu once it is there, where somebody pressed its button before its code had come. */
function useOpenAtOnce(wanted: boolean): React.RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const isWanted = useRef(wanted);
  useEffect(() => {
    const button = place.current?.querySelector("button");
    if (!isWanted.current || button === null || button === undefined) return;
    isWanted.current = false;
    button.focus();
    button.click();
  }, []);
  return place;
}

type Props = { children: string; opensAtOnce: boolean };

/** The theme; for who is signed in the language and the account as well. */
export function AccountMenu({ children, opensAtOnce }: Props): ReactNode {
  const { auth } = useServices();
  const session = useStore(auth.session);
  const items = useAccountItems(session);
  const navigate = useNavigate();
  const place = useOpenAtOnce(opensAtOnce);

  const signOut = (): void => {
    const unfinished = unfinishedCounts.get();
    const [photos, decisions] = [unfinished.photos, decisionCount(unfinished)];
    if (photos + decisions === 0 || confirm(texts.app.signOutLoses(photos, decisions))) void auth.signOut();
  };

  return (
    <div ref={place}>
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
        {children}
      </ButtonDropdown>
    </div>
  );
}
