import type { ReactNode } from "react";

import type { Read, ToldColour } from "@/client";
import { plateColoursText, vehicleColourText } from "@/lib/format";
import { texts } from "@/lib/texts";

import styles from "./ColourFacts.module.css";
import { PlateSwatch, VehicleSwatch } from "./Swatches";

const { colours: t } = texts.photo;

function PlateColours({ read }: { read: Read }): ReactNode {
  const text = plateColoursText(read);
  if (text === null) return null;
  const { plate_ground: ground, plate_characters: characters } = read;
  return (
    <>
      <dt>{t.label}</dt>
      <dd className={styles.colours}>
        {ground !== null && <PlateSwatch ground={ground.name} characters={characters?.name ?? null} />}
        {text}
      </dd>
    </>
  );
}

function VehicleColour({ told }: { told: ToldColour }): ReactNode {
  return (
    <>
      <dt>{t.vehicleLabel}</dt>
      <dd className={styles.colours}>
        <VehicleSwatch colour={told.name} />
        {vehicleColourText(told)}
      </dd>
    </>
  );
}

/** What colours a plate and its vehicle have, where the photo shows any. */
export function ColourFacts({ read }: { read: Read }): ReactNode {
  return (
    <>
      <PlateColours read={read} />
      {read.vehicle_colour !== null && <VehicleColour told={read.vehicle_colour} />}
    </>
  );
}
