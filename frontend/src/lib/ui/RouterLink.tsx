import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { useHref, useNavigate, type To } from "react-router";

type Props = { to: To; state?: unknown; children: ReactNode };

/** A link within the app that looks as Cloudscape's do. */
export function RouterLink({ to, state, children }: Props): ReactNode {
  const href = useHref(to);
  const navigate = useNavigate();
  return (
    <Link
      href={href}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to, { state });
      }}
    >
      {children}
    </Link>
  );
}
