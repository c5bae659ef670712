import type { ReactNode } from "react";
import { Navigate, Outlet, useLocation } from "react-router";

import { isAdmin, isOperator } from "@/lib/auth/auth";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts/first";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";

import { useAround } from "./around";

const HOME = "/";

const fromOf = (state: unknown): string =>
  typeof state === "object" && state !== null && "from" in state && typeof state.from === "string" ? state.from : HOME;

/** Goes to another page, and says that it comes for as long as that takes. */
function GoTo({ to, state }: { to: string; state?: unknown }): ReactNode {
  return (
    <>
      <Navigate to={to} replace state={state} />
      <Loading label={texts.app.loading} />
    </>
  );
}

/** Pages for people who are signed in; others sign in first and come back. */
export function ForMembers(): ReactNode {
  const session = useStore(useServices().auth.session);
  const { pathname, search, hash } = useLocation();
  const around = useAround();
  // Another person's pages are other pages: nothing that is shown goes over from one to the next.
  const page = session.state === "signed_in" && <Outlet key={session.userId} />;
  // A page comes with what is around it: without that, this is what stands in for a page and asks the API nothing.
  if (page !== false) return around === null ? page : <around.Queries>{page}</around.Queries>;
  // Who signed out on purpose starts anew: the next person here is perhaps another one.
  const left = session.state === "signed_out" && session.reason === "left";
  return <GoTo to="/sign-in" state={left ? null : { from: `${pathname}${search}${hash}` }} />;
}

/** Pages for operators; others are told whom to ask. */
export function ForOperators(): ReactNode {
  const session = useStore(useServices().auth.session);
  if (isOperator(session)) return <Outlet />;
  return <PageHeading title={texts.operators.only} lead={texts.operators.onlyHelp} />;
}

/** Pages for administrators; others are told whom to ask. */
export function ForAdmins(): ReactNode {
  const session = useStore(useServices().auth.session);
  if (isAdmin(session)) return <Outlet />;
  return <PageHeading title={texts.administrators.only} lead={texts.administrators.onlyHelp} />;
}

/** Pages for operators and administrators; others are told whom to ask. */
export function ForStaff(): ReactNode {
  const session = useStore(useServices().auth.session);
  if (isOperator(session) || isAdmin(session)) return <Outlet />;
  return <PageHeading title={texts.operators.only} lead={texts.operators.onlyHelp} />;
}

/** Pages for people who are not signed in; others go on to where they were headed. */
export function ForVisitors(): ReactNode {
  const session = useStore(useServices().auth.session);
  const location = useLocation();
  return session.state === "signed_in" ? <GoTo to={fromOf(location.state)} /> : <Outlet />;
}
