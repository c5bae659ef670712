import { regionText } from "@/lib/format";
import figures from "@/lib/figures.json";
import { once } from "@/lib/once";
import { locale } from "@/lib/texts/language";

/** Countries have their names from the browser; of their states, whose names it does not know, the name stays. */
const nameOf = (code: string, english: string): string =>
  code.includes("-") ? english.replace(/^.*(?=: )/, regionText(code.split("-")[0] ?? code)) : regionText(code);

/** The regions that plates are told from, as `handler/domain/formats/regions.csv` has them, by their names. */
export const regions = once((): readonly { code: string; name: string }[] =>
  Object.entries(figures.regions)
    .map(([code, english]) => ({ code, name: nameOf(code, english) }))
    .sort((one, other) => one.name.localeCompare(other.name, locale)),
);
