import { useQuery, useQueryClient } from "@tanstack/react-query";

import { watchCamera, type Watched } from "@/lib/api/camera-photos";
import { mayGoBetter } from "@/lib/errors";
import { useServices } from "@/lib/services";

/** With the answers' own time, a photo shows within 3 seconds. */
export const LOOK_EVERY_MS = 2_000;
const LOOK_AGAIN_MS = 10_000;

type Live = {
  watched: Watched | undefined;
  error: Error | null;
  /** Asks for everything anew: links to pictures run out. */
  again: () => void;
};

/**
 * A camera's newest photos, asked for again and again, though not while nobody sees the page.
 *
 * @param isPaused - Whether nothing new is wanted.
 */
export function useLivePhotos(cameraId: string, isPaused: boolean): Live {
  const { client } = useServices();
  const queries = useQueryClient();
  const queryKey = ["cameras", cameraId, "photos"];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => watchCamera(client, cameraId, queries.getQueryData<Watched>(queryKey), signal),
    enabled: !isPaused,
    retry: false,
    refetchInterval: ({ state }) => {
      if (state.error === null) return LOOK_EVERY_MS;
      return mayGoBetter(state.error) ? LOOK_AGAIN_MS : false;
    },
  });
  return { watched: data, error, again: () => void queries.resetQueries({ queryKey }) };
}
