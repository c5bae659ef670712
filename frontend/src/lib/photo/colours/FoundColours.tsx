import type { ReactNode } from "react";

import type { Read } from "@/client";
import { colourText } from "@/lib/format";
import { texts } from "@/lib/texts";

import styles from "./FoundColours.module.css";
import { PlateSwatch, VehicleSwatch } from "./Swatches";

const { colours: t } = texts.photo;

type Props = { read: Pick<Read, "plate_ground" | "plate_characters" | "vehicle_colour"> };

/** By what colours one finds a read, in short: the vehicle's, and its plate's ground. */
export function FoundColours({ read }: Props): ReactNode {
  const { plate_ground: ground, plate_characters: characters, vehicle_colour: vehicle } = read;
  return (
    <div className={styles.colours}>
      {vehicle !== null && (
        <span className={styles.colour}>
          <VehicleSwatch colour={vehicle.name} label={t.vehicle} />
          {colourText(vehicle.name)}
        </span>
      )}
      {ground !== null && (
        <span className={styles.colour}>
          <PlateSwatch ground={ground.name} characters={characters?.name ?? null} label={t.plate} />
          {colourText(ground.name)}
        </span>
      )}
    </div>
  );
}
