import { count, photos } from "./count.ts";

/** Uploading photos, and the list of one's own. */
export const upload = {
  upload: {
    title: "Upload photos",
    lead: "Photos of vehicles: JPEG, PNG, HEIC, WebP or AVIF. Each plate is read within seconds.",
    drop: "Drop photos here",
    choose: "Choose photos",
    camera: "Take a photo",
    whichCamera: "Camera of the photos (optional)",
    whichCameraHelp: "Reads are then found by it. It counts for the photos that you choose next.",
    noCamera: "None",
    findCamera: "Find a camera",
    noSuchCamera: "No camera has this name.",
    limits:
      "Any number at once. Photos over 15 MB or 64 megapixels are made smaller in your browser before they are sent.",
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
    goesOn: "Sending continues automatically when the connection is back.",
    repeated: {
      before: (when: string) => `This photo was sent on ${when}. It will not be sent a second time.`,
      inList: "This photo is already in the list. It will not be sent a second time.",
      again: "Send it again",
      againOf: (name: string) => `Send ${name} again`,
      earlier: "Earlier result",
    },
    keeping: {
      kept: (n: number) =>
        `${photos(n)} not sent yet. ${n === 1 ? "It is" : "They are"} kept in this browser until ${n === 1 ? "it is" : "they are"} sent, even if you leave or reload the page.`,
      unkeptTitle: "Keep this page open",
      unkept: (n: number) =>
        `This browser cannot keep ${photos(n)} that ${n === 1 ? "is" : "are"} not sent yet: it has no room, or this is a private window. If you close or reload the page, ${n === 1 ? "it" : "they"} will be lost.`,
    },
    changes: {
      zoneAssumed: "The camera gives no time zone, so this device's time zone is assumed.",
      converted: (kind: string) => `Converted from ${kind} to JPEG.`,
      shrunk: (width: number, height: number) =>
        `Made smaller to ${width} × ${height} pixels because it was over the limit.`,
    },
    video: "video",
    refused: {
      empty: "This file is empty (0 bytes). Choose the photo again, or take a new one.",
      type: "This is not a JPEG, PNG or HEIC photo. Save it as one of these, then choose it again.",
      otherType: (kind: string) =>
        `This file is not a photo (its type: ${kind}). Choose a JPEG, PNG, HEIC, WebP or AVIF photo.`,
      cannotShow: (kind: string) =>
        `This browser cannot open this ${kind} photo, or the photo is damaged. Save it as JPEG or PNG, then choose it again.`,
      damaged: "This photo cannot be opened because the file is damaged. Choose another copy of it.",
      tooSmall: (width: number, height: number) =>
        `This photo has ${width} × ${height} pixels. It needs at least 80 × 80, and many more for a plate to be read.`,
      heic: "This HEIC photo cannot be converted. Save it as JPEG on the phone, then choose it again.",
      tooBigToShrink:
        "This photo is too large for this browser to make it smaller. Save it with fewer pixels, then choose it again.",
      unreadable: "This file cannot be read. It may have been moved or changed: choose it again.",
    },
    storage: {
      network: "The connection was lost before the photo was sent. Check your network, then try again.",
      stalled: "Nothing was sent for 30 seconds. Check your network, then try again.",
      EntityTooLarge: "The storage refused the photo: it is too large. Choose a smaller one.",
      AccessDenied: "The permission to send this photo has expired. Try again.",
      other: (code: string) => `The storage refused the photo (${code}). Try again.`,
    },
    announceProblem: (name: string, reason: string) => `${name} was not sent. ${reason}`,
    details: "All about this photo",
  },
  uploads: {
    title: "My uploads",
    lead: "Your photos, newest first.",
    empty: "No photos yet",
    emptyHelp: "Upload a photo of a vehicle. Its plate and the photo show up here seconds later.",
    emptyAction: "Upload photos",
    more: "Load more",
    count: (n: number, more: boolean) => (more ? `the latest ${n}` : `${n}`),
    loading: "Loading your uploads",
    back: "All uploads",
    fallbackTitle: "Upload",
    notFound: "There is no such upload",
    notFoundHelp: "Photos are kept for a limited time, so it may be gone. Or it belongs to somebody else.",
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
