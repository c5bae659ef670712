import { decisions, photos } from "./count.ts";

type ByCode = Readonly<Partial<Record<string, string>>>;

/** What is around the pages, and what goes wrong anywhere. */
export const app = {
  app: {
    name: "Platebook",
    title: (page: string) => `${page} · Platebook`,
    skip: "Skip to the content",
    navigation: "Main",
    upload: "Upload",
    myUploads: "My uploads",
    review: "Review",
    reads: "Reads",
    insights: "Insights",
    audit: "Audit",
    settings: "Settings",
    account: "Account",
    theme: "Theme",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    language: "Language",
    signOut: "Sign out",
    sending: (n: number) => `${photos(n)} on the way`,
    deciding: (n: number) => `${decisions(n)} on the way`,
    signOutLoses: (sending: number, deciding: number) =>
      `Still being sent: ${[...(sending > 0 ? [photos(sending)] : []), ...(deciding > 0 ? [decisions(deciding)] : [])].join(" and ")}. ` +
      "Sign out all the same? What is not sent yet is lost.",
    loading: "Loading",
    offline: "You are offline. Nothing is lost: what failed can be sent again when the network is back.",
    localStage: "Local stage",
  },
  format: {
    percent: (n: number) => `${n} %`,
    belowOnePercent: "< 1 %",
    bytes: "bytes",
  },
  errors: {
    heading: "That did not work",
    unexpected: "Something went wrong that we did not foresee. Try again; if it stays, tell the administrator.",
    sessionEnded: "Your session has ended. Sign in again.",
    network: "Platebook cannot be reached. Check your network, then try again.",
    server: "Platebook has a problem of its own just now. Try again in a minute.",
    configUnreachable:
      "Platebook could not load its settings (/config.json). Check your network, then reload the page.",
    configLacks: (name: string) =>
      `Platebook's settings (/config.json) lack “${name}”. Tell the administrator to deploy the web app again.`,
    unknownSignInStep: (step: string) =>
      `This account has to sign in by a step that Platebook does not offer (${step}). Ask the administrator.`,
    tryAgain: "Try again",
    reload: "Reload the page",
    pageBroke: "This page broke",
    pageBrokeHelp: "Reload it. Photos that were sent are safe; you find them under “My uploads”.",
    /** The API's own sentences are English, and say more than its codes do. */
    byCode: {} as ByCode,
  },
  /** A page whose code did not come. */
  late: {
    offline: {
      title: "You are offline",
      help: "This page was not loaded yet. It opens by itself when the connection is back.",
      action: "Try again",
    },
    unreachable: {
      title: "Platebook cannot be reached",
      help: "This page was not loaded yet. It opens by itself as soon as Platebook answers.",
      action: "Try again",
    },
    updated: {
      title: "Platebook was updated",
      help: "There is a new version. It is loaded by itself once everything on its way has arrived.",
      action: "Reload the page",
    },
    broken: {
      title: "This page cannot be loaded",
      help: "It did not come, though the page was reloaded. Reload it again in a minute; if it stays, tell the administrator.",
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
      "Your account is not in their group. Ask the administrator to add it: that counts within 15 minutes, or at once if you sign in anew.",
  },
} as const;
