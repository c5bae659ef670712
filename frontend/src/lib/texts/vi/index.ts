import type { en } from "@/lib/texts/en/index.ts";
import type { Same } from "@/lib/texts/same.ts";
import { account } from "./people/account.ts";
import { alerts } from "./alerts.ts";
import { audit } from "./audit.ts";
import { cameras } from "./cameras.ts";
import { channels } from "./channels.ts";
import { deletion } from "./deletion.ts";
import { first } from "./first.ts";
import { hold } from "./hold.ts";
import { importRules } from "./import-rules.ts";
import { insights } from "./insights.ts";
import { missed } from "./missed.ts";
import { lists } from "./lists.ts";
import { live } from "./live.ts";
import { now } from "./parking/now.ts";
import { occupancy } from "./parking/occupancy.ts";
import { visits } from "./parking/visits.ts";
import { people } from "./people/people.ts";
import { photo } from "./photo.ts";
import { plates } from "./plates.ts";
import { purpose } from "./purpose.ts";
import { reads } from "./reads.ts";
import { review } from "./review.ts";
import { settings } from "./settings.ts";
import { upload } from "./upload.ts";
import { watching } from "./watching.ts";
import { why } from "./why.ts";

/** Every sentence and label of the web app, in Vietnamese. It has no plural: a number needs no other form. */
export const vi: Same<typeof en> = {
  ...first,
  ...upload,
  ...photo,
  ...missed,
  ...why,
  ...review,
  ...reads,
  ...hold,
  ...plates,
  ...purpose,
  ...insights,
  ...importRules,
  ...lists,
  ...live,
  ...alerts,
  ...cameras,
  ...channels,
  ...watching,
  ...audit,
  ...account,
  ...deletion,
  ...people,
  ...settings,
  ...now,
  ...visits,
  ...occupancy,
};
