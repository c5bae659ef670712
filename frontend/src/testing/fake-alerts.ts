import type { AcknowledgeInput, Alert } from "@/client";

import { answer, refusal } from "./answers";

const NOW = "2026-05-01T10:00:00Z";

/** An alert that waits; name only what the test is about. */
export const anAlert = (about: Partial<Alert> = {}): Alert => ({
  alert_id: "a".repeat(32),
  state: "confirmed",
  because: null,
  list_id: "list-0000000001",
  list_name: "Stolen",
  entry_plate: "AB12CDE",
  entry_region: null,
  reason: "Stolen on Monday",
  seen_at: NOW,
  raised_at: NOW,
  is_late: false,
  is_found_back: false,
  sightings: 1,
  waits: true,
  acknowledged: null,
  version: 1,
  plate: "AB12CDE",
  how: "exact",
  probability: null,
  camera_id: "cam-0000000001",
  camera_name: "North gate",
  site_name: "Riverside",
  read: null,
  thumbnail_url: null,
  ...about,
});

/** Alerts in memory, newest first. */
export class FakeAlerts {
  all: Alert[] = [];

  async fetch(request: Request): Promise<Response | null> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/alerts") {
      const state = searchParams.get("state");
      return answer(200, { alerts: this.all.filter((one) => state === null || one.state === state), cursor: null });
    }
    const [, id] = /^\/alerts\/([^/]+)\/acknowledge$/.exec(pathname) ?? [];
    return id === undefined ? null : this.acknowledge(id, (await request.json()) as AcknowledgeInput);
  }

  private acknowledge(id: string, { note, version }: AcknowledgeInput): Response {
    const alert = this.all.find(({ alert_id }) => alert_id === id);
    if (alert === undefined) return refusal(404, "not_found", "There is no such alert.");
    if (alert.version !== version) return refusal(409, "alert_changed", "This alert has changed since you saw it.");
    const acknowledged = { by_email: "operator@platebook.example", at: NOW, note: note ?? "", state: alert.state };
    const after = { ...alert, acknowledged, waits: false, version: version + 1 };
    this.all = this.all.map((one) => (one === alert ? after : one));
    return answer(200, after);
  }
}
