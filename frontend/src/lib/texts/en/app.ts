import { decisions, photos } from "./count.ts";

type ByCode = Readonly<Partial<Record<string, string>>>;

/** What is around the pages, and what goes wrong anywhere. */
export const app = {
  app: {
    name: "Platebook",
    title: (page: string) => `${page} · Platebook`,
    skip: "Skip to the content",
    navigation: "Main",
    now: "Now",
    upload: "Upload",
    myUploads: "My uploads",
    review: "Review",
    reads: "Reads",
    visits: "Visits",
    insights: "Insights",
    cameras: "Cameras",
    lists: "Lists",
    alerts: "Alerts",
    audit: "Audit",
    manage: "Manage",
    settings: "Settings",
    account: "Account",
    theme: "Theme",
    themes: { system: "System default", light: "Light", dark: "Dark" },
    language: "Language",
    signOut: "Sign out",
    sending: (n: number) => `Sending ${photos(n)}`,
    deciding: (n: number) => `Sending ${decisions(n)}`,
    signOutLoses: (sending: number, deciding: number) =>
      `Not sent yet: ${[...(sending > 0 ? [photos(sending)] : []), ...(deciding > 0 ? [decisions(deciding)] : [])].join(" and ")}. ` +
      "Sign out anyway? Anything not sent yet will be removed from this browser and lost.",
    loading: "Loading",
    offline: "You are offline. Nothing is lost: anything not sent yet is kept, and is sent when the network is back.",
    offlineUnkept: (n: number) =>
      `You are offline. Keep this page open: if you leave it, ${photos(n)} that ${n === 1 ? "is" : "are"} not sent yet will be lost.`,
    localStage: "Local stage",
  },
  format: {
    percent: (n: number) => `${n} %`,
    belowOnePercent: "< 1 %",
    bytes: "bytes",
  },
  errors: {
    heading: "That did not work",
    unexpected: "Something unexpected went wrong. Try again. If it happens again, tell the administrator.",
    sessionEnded: "Your session has ended. Sign in again.",
    network: "Platebook cannot be reached. Check your network, then try again.",
    withId: (sentence: string, id: string) => `${sentence} Support code: ${id}`,
    server: "Platebook has a problem at the moment. Try again in a minute.",
    configUnreachable:
      "Platebook could not load its settings (/config.json). Check your network, then reload the page.",
    configLacks: (name: string) =>
      `“${name}” is missing from Platebook's settings (/config.json). Tell the administrator to deploy the web app again.`,
    unknownSignInStep: (step: string) =>
      `This account needs a sign-in step that Platebook does not support (${step}). Ask the administrator.`,
    tryAgain: "Try again",
    reload: "Reload the page",
    pageBroke: "This page broke",
    pageBrokeHelp: "Reload it. Photos that were sent are safe: you will find them under “My uploads”.",
    /** The API's own sentences are English, and say more than its codes do. */
    byCode: {} as ByCode,
  },
  /** A page whose code did not come. */
  late: {
    offline: {
      title: "You are offline",
      help: "This page has not been loaded yet. It opens automatically when the connection is back.",
      action: "Try again",
    },
    unreachable: {
      title: "Platebook cannot be reached",
      help: "This page has not been loaded yet. It opens automatically as soon as Platebook answers.",
      action: "Try again",
    },
    updated: {
      title: "Platebook was updated",
      help: "There is a new version. It loads automatically once everything has been sent.",
      action: "Reload the page",
    },
    broken: {
      title: "This page cannot be loaded",
      help: "Reloading did not help. Reload it again in a minute. If it still fails, tell the administrator.",
      action: "Reload the page",
    },
  },
  notFound: {
    title: "There is no such page",
    help: "The address may be mistyped, or the page has moved.",
    home: "Go to the upload page",
  },
  operators: {
    only: "This page is for operators",
    onlyHelp:
      "Your account is not in the operators' group. Ask the administrator to add it. This takes effect within 15 minutes, or at once if you sign in again.",
  },
  administrators: {
    only: "This page is for administrators",
    onlyHelp:
      "Your account is not in the administrators' group. Ask an administrator to add it. This takes effect within 15 minutes, or at once if you sign in again.",
  },
} as const;
