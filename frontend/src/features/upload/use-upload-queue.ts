import { startUpload } from "@/lib/api/uploads";
import { whenOthersMayCome } from "@/lib/auth/others";
import { warnBeforeLeaving } from "@/lib/leaving";
import { useServices, type Services } from "@/lib/services";

import { postFile } from "./post-file";
import { preparePhoto } from "./prepare";
import { createUploadQueue, isMoving, type UploadQueue } from "./queue";

const queues = new WeakMap<Services, UploadQueue>();

function makeQueue(services: Services): UploadQueue {
  const queue = createUploadQueue({
    prepare: (file) => preparePhoto(file),
    reserve: (request) => startUpload(services.client, request),
    send: postFile,
    previews: { make: (photo) => URL.createObjectURL(photo), drop: (url) => URL.revokeObjectURL(url) },
    now: Date.now,
  });
  queue.photos.subscribe(() => warnBeforeLeaving("photos", queue.photos.get().filter(isMoving).length));
  // Photos belong to who chose them: the next person at this browser must not send or see them.
  whenOthersMayCome(services.auth, queue.clear);
  return queue;
}

/** The queue of this page load; it goes on while its person is on another page of the app. */
export function useUploadQueue(): UploadQueue {
  const services = useServices();
  const queue = queues.get(services) ?? makeQueue(services);
  queues.set(services, queue);
  return queue;
}
