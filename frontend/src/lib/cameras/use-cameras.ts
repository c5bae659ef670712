import { useQuery } from "@tanstack/react-query";

import type { Sites } from "@/client";
import { sitesQuery } from "@/lib/api/sites";
import { isAdmin, isOperator } from "@/lib/auth/auth";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";

/** A camera as it is called. */
export type NamedCamera = { id: string; name: string; isRemoved: boolean };

const namesIn = ({ sites }: Sites): readonly NamedCamera[] =>
  sites.flatMap((site) =>
    site.cameras.map(({ camera_id, name, removed_at }) => ({
      id: camera_id,
      name: texts.cameras.at(name, site.name),
      isRemoved: removed_at !== null,
    })),
  );

const NONE: readonly NamedCamera[] = [];

/** All cameras by their names, removed ones too; none for those who may not ask, and until they are known. */
export function useCameras(): readonly NamedCamera[] {
  const { auth, client } = useServices();
  const session = useStore(auth.session);
  const enabled = isOperator(session) || isAdmin(session);
  // A page without names is as good as one that tells why they are missing: what it is about is not cameras.
  return useQuery({ ...sitesQuery(client), enabled, select: namesIn }).data ?? NONE;
}
