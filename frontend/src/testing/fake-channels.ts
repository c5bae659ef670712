import type { Channel, ChannelInput, Delivery } from "@/client";

import { answer, refusal } from "./answers";

const NOW = "2026-05-01T10:00:00Z";
export const CHANNEL_SECRET = `whsec_${"s".repeat(43)}=`;

export const aChannel = (about: Partial<Channel> = {}): Channel => ({
  channel_id: "ch-0000000001",
  name: "Gate program",
  kind: "webhook",
  target: "https://receiver.example/plates",
  types: ["alert.confirmed", "read.accepted"],
  site_ids: [],
  camera_ids: [],
  body_format: "platebook",
  created_at: NOW,
  version: 1,
  secrets: [],
  is_on: true,
  off_because: null,
  off_at: null,
  failing_since: null,
  ...about,
});

export const aDelivery = (about: Partial<Delivery> = {}): Delivery => ({
  delivery_id: "1-evt1",
  event_id: "evt1",
  type: "alert.confirmed",
  occurred_at: NOW,
  status: "taken",
  attempts: 1,
  last_tried_at: NOW,
  next_at: null,
  answer: { status: 204, text: "", trouble: null },
  ...about,
});

/** Channels in memory, as the API answers about them. */
export class FakeChannels {
  channels: Channel[] = [];
  deliveries: Delivery[] = [];
  /** What was asked for, by the last part of its address. */
  asked: { what: string; body: unknown }[] = [];

  fetch = async (request: Request): Promise<Response | null> => {
    const { pathname } = new URL(request.url);
    const [, isOurs, id, what] = /^(\/channels)(?:\/([^/]+)\/(\w+))?$/.exec(pathname) ?? [];
    if (isOurs === undefined) return null;
    if (request.method === "GET")
      return answer(
        200,
        what === undefined ? { channels: this.channels } : { deliveries: this.deliveries, cursor: null },
      );
    const body: unknown = await request.json();
    this.asked.push({ what: what ?? "save", body });
    return what === undefined ? this.save(body as ChannelInput) : this.change(id ?? "", what, body);
  };

  private save({ channel_id, version, ...setup }: ChannelInput): Response {
    if (setup.target === "http://refused.example/")
      return refusal(400, "invalid_request", "target: give an address that begins with https://.");
    const made = aChannel({ ...(setup as Partial<Channel>), channel_id: channel_id ?? "ch-0000000009" });
    const others = this.channels.filter((one) => one.channel_id !== made.channel_id);
    this.channels = [...others, { ...made, version: (version ?? 0) + 1 }];
    return answer(200, { channel: made, secret: channel_id === undefined ? CHANNEL_SECRET : null });
  }

  private change(id: string, what: string, body: unknown): Response {
    const channel = this.channels.find(({ channel_id }) => channel_id === id);
    if (channel === undefined) return refusal(404, "not_found", "There is no such channel.");
    if (what === "test") return answer(201, { event_id: "test-1" });
    if (what === "replay") return answer(200, { count: 1, has_more: false });
    if (what === "remove") this.channels = this.channels.filter((one) => one !== channel);
    if (what === "remove") return answer(200, { channels: this.channels });
    if (what === "rotate") return answer(200, { channel, secret: CHANNEL_SECRET });
    const { on } = body as { on: boolean };
    const after: Channel = { ...channel, is_on: on, off_because: on ? null : "by_hand" };
    this.channels = this.channels.map((one) => (one === channel ? after : one));
    return answer(200, { channel: after, secret: null });
  }
}
