import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";

const { settings: t } = texts;

const user = () => userEvent.setup({ delay: null });
const show = () => renderApp({ path: "/settings", api: new FakeApi(), auth: new FakeAuth().signedInAsAdmin() });
const save = () => user().click(screen.getByRole("button", { name: t.save }));

describe("the settings", () => {
  it("are for administrators, not for operators", async () => {
    renderApp({ path: "/settings", auth: new FakeAuth().signedInAsOperator() });
    await screen.findByRole("heading", { level: 1, name: texts.administrators.only });
    expect(screen.queryByRole("button", { name: texts.app.manage })).toBeNull();
  });

  it("are changed together, and say who changed them", async () => {
    const { api } = show();
    await screen.findByText(t.never);
    await user().click(screen.getByRole("button", { name: new RegExp(t.errorRate) }));
    await user().click(await screen.findByRole("option", { name: new RegExp(t.errorRateOf("5 %")) }));
    await user().click(screen.getByRole("button", { name: t.removeRegion("Romania") }));
    await user().click(screen.getByRole("checkbox", { name: t.secondLook }));
    const days = screen.getByLabelText(t.retention);
    await user().clear(days);
    await user().type(days, "30");
    await save();
    await screen.findByText(t.saved);
    expect(api.admin.settings).toMatchObject({
      accept_error_rate: 0.05,
      expected_regions: [],
      second_look: false,
      retention_days: 30,
      version: 1,
    });
    expect(screen.getByText(/adam@example\.com/)).toBeTruthy();
  });

  it("keep photos apart in hours or days, ask for a purpose, and say how long may be held", async () => {
    const { api } = show();
    await user().type(await screen.findByRole("textbox", { name: t.withHit }), "30");
    await user().type(screen.getByRole("textbox", { name: t.withoutHit }), "2");
    await user().click(screen.getByRole("button", { name: new RegExp(`${t.withoutHit}: ${t.unit}`) }));
    await user().click(await screen.findByRole("option", { name: t.units.hours }));
    await user().click(screen.getByRole("checkbox", { name: t.needsPurpose }));
    await user().clear(screen.getByLabelText(t.holdDays));
    await user().type(screen.getByLabelText(t.holdDays), "30");
    await save();
    await screen.findByText(t.saved);
    expect(api.admin.settings).toMatchObject({
      retention_apart: { with_hit_hours: 720, without_hit_hours: 2 },
      needs_purpose: true,
      hold_days_limit: 30,
    });
  });

  it("say that photos wait once the day's budget is used up", async () => {
    const { api } = show();
    api.admin.settings = { ...api.admin.settings, budget: { calls_a_day: 500, calls_today: 503, spending: "spent" } };
    await screen.findByText(texts.budget.spent("503", "500"));
  });

  it("set a budget of DetectText calls, and take it away", async () => {
    const { api } = show();
    const calls = await screen.findByRole("textbox", { name: t.calls });
    await user().type(calls, "0");
    await save();
    await screen.findByText(t.callsWrong);
    await user().clear(calls);
    await user().type(calls, "500");
    await save();
    await screen.findByText(t.saved);
    expect(api.admin.settings.detect_text_calls_a_day).toBe(500);
    await user().clear(screen.getByRole("textbox", { name: t.calls }));
    await save();
    await waitFor(() => expect(api.admin.settings.detect_text_calls_a_day).toBeNull());
  });

  it.each(["5e", "1-", "5000 a day"])("do not take %j for no limit of calls", async (text) => {
    const { api } = show();
    await user().type(await screen.findByLabelText(t.calls), text);
    await save();
    await screen.findByText(t.callsWrong);
    expect(api.admin.settings.version).toBe(0);
  });

  it("go to what is wrong, however far up it stands, and do so each time", async () => {
    show();
    const days = await screen.findByLabelText(t.retention);
    await user().clear(days);
    for (let tries = 0; tries < 2; tries++) {
      await save();
      await waitFor(() => expect(document.activeElement).toBe(days));
    }
  });

  it("say what came of saving where somebody is then", async () => {
    show();
    await screen.findByText(t.never);
    await save();
    const notice = (await screen.findByText(t.saved)).closest("[role=status]");
    expect(document.activeElement).toBe(notice);
  });

  it("do not keep what hits a list for a shorter time than the rest", async () => {
    const { api } = show();
    await user().type(await screen.findByRole("textbox", { name: t.withHit }), "1");
    await user().type(screen.getByRole("textbox", { name: t.withoutHit }), "2");
    await save();
    await screen.findByText(t.apartOrder);
    expect(api.admin.settings.version).toBe(0);
  });

  it.each(["0", "91", "1.5", ""])("do not take %j as days", async (text) => {
    const { api } = show();
    const days = await screen.findByLabelText(t.retention);
    await user().clear(days);
    if (text !== "") await user().type(days, text);
    await save();
    await screen.findByText(t.retentionWrong(90));
    expect(api.admin.settings.version).toBe(0);
  });

  it("are saved once by two quick presses, and nobody is said to have changed them", async () => {
    const { api } = show();
    const button = await screen.findByRole("button", { name: t.save });
    fireEvent.click(button);
    fireEvent.click(button);
    await screen.findByText(t.saved);
    expect(api.admin.settings.version).toBe(1);
    expect(screen.queryByText(t.changedTitle)).toBeNull();
  });

  it("can be saved again after that, and after a failure", async () => {
    const { api } = show();
    await screen.findByText(t.never);
    api.nextAnswers = [() => Response.json({}, { status: 500 })];
    await save();
    await screen.findByText((text) => text.startsWith(texts.errors.server));
    await save();
    await screen.findByText(t.saved);
    await save();
    await waitFor(() => expect(api.admin.settings.version).toBe(2));
  });

  it("show what is in force when somebody else was faster", async () => {
    const { api } = show();
    const days = await screen.findByLabelText<HTMLInputElement>(t.retention);
    api.admin.settings = { ...api.admin.settings, retention_days: 7, version: 4 };
    await user().clear(days);
    await user().type(days, "30");
    await save();
    const notice = (await screen.findByText(t.changedTitle)).closest("[role=alert]");
    expect(document.activeElement).toBe(notice);
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(t.retention).value).toBe("7"));
    expect(api.admin.settings.version).toBe(4);
  });
});
