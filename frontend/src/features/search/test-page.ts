import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";

export const user = () => userEvent.setup({ delay: null });

export function show(path: string, prepare: (api: FakeApi) => void = () => undefined) {
  const api = new FakeApi();
  prepare(api);
  return renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
}
export const refuse = (message: string) => () =>
  Response.json({ error: { code: "invalid_request", message, request_id: "r" } }, { status: 400 });
export const rows = () => screen.getAllByRole("row").slice(1);
