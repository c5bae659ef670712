import type { AuditEntry, Insights } from "@/client";

import { answer } from "./answers";

/** What operators and administrators look at, in memory. */
export class FakeAdmin {
  hours: Insights["hours"] = [];
  /** Who did what, by page. */
  audit: AuditEntry[][] = [[]];

  fetch = (request: Request): Response | null => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/insights")
      return answer(200, { hours: this.hours, total: {}, median_seconds: null, nothing_lost: null });
    if (pathname === "/audit") return this.showAudit(Number(searchParams.get("cursor") ?? 0));
    return null;
  };

  private showAudit(page: number): Response {
    const cursor = page + 1 < this.audit.length ? String(page + 1) : null;
    return answer(200, { entries: this.audit[page] ?? [], cursor });
  }
}
