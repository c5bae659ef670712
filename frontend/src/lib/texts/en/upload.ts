import { count, photos } from "./count.ts";

/** Uploading photos, and the list of one's own. */
export const upload = {
  upload: {
    title: "Upload photos",
    lead: "Photos of vehicles: JPEG, PNG, HEIC, WebP or AVIF. Each plate is read within seconds.",
    drop: "Drop photos here",
    choose: "Choose photos",
    camera: "Take a photo",
    limits: "Any number at once. Photos over 15 MB or 64 megapixels are made smaller here before they are sent.",
    all: "All photos",
    allSent: (sent: number, total: number) => `${sent} of ${photos(total)} sent`,
    read: (n: number) => `${n} read`,
    failed: (n: number) => `${n} failed`,
    retryFailed: (n: number) => `Send ${count(n, "failed photo", "failed photos")} again`,
    clear: "Clear finished",
    results: "Your photos",
    sendingShare: (percent: number) => `Sending: ${percent} %`,
    sendingOf: (name: string) => `Sending ${name}`,
    cancel: "Cancel",
    cancelOf: (name: string) => `Cancel ${name}`,
    retry: "Try again",
    retryOf: (name: string) => `Try again: ${name}`,
    remove: "Remove",
    removeOf: (name: string) => `Remove ${name} from this list`,
    steps: {
      waiting: "Waiting for its turn",
      preparing: "Preparing",
      reserving: "Getting ready to send",
      sending: "Sending",
      refused: "Not sent",
      failed: "Not sent yet",
      cancelled: "Cancelled",
      repeated: "Sent before",
    },
    goesOn: "It goes on by itself when the connection is back.",
    repeated: {
      before: (when: string) => `This photo was sent on ${when}. It is not sent a second time.`,
      inList: "This photo is in the list already. It is not sent a second time.",
      again: "Send it again",
      againOf: (name: string) => `Send ${name} again`,
      earlier: "What was read in it",
    },
    keeping: {
      kept: (n: number) =>
        `${photos(n)} not sent yet. ${n === 1 ? "It is" : "They are"} kept in this browser until ${n === 1 ? "it is" : "they are"} sent, also when you leave or reload the page.`,
      unkeptTitle: "Keep this page open",
      unkept: (n: number) =>
        `This browser cannot keep ${photos(n)} that ${n === 1 ? "is" : "are"} not sent yet: it has no room for ${n === 1 ? "it" : "them"}, or the window is a private one. Closing or reloading the page would lose ${n === 1 ? "it" : "them"}.`,
    },
    changes: {
      zoneAssumed: "The camera names no time zone: its clock is taken to run in the zone of this device.",
      converted: (kind: string) => `Converted from ${kind} to JPEG.`,
      shrunk: (width: number, height: number) =>
        `Made smaller to ${width} × ${height} pixels, for it was over the limit.`,
    },
    video: "video",
    refused: {
      empty: "This file is empty (0 bytes). Choose the photo again, or take it anew.",
      type: "This is not a JPEG, PNG or HEIC photo. Save it as one of these, then choose it again.",
      otherType: (kind: string) =>
        `This file is not a photo, but of the type ${kind}. Choose a JPEG, PNG, HEIC, WebP or AVIF photo.`,
      cannotShow: (kind: string) =>
        `This is a ${kind} photo, which this browser cannot open, or it is damaged. Save it as JPEG or PNG, then choose it again.`,
      damaged: "This photo cannot be opened; the file is damaged. Choose another copy of it.",
      tooSmall: (width: number, height: number) =>
        `This photo has ${width} × ${height} pixels. At least 80 × 80 are needed, and a plate wants many more.`,
      heic: "This HEIC photo cannot be converted. Save it as JPEG on the phone, then choose it again.",
      tooBigToShrink:
        "This photo is too large to be made smaller here. Save it with fewer pixels, then choose it again.",
      unreadable: "This file cannot be read. It may have been moved or changed: choose it again.",
    },
    storage: {
      network: "The connection broke before the photo was through. Check your network, then try again.",
      stalled: "Nothing moved for 30 seconds. Check your network, then try again.",
      EntityTooLarge: "The storage refused the photo: it is too large. Choose a smaller one.",
      AccessDenied: "The permission to send this photo has run out. Try again.",
      other: (code: string) => `The storage refused the photo (${code}). Try again.`,
    },
    announceProblem: (name: string, reason: string) => `${name} was not sent. ${reason}`,
    details: "All about this photo",
  },
  uploads: {
    title: "My uploads",
    lead: "Your photos, the newest first.",
    empty: "No photo yet",
    emptyHelp: "Upload a photo of a vehicle. Its plate and the photo show up here seconds later.",
    emptyAction: "Upload photos",
    more: "Load more",
    count: (n: number, more: boolean) => (more ? `the latest ${n}` : `${n}`),
    loading: "Loading your uploads",
    back: "All uploads",
    fallbackTitle: "Upload",
    notFound: "There is no such upload",
    notFoundHelp: "It may be gone, for photos are kept for a limited time, or it belongs to somebody else.",
    facts: "About this photo",
    factLabels: {
      file: "File",
      size: "Size",
      pixels: "Pixels",
      captured: "Taken",
      created: "Uploaded",
      camera: "Camera",
    },
    unknown: "unknown",
  },
} as const;
