import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { Component, type ReactNode } from "react";
import { useLocation, type Location } from "react-router";

import { texts } from "@/lib/texts/first";

/** What stands in for a page that broke. */
function BrokenPage(): ReactNode {
  return (
    <div role="alert">
      <Alert
        type="error"
        header={texts.errors.pageBroke}
        action={<Button onClick={() => location.reload()}>{texts.errors.reload}</Button>}
      >
        {texts.errors.pageBrokeHelp}
      </Alert>
    </div>
  );
}

type Props = { location: Location; children: ReactNode };
type State = { location: Location; isBroken: boolean };

class Boundary extends Component<Props, State> {
  override state: State = { location: this.props.location, isBroken: false };

  static getDerivedStateFromError = (): Partial<State> => ({ isBroken: true });

  // What broke at one place need not at another.
  static getDerivedStateFromProps = ({ location }: Props, state: State): State | null =>
    location === state.location ? null : { location, isBroken: false };

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenPage /> : this.props.children;
  }
}

/** Keeps a page that breaks from taking along what is around it, until another one is opened. */
export const PageBoundary = ({ children }: { children: ReactNode }): ReactNode => (
  <Boundary location={useLocation()}>{children}</Boundary>
);
