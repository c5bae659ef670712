import type { AuditEntry, AuditSearch, Insights, Settings, SettingsInput } from "@/client";

import { answer, refusal } from "./answers";

/** What operators and administrators look at, in memory. */
export class FakeAdmin {
  hours: Insights["hours"] = [];
  /** The same by when photos were taken; null where that makes no difference. */
  hoursByCapture: Insights["hours"] | null = null;
  isComplete = true;
  nothingLost: Insights["nothing_lost"] = null;
  budget: Insights["budget"] = null;
  /** Who did what, by page. */
  audit: AuditEntry[][] = [[]];
  /** What was looked for in it. */
  auditAsked: (AuditSearch & { pathname: string })[] = [];

  settings: Settings = {
    accept_error_rate: 0.01,
    accept_confidence: 0.9,
    accept_choices: [
      { error_rate: 0, confidence: null },
      { error_rate: 0.01, confidence: 0.9 },
      { error_rate: 0.05, confidence: 0.7 },
    ],
    expected_regions: ["ro"],
    regions: [
      { code: "ro", name: "Romania" },
      { code: "us-ca", name: "California" },
    ],
    second_look: true,
    retention_days: 90,
    retention_days_limit: 90,
    retention_apart: { with_hit_hours: null, without_hit_hours: null },
    needs_purpose: false,
    hold_days_limit: 365,
    detect_text_calls_a_day: null,
    budget: null,
    version: 0,
    changed_at: null,
    changed_by: null,
    changed_by_email: null,
  };

  fetch = (request: Request): Response | Promise<Response> | null => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/insights") return this.showInsights(searchParams);
    if (pathname === "/audit") return this.showAudit(Number(searchParams.get("cursor") ?? 0));
    if (pathname === "/audit/search" || pathname === "/audit/export") return this.findAudit(request, pathname);
    if (pathname === "/settings")
      return request.method === "GET" ? answer(200, this.settings) : this.changeSettings(request);
    return null;
  };

  private showInsights(query: URLSearchParams): Response {
    const counted = query.get("by") === "capture" ? (this.hoursByCapture ?? this.hours) : this.hours;
    const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
    const hours = counted.filter(({ hour }) => from <= hour.slice(0, 10) && hour.slice(0, 10) <= to);
    const about = {
      total: {},
      median_seconds: null,
      nothing_lost: this.nothingLost,
      budget: this.budget,
      is_complete: this.isComplete,
    };
    return answer(200, { hours, ...about });
  }

  private async changeSettings(request: Request): Promise<Response> {
    const input = (await request.json()) as SettingsInput;
    if (input.version !== this.settings.version) return refusal(409, "settings_changed", "Somebody else was faster.");
    const changed = { changed_at: "2026-05-01T10:00:00Z", changed_by: "admin-1", changed_by_email: "adam@example.com" };
    const { retention_apart, needs_purpose, hold_days_limit, detect_text_calls_a_day } = this.settings;
    const calls = input.detect_text_calls_a_day ?? detect_text_calls_a_day;
    const kept = {
      retention_apart: input.retention_apart ?? retention_apart,
      needs_purpose: input.needs_purpose ?? needs_purpose,
      hold_days_limit: input.hold_days_limit ?? hold_days_limit,
      detect_text_calls_a_day: calls === 0 ? null : calls,
    };
    this.settings = { ...this.settings, ...input, ...kept, ...changed, version: input.version + 1 };
    return answer(200, this.settings);
  }

  private async findAudit(request: Request, pathname: string): Promise<Response> {
    const asked = (await request.json()) as AuditSearch;
    this.auditAsked.push({ pathname, ...asked });
    if (asked.by?.startsWith("nobody") === true) return refusal(400, "invalid_request", "by: nobody has it.");
    const fits = ({ action, by_email }: AuditEntry): boolean =>
      (asked.by ?? by_email) === by_email && (asked.actions ?? [action]).includes(action);
    const page = Number(asked.cursor ?? 0);
    const entries = (this.audit[page] ?? []).filter(fits);
    const cursor = page + 1 < this.audit.length ? String(page + 1) : null;
    if (pathname === "/audit/search") return answer(200, { entries, cursor });
    const text = entries.map(({ target }) => `${target}\r\n`).join("");
    return answer(200, { text, entries: entries.length, cursor });
  }

  private showAudit(page: number): Response {
    const cursor = page + 1 < this.audit.length ? String(page + 1) : null;
    return answer(200, { entries: this.audit[page] ?? [], cursor });
  }
}
