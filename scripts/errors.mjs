/** Something a person can put right: its message is one clear sentence that says how. */
export class UserError extends Error {}

/** Ctrl-C, or a signal that asks to stop. */
export class Interrupted extends Error {}
