import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const LENGTH = 32;

/** Salted scrypt (N = 2^15) of a password: `scrypt$15$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$15$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
}

/** Whether a password is the one that was hashed; false for anything that is no hash of ours. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [kind, cost, salt, kept] = hash.split('$');
  if (kind !== 'scrypt' || cost !== '15' || !salt || !kept) return false;
  const known = Buffer.from(kept, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'));
  return known.length === given.length && timingSafeEqual(known, given);
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((done, failed) => scrypt(password.normalize('NFKC'), salt, LENGTH, COST, (error, key) => (error ? failed(error) : done(key))));
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
