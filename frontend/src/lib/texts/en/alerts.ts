import { count } from "./count.ts";

/** Alerts of watch lists. */
export const alerts = {
  alerts: {
    title: "Alerts",
    lead: "Vehicles of your watch lists, newest first. New ones appear by themselves.",
    list: "Alerts, newest first",
    loading: "Loading alerts",
    empty: "No alerts",
    emptyHelp: "When a vehicle of a watch list is seen, it appears here.",
    more: "Load more",
    /** At the way to Alerts, for people who hear the page. */
    waitingFor: (n: string) => `${n} alerts to look at`,
    notification: (n: string) => `Platebook: ${n} alerts to look at`,
    arrived: (n: number) => `${count(n, "new alert", "new alerts")}.`,
    show: "Show",
    all: "All",
    states: { possible: "Possible", confirmed: "Confirmed", withdrawn: "Withdrawn" },
    because: {
      corrected: "The read was corrected to another plate.",
      rejected: "The read was rejected.",
      in_doubt: "The read is in doubt again.",
      deleted: "The photo was deleted.",
      not_listed: "The plate is on the list no more.",
    },
    how: {
      exact: "Exactly this plate",
      look_alike: "Looks alike",
      one_edit: "Differs in one character",
      probable: "Probably this plate",
    },
    probability: (percent: string) => `${percent} that it is this plate`,
    entry: (plate: string, list: string) => `${plate} on ${list}`,
    further: (n: number) => `Seen ${count(n, "more time", "more times")}`,
    late: "Late: the vehicle was there long before this arrived.",
    foundBack: "Found looking back: the vehicle was seen before its entry was added.",
    noPicture: "The photo is gone",
    pictureOf: (plate: string) => `Photo of ${plate}`,
    noPlate: "Plate gone with its photo",
    note: "Note",
    noteFor: (plate: string) => `Note on ${plate}`,
    acknowledge: "Acknowledge",
    acknowledgeOne: (plate: string) => `Acknowledge ${plate}`,
    acknowledged: (who: string, when: string) => `${who} looked at it, ${when}`,
    somebody: "Somebody",
    saidAcknowledged: "Acknowledged.",
    signals: "Tell me of new alerts",
    sound: "Play a sound",
    notify: "Show a notification of this browser",
    refused:
      "This browser does not let Platebook notify you. Allow notifications for this page in the browser's settings.",
  },
} as const;
