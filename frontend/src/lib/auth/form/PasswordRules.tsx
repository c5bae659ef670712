import type { ReactNode } from "react";

import { texts } from "@/lib/texts/first";
import { Spoken } from "@/lib/ui/Spoken";

import styles from "./PasswordRules.module.css";
import { PASSWORD_RULES } from "./rules";

/** The password policy, and which of its rules the password meets so far. */
export function PasswordRules({ password }: { password: string }): ReactNode {
  return (
    <span className={styles.rules}>
      {texts.auth.rulesLabel}
      {PASSWORD_RULES.map(({ text, isMet }) => {
        const met = isMet(password);
        return (
          <span key={text} className={styles.rule} data-met={met}>
            {text}
            <Spoken> ({met ? texts.auth.ruleMet : texts.auth.ruleUnmet})</Spoken>
          </span>
        );
      })}
    </span>
  );
}
