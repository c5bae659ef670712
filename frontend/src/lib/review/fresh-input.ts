/**
 * The shortest time in which a person sees a plate, decides and presses, in milliseconds. Seeing and pressing alone take
 * 200 to 250, a choice between two 350 and more; the second click of a double click comes up to 300 after the first.
 * Keys have the same limit as pointers: a key bounces and is pressed twice just as well, and who works by key at one
 * plate in 600 ms is not slowed.
 */
export const REACTION_MS = 400;

/** An event of the browser, as far as it tells when a press began. Times are those of the page's clock. */
export type PressEvent = {
  readonly type: string;
  readonly timeStamp: number;
  /** Of a click: which one in a row it is; 0 when a key or an assistive technology made it. */
  readonly detail?: number;
  /** Of a key that goes down: whether it was down already. */
  readonly repeat?: boolean;
};

export type Press = {
  by: "key" | "pointer";
  beganAtMs: number;
  /** How often something was typed into a field until now. */
  typedCount: number;
};

/**
 * Since when something has been shown, and since when its buttons are where they are, on the page's clock; and how often
 * something had been typed when it came.
 */
export type Shown = { shownAtMs: number; arrangedAtMs: number; typedCount: number };

/** Began before all that the page shows. */
const LONG_AGO_MS = -Infinity;

export const PRESS_EVENTS = ["pointerdown", "click", "keydown", "keyup", "input"] as const;

/** Follows what is pressed, and knows when the latest press began: its end, a click, may come much later. */
export function createPressLog(): { see: (event: PressEvent) => void; latest: () => Press } {
  let latest: Omit<Press, "typedCount"> = { by: "key", beganAtMs: LONG_AGO_MS };
  let typedCount = 0;
  let pointerDownAtMs: number | null = null;
  let keyDownAtMs = LONG_AGO_MS;
  let isRepeating = false;

  function clicked({ timeStamp, detail = 0 }: PressEvent): typeof latest {
    if (detail === 0) return { by: "key", beganAtMs: isRepeating ? keyDownAtMs : timeStamp };
    // The second click of a double click belongs to the first one, which has had its effect.
    return { by: "pointer", beganAtMs: detail > 1 ? LONG_AGO_MS : (pointerDownAtMs ?? timeStamp) };
  }
  const seen: Readonly<Record<string, (event: PressEvent) => void>> = {
    pointerdown: ({ timeStamp }) => {
      pointerDownAtMs = timeStamp;
    },
    click: (event) => {
      latest = clicked(event);
      pointerDownAtMs = null;
    },
    keydown: ({ timeStamp, repeat = false }) => {
      isRepeating = repeat;
      if (!repeat) keyDownAtMs = timeStamp;
      latest = { by: "key", beganAtMs: keyDownAtMs };
    },
    keyup: () => {
      isRepeating = false;
    },
    input: () => {
      typedCount += 1;
    },
  };
  return { see: (event) => seen[event.type]?.(event), latest: () => ({ ...latest, typedCount }) };
}

/**
 * Whether a press can have been meant for what is shown. A pointer is aimed at a place: it has to see the buttons where
 * they are now. A key means the same wherever they are: X and 1 may follow each other as fast as one types. Who has typed
 * something since it came saw it.
 */
export const isMeantFor = ({ by, beganAtMs, typedCount }: Press, shown: Shown): boolean =>
  by === "key"
    ? typedCount > shown.typedCount || beganAtMs >= shown.shownAtMs + REACTION_MS
    : beganAtMs >= shown.arrangedAtMs + REACTION_MS;
