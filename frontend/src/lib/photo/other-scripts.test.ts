import { describe, expect, it } from "vitest";

import { hasOtherScripts } from "./other-scripts";

describe("letters of other scripts", () => {
  it.each(["粤B·52936", "กท 4182", "4182 ب د ك", "41가 8273", "さ 48-27"])("are left out of %s", (text) => {
    expect(hasOtherScripts(text)).toBe(true);
  });

  it.each(["AB-418 KT", "К 418 ТХ 77", "ΙΚΤ-4182", "Đ-418", "ä 4182", "4182 © • *", ""])("are not in %s", (text) => {
    expect(hasOtherScripts(text)).toBe(false);
  });
});
