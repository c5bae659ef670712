import { texts } from "@/lib/texts";

import type { Step } from "./queue";

type Problem = Extract<Step, { problem: string }>;

/** Why a photo is not sent, and what comes next. */
export const problemText = (step: Problem): string =>
  step.name === "failed" && step.goesOn ? `${step.problem} ${texts.upload.goesOn}` : step.problem;
