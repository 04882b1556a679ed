import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

/** The exponent of scrypt's N that new hashes are made with; a kept hash says its own, so that this may be raised. Tests lower it: they sign in hundreds of times. */
const EXPONENT = exponentOf(process.env.RONGGUI_PASSWORD_COST) ?? 15;
const LENGTH = 32;

/** Salted scrypt (N = 2^15) of a password: `scrypt$15$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${EXPONENT}$${salt.toString('base64url')}$${(await derive(password, salt, EXPONENT)).toString('base64url')}`;
}

/** Whether a password is the one that was hashed; false for anything that is no hash of ours. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [kind, cost, salt, kept] = hash.split('$');
  const exponent = exponentOf(cost);
  if (kind !== 'scrypt' || exponent === undefined || !salt || !kept) return false;
  const known = Buffer.from(kept, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), exponent);
  return known.length === given.length && timingSafeEqual(known, given);
}

/** A whole number from 8 to 17, else nothing: 2^18 would take a gigabyte for four people who sign in at once. */
function exponentOf(text: string | undefined): number | undefined {
  const exponent = Number(text);
  return /^\d{1,2}$/.test(text ?? '') && exponent >= 8 && exponent <= 17 ? exponent : undefined;
}

function derive(password: string, salt: Buffer, exponent: number): Promise<Buffer> {
  return new Promise((done, failed) => scrypt(password.normalize('NFKC'), salt, LENGTH, { N: 2 ** exponent, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }, (error, key) => (error ? failed(error) : done(key))));
}

const KINDS = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789', '-_#+='];

/** A random first password of 14 characters of all four kinds, without letters that look alike. */
export function randomPassword(): string {
  const all = KINDS.slice(0, 3).join('');
  const pick = (from: string) => from[randomInt(from.length)]!;
  const letters = [...KINDS.map(pick), ...Array.from({ length: 10 }, () => pick(all))];
  for (let at = letters.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [letters[at], letters[other]] = [letters[other]!, letters[at]!];
  }
  return letters.join('');
}
