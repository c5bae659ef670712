// A receiver of Platebook's webhooks: checks each signature, takes each event once, and prints it.
//
//     PLATEBOOK_SECRET=whsec_… node receiver.mjs [port]
//
// It needs Node 20 or later and nothing else.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const OLDEST_SECONDS = 5 * 60;
const LONGEST_BYTES = 1024 * 1024;

/**
 * Check a request as Standard Webhooks has it, and give its id; throws where it is not genuine.
 * The body is what came, byte by byte: JSON that was read and written again is signed differently.
 */
export function verify(headers, body, secret, now = Date.now() / 1000) {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  if (!id || !/^\d+$/.test(timestamp)) throw new Error('webhook-id or webhook-timestamp is missing');
  if (Math.abs(now - Number(timestamp)) > OLDEST_SECONDS)
    throw new Error('it was signed more than five minutes ago, or one of the clocks is wrong');
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  // While a secret is rotated there are two signatures, and one of them is ours.
  for (const one of (headers['webhook-signature'] ?? '').split(' ')) {
    const [version, text = ''] = one.split(',', 2);
    const signature = Buffer.from(text, 'base64');
    if (version === 'v1' && signature.length === expected.length && timingSafeEqual(signature, expected)) return id;
  }
  throw new Error('no signature fits the secret');
}

async function bodyOf(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > LONGEST_BYTES) throw new Error('the body is too long');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Serve on this machine. */
export function serve(port, secret, print = console.log) {
  const taken = new Set(); // one server, one memory; yours belongs into a database
  const server = createServer(async (request, response) => {
    try {
      const body = await bodyOf(request);
      const id = verify(request.headers, body, secret);
      if (!taken.has(id)) print(JSON.stringify(JSON.parse(body)));
      taken.add(id);
      response.writeHead(204).end();
    } catch (refused) {
      print(`refused: ${refused.message}`);
      response.writeHead(401).end();
    }
  });
  return server.listen(port, '127.0.0.1', () => print(`Ready: http://127.0.0.1:${server.address().port}/`));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const secret = process.env.PLATEBOOK_SECRET;
  if (!secret) throw new Error('Set PLATEBOOK_SECRET to the secret of the channel.');
  serve(Number(process.argv[2] ?? 8788), secret);
}
