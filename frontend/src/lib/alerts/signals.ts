import { texts } from "@/lib/texts";

const TONES_HZ = [880, 1175];
const TONE_SECONDS = 0.18;
const LOUDNESS = 0.2;

/** Plays two short tones, made here: no file has to come. */
export async function playSound(): Promise<void> {
  const audio = new AudioContext();
  TONES_HZ.forEach((hz, place) => {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = hz;
    volume.gain.value = LOUDNESS;
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + place * TONE_SECONDS);
    tone.stop(audio.currentTime + (place + 1) * TONE_SECONDS);
  });
  await new Promise((done) => setTimeout(done, 1_000 * TONE_SECONDS * (TONES_HZ.length + 1)));
  await audio.close();
}

/** Notifies of alerts by their number alone: no plate stands on a locked screen. */
export function notify(count: string): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    new Notification(texts.alerts.notification(count), { tag: "platebook-alerts" });
  } catch (error) {
    // Phones notify by a service worker only, which this app has none of.
    if (!(error instanceof TypeError)) throw error;
  }
}
