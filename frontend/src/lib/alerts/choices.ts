import { createStore } from "@/lib/store";

/** How a new alert makes itself known beside the badge. */
export type AlertSignal = "sound" | "notification";

const keyOf = (signal: AlertSignal): string => `platebook.alerts.${signal}`;
const storeOf = (signal: AlertSignal) => createStore(localStorage.getItem(keyOf(signal)) === "on");

/** What is switched on in this browser; nothing at first. */
export const alertChoices = { sound: storeOf("sound"), notification: storeOf("notification") };

/** Switches a signal on or off, and remembers it in this browser. */
export function chooseSignal(signal: AlertSignal, isOn: boolean): void {
  localStorage.setItem(keyOf(signal), isOn ? "on" : "off");
  alertChoices[signal].set(isOn);
}

/** Whether this browser can notify at all. */
export const canNotify = (): boolean => "Notification" in window;

/** Asks for the permission to notify; gives whether there is one. */
export async function mayNotify(): Promise<boolean> {
  if (!canNotify()) return false;
  return (await Notification.requestPermission()) === "granted";
}
