import type { ComponentProps, ReactNode } from "react";

import styles from "./NativeInput.module.css";

/** A day or a time, chosen as the device has people choose one; it looks as Cloudscape's fields do. */
export function NativeInput(props: Omit<ComponentProps<"input">, "className">): ReactNode {
  return <input {...props} className={styles.input} />;
}
