import type { ParkingCharts } from "@/client";
import { hourIn } from "@/lib/parking/time";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export type HourOfDay = { label: string; arrivals: number; departures: number };

/** Arrivals and departures by the hour of the day on the site's clocks, all days together. */
export function byHourOfDay({ hours, time_zone }: Pick<ParkingCharts, "hours" | "time_zone">): HourOfDay[] {
  const slots = HOURS.map((hour) => ({ label: String(hour).padStart(2, "0"), arrivals: 0, departures: 0 }));
  for (const { at, arrivals, departures } of hours) {
    const slot = slots[hourIn(time_zone, new Date(at))];
    if (slot === undefined) continue;
    slot.arrivals += arrivals;
    slot.departures += departures;
  }
  return slots;
}

/** Whether any vehicle was seen at all. */
export const isEmpty = ({ hours, stays, days }: ParkingCharts): boolean =>
  hours.every(({ arrivals, departures }) => arrivals + departures === 0) &&
  stays.every(({ visits }) => visits === 0) &&
  days.every(({ vehicles }) => vehicles === 0);
