import type { Camera, CameraInput, Site, SiteInput, Upload } from "@/client";

import { answer, refusal } from "./answers";

const NOW = "2026-05-01T10:00:00Z";

/** How a camera is; name only what the test is about. */
export const aHealth = (about: Partial<Camera["health"]> = {}): Camera["health"] => ({
  ailments: [],
  usual_gap_seconds: null,
  clock_error_seconds: null,
  photos_a_day: null,
  share_with_read: null,
  share_to_review: null,
  ...about,
});

/** A camera; name only what the test is about. */
export const aCamera = (about: Partial<Camera> = {}): Camera => ({
  camera_id: "cam-0000000001",
  site_id: "site-0000000001",
  name: "Gate 2",
  role: "entry",
  directions: {},
  time_zone: null,
  dialect: "any",
  expected_regions: null,
  ignored: [],
  watched: [],
  allowed_networks: [],
  is_active: true,
  retention_days: null,
  is_upside_down: false,
  repeat_seconds: 0,
  detect_text_calls_a_day: null,
  version: 1,
  created_at: NOW,
  removed_at: null,
  last_seen_at: null,
  last_photo: null,
  health: aHealth(),
  budget: null,
  secrets: [],
  ...about,
});

/** A site with its cameras. */
export const aSite = (about: Partial<Site> = {}): Site => ({
  site_id: "site-0000000001",
  name: "Central",
  time_zone: "Asia/Ho_Chi_Minh",
  address: null,
  is_active: true,
  version: 1,
  created_at: NOW,
  removed_at: null,
  cameras: [],
  ...about,
});

/** Every secret that is made is another one. */
export const secretOf = (n: number): string => `pbk_${String(n).padStart(43, "0")}`;

/** Sites, cameras and their secrets in memory. */
export class FakeRegistry {
  sites: Site[] = [];
  /** How often somebody asked for them. */
  asked = 0;
  /** Answers the list in place of it. */
  whenListed: (() => Response) | null = null;
  /** What each camera brought, newest first, by its id. */
  photos: Record<string, Upload[]> = {};
  /** From when on somebody asked for a camera's photos, each time; null for all. */
  watched: (string | null)[] = [];
  /** Answers who watches in place of it. */
  whenWatched: (() => Response) | null = null;
  private made = 0;

  list = (): Response => {
    this.asked += 1;
    return this.whenListed?.() ?? answer(200, { sites: this.sites, retention_days_limit: 90 });
  };

  camera(cameraId: string): Camera | undefined {
    return this.sites.flatMap(({ cameras }) => cameras).find(({ camera_id }) => camera_id === cameraId);
  }

  private watch(cameraId: string, query: URLSearchParams): Response {
    const after = query.get("after");
    this.watched.push(after);
    const photos = (this.photos[cameraId] ?? []).filter(({ created_at }) => after === null || created_at > after);
    return this.whenWatched?.() ?? answer(200, { photos: photos.slice(0, Number(query.get("limit"))) });
  }

  fetch = (request: Request): Promise<Response> | null => {
    const { pathname, searchParams } = new URL(request.url);
    const [, watched] = /^\/cameras\/([^/]+)\/photos$/.exec(pathname) ?? [];
    if (watched !== undefined) return Promise.resolve(this.watch(watched, searchParams));
    const [, kind, id, part, secretId] =
      /^\/(sites|cameras)(?:\/([^/]+)\/(remove|secrets)(?:\/([^/]+)\/revoke)?)?$/.exec(pathname) ?? [];
    if (kind === undefined) return null;
    if (id === undefined) return kind === "sites" ? this.saveSite(request) : this.saveCamera(request);
    if (part === "remove") return kind === "sites" ? this.removeSite(request, id) : this.removeCamera(request, id);
    return Promise.resolve(secretId === undefined ? this.makeSecret(id) : this.revoke(id, secretId));
  };

  private async saveSite(request: Request): Promise<Response> {
    const { site_id, version, ...setup } = (await request.json()) as SiteInput;
    const before = this.sites.find((site) => site.site_id === site_id);
    if (before !== undefined && before.version !== version) return refusal(409, "site_changed", "Too late.");
    const next = before ?? aSite({ site_id: `site-${String(this.sites.length + 1).padStart(10, "0")}`, version: 0 });
    const after = { ...next, ...setup, address: setup.address ?? null, version: next.version + 1 };
    this.sites =
      before === undefined ? [...this.sites, after] : this.sites.map((one) => (one === before ? after : one));
    return answer(200, after);
  }

  private async saveCamera(request: Request): Promise<Response> {
    const { camera_id, version, ...setup } = (await request.json()) as CameraInput;
    const before = this.camera(camera_id ?? "");
    if (before !== undefined && before.version !== version) return refusal(409, "camera_changed", "Too late.");
    if (before !== undefined) return this.change({ ...before, ...(setup as Partial<Camera>) });
    const made = aCamera({ ...(setup as Partial<Camera>), camera_id: "cam-0000000009" });
    const at = ({ site_id }: Site): boolean => site_id === made.site_id;
    this.sites = this.sites.map((site) => (at(site) ? { ...site, cameras: [...site.cameras, made] } : site));
    return answer(200, made);
  }

  private async removeSite(request: Request, siteId: string): Promise<Response> {
    const { version } = (await request.json()) as { version: number };
    const site = this.sites.find(({ site_id }) => site_id === siteId);
    if (site?.version !== version) return refusal(409, "site_changed", "Too late.");
    this.sites = this.sites.map((one) => (one === site ? { ...one, removed_at: NOW } : one));
    return answer(200, site);
  }

  private async removeCamera(request: Request, cameraId: string): Promise<Response> {
    const { version } = (await request.json()) as { version: number };
    const camera = this.camera(cameraId);
    if (camera?.version !== version) return refusal(409, "camera_changed", "Too late.");
    return this.change({ ...camera, removed_at: NOW, secrets: [] });
  }

  private makeSecret(cameraId: string): Response {
    const camera = this.camera(cameraId);
    if (camera === undefined) return refusal(404, "not_found", "There is no such camera.");
    if (camera.secrets.length >= 2) return refusal(409, "two_secrets", "There are two.");
    this.made += 1;
    const secret_id = `sec-${String(this.made).padStart(10, "0")}`;
    const old = camera.secrets.map((one) => ({ ...one, ends_at: "2026-05-08T10:00:00Z" }));
    const secrets = [...old, { secret_id, created_at: NOW, ends_at: null, last_used_at: null }];
    this.change({ ...camera, secrets });
    return answer(201, { secret: secretOf(this.made), secret_id, camera: this.camera(cameraId) });
  }

  private revoke(cameraId: string, secretId: string): Response {
    const camera = this.camera(cameraId);
    if (camera === undefined) return refusal(404, "not_found", "There is no such camera.");
    return this.change({ ...camera, secrets: camera.secrets.filter(({ secret_id }) => secret_id !== secretId) });
  }

  private change(camera: Camera): Response {
    const after = { ...camera, version: camera.version + 1 };
    const changed = (one: Camera): Camera => (one.camera_id === camera.camera_id ? after : one);
    this.sites = this.sites.map((site) => ({ ...site, cameras: site.cameras.map(changed) }));
    return answer(200, after);
  }
}
