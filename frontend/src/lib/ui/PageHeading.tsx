import Header from "@cloudscape-design/components/header";
import { useEffect, type ReactNode } from "react";

import { texts } from "@/lib/texts/first";
import { windowTitle } from "@/lib/window-title";

type Props = {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  counter?: string | undefined;
  /** The heading, where it is not the window's title. */
  children?: ReactNode;
};

/** A site's name in it may have no place to break at, and is not to make the page wider. */
const LEAD = { overflowWrap: "anywhere" } as const;

/** A page's name: its heading, and the window's title. */
export function PageHeading({ title, lead, actions, counter, children }: Props): ReactNode {
  useEffect(() => {
    windowTitle.ofPage(texts.app.title(title));
  }, [title]);
  return (
    <Header
      variant="h1"
      description={lead !== undefined && <span style={LEAD}>{lead}</span>}
      actions={actions}
      {...(counter === undefined ? {} : { counter: `(${counter})` })}
    >
      {children ?? title}
    </Header>
  );
}
