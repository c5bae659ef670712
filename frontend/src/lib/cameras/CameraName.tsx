import type { ReactNode } from "react";

import { useCameras } from "./use-cameras";

/** A camera's name and site; its id where that is all that is known. */
export function CameraName({ id }: { id: string }): ReactNode {
  const known = useCameras().find((camera) => camera.id === id);
  return known === undefined ? id : <span title={id}>{known.name}</span>;
}
