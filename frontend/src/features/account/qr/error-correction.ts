/** Reed-Solomon codes over the 256 elements that QR codes count with (ISO/IEC 18004): the modulus is x^8+x^4+x^3+x^2+1. */
const MODULUS = 0x11d;

const POWERS = new Uint8Array(255);
const LOGS = new Uint8Array(256);
for (let i = 0, power = 1; i < 255; i += 1) {
  POWERS[i] = power;
  LOGS[power] = i;
  power = power & 0x80 ? (power << 1) ^ MODULUS : power << 1;
}

export const power = (exponent: number): number => POWERS[exponent % 255] ?? 0;

export const times = (one: number, other: number): number =>
  one === 0 || other === 0 ? 0 : power((LOGS[one] ?? 0) + (LOGS[other] ?? 0));

/** The product of (x - 2^i) for i below a degree, without its leading 1. */
function generator(degree: number): number[] {
  let product = [1];
  for (let i = 0; i < degree; i += 1) {
    const shifted = [...product, 0];
    product = shifted.map((term, place) => term ^ times(product[place - 1] ?? 0, power(i)));
  }
  return product.slice(1);
}

/**
 * The codewords that let a reader mend a block.
 *
 * @param data - The block, as bytes.
 * @param count - How many to make.
 */
export function correctionOf(data: readonly number[], count: number): number[] {
  const divisor = generator(count);
  return data.reduce<number[]>(
    (rest, byte) => {
      const factor = byte ^ (rest[0] ?? 0);
      return divisor.map((term, place) => (rest[place + 1] ?? 0) ^ times(term, factor));
    },
    Array.from({ length: count }, () => 0),
  );
}
