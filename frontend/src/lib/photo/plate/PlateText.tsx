import type { ReactNode } from "react";

import type { Read } from "@/client";
import { currentPlate } from "@/lib/review/choice";
import { texts } from "@/lib/texts";
import { Spoken } from "@/lib/ui/Spoken";

type Props = { read: Pick<Read, "plate" | "corrected_plate" | "status"> };

/** A read's plate as it stands; one that was rejected is struck out, for it counts for nothing. */
export function PlateText({ read }: Props): ReactNode {
  const plate = currentPlate(read);
  if (read.status !== "rejected") return plate;
  return (
    <>
      <s>{plate}</s>
      <Spoken> ({texts.photo.readStatuses.rejected})</Spoken>
    </>
  );
}
