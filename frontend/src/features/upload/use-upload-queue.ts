import { startUpload } from "@/lib/api/uploads";
import { warnBeforeLeaving } from "@/lib/leaving";
import { useServices, type Services } from "@/lib/services";

import { postFile } from "./post-file";
import { preparePhoto } from "./prepare";
import { createUploadQueue, isMoving, type UploadQueue } from "./queue";

const queues = new WeakMap<Services, UploadQueue>();

/** Photos belong to who chose them: the next person at this browser must not send or see them. */
function forgetWhenOthersSignIn(queue: UploadQueue, { auth }: Services): void {
  const signedInEmail = (): string | null => {
    const session = auth.session.get();
    return session.state === "signed_in" ? session.email : null;
  };
  let owner = signedInEmail();
  auth.session.subscribe(() => {
    const session = auth.session.get();
    const email = signedInEmail();
    if ((email !== null && email !== owner) || (session.state === "signed_out" && session.reason === "left"))
      queue.clear();
    owner = email ?? owner;
  });
}

function makeQueue(services: Services): UploadQueue {
  const queue = createUploadQueue({
    prepare: (file) => preparePhoto(file),
    reserve: (request) => startUpload(services.client, request),
    send: postFile,
    previews: { make: (photo) => URL.createObjectURL(photo), drop: (url) => URL.revokeObjectURL(url) },
    now: Date.now,
  });
  queue.photos.subscribe(() => warnBeforeLeaving(queue.photos.get().filter(isMoving).length));
  forgetWhenOthersSignIn(queue, services);
  return queue;
}

/** The queue of this page load; it goes on while its person is on another page of the app. */
export function useUploadQueue(): UploadQueue {
  const services = useServices();
  const queue = queues.get(services) ?? makeQueue(services);
  queues.set(services, queue);
  return queue;
}
