import { NetworkError, UserError } from "@/lib/errors";
import { texts } from "@/lib/texts";

/** Where and with which form fields S3 takes one photo. */
export type PresignedPost = { url: string; fields: Record<string, string> };

/** S3 answered, and said no: the same form will not do a second time. */
export class StorageRefusedError extends UserError {
  override name = "StorageRefusedError";
}

const STALLED_AFTER_MS = 30_000;
const SENTENCES: Record<string, string> = {
  EntityTooLarge: texts.upload.storage.EntityTooLarge,
  AccessDenied: texts.upload.storage.AccessDenied,
};

function refusal(request: XMLHttpRequest): StorageRefusedError {
  const code = /<Code>(\w+)<\/Code>/.exec(request.responseText)?.[1] ?? String(request.status);
  return new StorageRefusedError(SENTENCES[code] ?? texts.upload.storage.other(code));
}

function formOf({ fields }: PresignedPost, photo: Blob): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // S3 ignores every field after the file.
  form.append("file", photo);
  return form;
}

/**
 * Sends a photo straight to S3. By XMLHttpRequest, since fetch does not tell how far an upload is.
 *
 * @param onProgress - Called with the bytes sent so far, of the whole form.
 * @param signal - Aborts the sending.
 * @throws NetworkError when the connection broke or stood still; StorageRefusedError when S3 said no;
 *   the signal's reason when it was aborted.
 */
export function postFile(
  post: PresignedPost,
  photo: Blob,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const expectMore = (): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => {
        reject(new NetworkError(texts.upload.storage.stalled));
        request.abort();
      }, STALLED_AFTER_MS);
    };
    const abort = (): void => request.abort();
    signal.addEventListener("abort", abort);

    request.upload.onprogress = ({ loaded }) => {
      expectMore();
      onProgress(loaded);
    };
    request.onload = () => (request.status < 300 ? resolve() : reject(refusal(request)));
    request.onerror = () => reject(new NetworkError(texts.upload.storage.network));
    request.onabort = () => reject(signal.reason as Error);
    request.onloadend = () => {
      clearTimeout(watchdog);
      signal.removeEventListener("abort", abort);
    };
    request.open("POST", post.url);
    expectMore();
    request.send(formOf(post, photo));
  });
}
