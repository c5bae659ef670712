import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

import { expect, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { openAsAdmin } from "./person.ts";
import { drawScene } from "./scenes.ts";
import { PROJECT_ROOT, stack } from "./stack.ts";

const { cameras } = texts;

const MINUTE_MS = 60_000;

/**
 * Plays the stack's demo camera: a device that read a plate itself, sees a vehicle come in and sends its photo.
 *
 * @param photo - The path of a JPEG.
 * @param plate - What the device says that it has read.
 */
export function sendAsCamera(photo: string, plate: string): void {
  const camera = [
    "-m",
    "local.camera",
    "--dialect",
    "hikvision",
    "--plate",
    plate,
    "--url",
    stack.demo_camera.push_url,
  ];
  execFileSync(".venv/bin/python", [...camera, photo], { cwd: PROJECT_ROOT });
}

/** Makes a site that nobody knows yet, as an administrator. */
export async function makeSite(page: Page): Promise<string> {
  const name = `Car park ${randomUUID()}`;
  await openAsAdmin(page, "/cameras");
  await page.getByRole("button", { name: cameras.addSite }).click();
  await page.getByLabel(cameras.site.name, { exact: true }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: cameras.save }).click();
  await expect(page.getByRole("button", { name: cameras.addCameraAt(name) })).toBeVisible();
  return name;
}

/** Adds a camera to a site on the page of the cameras. */
export async function addCamera(page: Page, site: string, name: string): Promise<void> {
  await page.getByRole("button", { name: cameras.addCameraAt(site) }).click();
  await page.getByLabel(cameras.form.name, { exact: true }).fill(name);
  await page.getByRole("button", { name: cameras.save }).click();
  await expect(page.getByRole("button", { name: cameras.secrets.make })).toBeVisible();
  await page.goto("/cameras");
}

type CarPark = { name: string; wayIn: string; wayOut: string };

/**
 * Makes a site with an entry and an exit by the API, as the administrator who is signed in: quicker than on its pages.
 *
 * @param rules - What is set for parking there, beside what is usual.
 * @returns Its name, and the addresses that its cameras send photos to.
 */
export async function makeCarPark(page: Page, rules: object): Promise<CarPark> {
  const isToken = (name: string): boolean => name.endsWith(".accessToken");
  const stored = (await page.context().storageState()).origins.flatMap(({ localStorage }) => localStorage);
  const token = stored.find(({ name }) => isToken(name))?.value ?? "";
  const call = async (path: string, data?: object): Promise<Record<string, string>> => {
    const about = { method: data === undefined ? "GET" : "POST", headers: { Authorization: `Bearer ${token}` }, data };
    const answer = await page.request.fetch(`${stack.api_url}${path}`, about);
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as Record<string, string>;
  };
  const name = `Car park ${randomUUID()}`;
  const { site_id = "" } = await call("/sites", { name, time_zone: "UTC" });
  const usual = Object.entries(await call(`/sites/${site_id}/parking`)).filter(([field]) => !field.startsWith("site_"));
  await call(`/sites/${site_id}/parking`, { ...Object.fromEntries(usual), ...rules });
  const door = async (role: string): Promise<string> => {
    const { camera_id = "" } = await call("/cameras", { site_id, name: `Way ${role}`, role });
    const { secret = "" } = await call(`/cameras/${camera_id}/secrets`, {});
    return `${stack.api_url}/c/${camera_id}/${secret}`;
  };
  return { name, wayIn: await door("entry"), wayOut: await door("exit") };
}

/**
 * Has a camera see a vehicle, and send the photo as a relay does: with the time at which it was taken.
 *
 * @param width - Of the photo: another width is another photo.
 */
export async function see(page: Page, door: string, plate: string, minutesAgo: number, width = 1280): Promise<void> {
  const takenAt = new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString();
  const answer = await page.request.put(`${door}/photo?${new URLSearchParams({ taken_at: takenAt })}`, {
    data: readFileSync(drawScene({ plate, width })),
    headers: { "Content-Type": "image/jpeg" },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}
