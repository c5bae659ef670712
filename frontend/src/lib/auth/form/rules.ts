import { texts } from "@/lib/texts/first";

/** The user pool's password policy (resources/identity.yml). Cognito has the last word; this only spares people a round trip. */
export const PASSWORD_RULES: readonly { text: string; isMet: (password: string) => boolean }[] = [
  { text: texts.auth.rules.length, isMet: (password) => password.length >= 12 },
  { text: texts.auth.rules.lower, isMet: (password) => /[a-z]/.test(password) },
  { text: texts.auth.rules.upper, isMet: (password) => /[A-Z]/.test(password) },
  { text: texts.auth.rules.digit, isMet: (password) => /[0-9]/.test(password) },
];

export type FieldKind = "email" | "password" | "new-password" | "code" | "app-code";

/** What is wrong with a filled-in field, in a sentence; null when nothing is. */
const CHECKS: Record<FieldKind, (value: string) => string | null> = {
  email: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : texts.auth.notAnEmail),
  password: () => null,
  "new-password": (value) => (PASSWORD_RULES.every(({ isMet }) => isMet(value)) ? null : texts.auth.passwordTooWeak),
  code: (value) => (/^\d{6}$/.test(value) ? null : texts.auth.notACode),
  "app-code": (value) => (/^\d{6}$/.test(value) ? null : texts.auth.notACode),
};

/**
 * Checks what was typed before it is sent.
 *
 * @param kind - What the field asks for.
 * @param label - The field's name, for the sentence.
 * @param value - What was typed, trimmed where `typed` trims.
 */
export const problemWith = (kind: FieldKind, label: string, value: string): string | null =>
  value === "" ? texts.auth.missing(label) : CHECKS[kind](value);

/** An address in the one spelling that all forms send: to Cognito capitals in it are the same (resources/identity.yml). */
const asAddress = (text: string): string => text.trim().normalize("NFC").toLowerCase();

/** What was meant: pasted blanks around emails and codes are nobody's intention, in passwords they may be. */
export function typed(kind: FieldKind, value: string): string {
  if (kind === "email") return asAddress(value);
  // Apps show a code in two halves.
  return kind === "code" || kind === "app-code" ? value.replace(/\s/g, "") : value;
}
