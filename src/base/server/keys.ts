import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The stored form of the keys: all versions ever used, the newest last; `rotating` while stored values are still being re-encrypted to the newest. */
export type KeyFile = { versions: { id: number; secret: string }[]; rotating?: boolean };

const NONCE = 12;
const DRAWN = 1024;

/** Encrypts, decrypts and indexes sensitive fields; every ciphertext carries algorithm and key version. */
export class Keys {
  #derived = new Map<string, KeyObject>();
  #places = new Map<string, Buffer>();
  #nonces = Buffer.alloc(0);
  file: KeyFile;
  #reload: (() => KeyFile) | undefined;
  /** `reload` reads the file again when a version is met that is not in it: another program may have rotated. */
  constructor(file: KeyFile, reload?: () => KeyFile) {
    this.file = file;
    this.#reload = reload;
  }

  /** The version that new ciphertexts use. */
  get current(): number {
    return this.file.versions[this.file.versions.length - 1]!.id;
  }

  #key(purpose: string, version: number): KeyObject {
    const name = `${purpose}/${version}`;
    const known = this.#derived.get(name);
    if (known) return known;
    if (this.#reload && !this.file.versions.some((one) => one.id === version)) this.file = this.#reload();
    const entry = this.file.versions.find((one) => one.id === version);
    if (!entry) throw new Error(`缺少第 ${version} 版密钥，无法解密`);
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', Buffer.from(entry.secret, 'base64'), 'ronggui', purpose, 32)));
    this.#derived.set(name, key);
    return key;
  }

  /** Encrypts text for a place such as `registry.person/citizen_id`; the place is bound to the ciphertext. Form: `a<version>.<base64url>`. */
  seal(place: string, text: string): string {
    const version = this.current;
    const nonce = this.#nonce();
    const cipher = createCipheriv('aes-256-gcm', this.#key('seal', version), nonce);
    cipher.setAAD(this.#boundTo(place));
    const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `a${version}.${body.toString('base64url')}`;
  }

  /** Decrypts what `seal` made for the same place. A fault where key, place or bytes differ. */
  open(place: string, sealed: string): string {
    const dot = sealed.indexOf('.');
    const version = Number(sealed.slice(1, dot));
    const body = Buffer.from(sealed.slice(dot + 1), 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#key('seal', version), body.subarray(0, 12));
    decipher.setAAD(this.#boundTo(place));
    decipher.setAuthTag(body.subarray(body.length - 16));
    return decipher.update(body.subarray(12, body.length - 16), undefined, 'utf8') + decipher.final('utf8');
  }

  /** A nonce never used before. Drawn by the thousand: each draw is a call into the kernel, and an import seals a million values. */
  #nonce(): Buffer {
    if (this.#nonces.length === 0) this.#nonces = randomBytes(NONCE * DRAWN);
    const nonce = this.#nonces.subarray(0, NONCE);
    this.#nonces = this.#nonces.subarray(NONCE);
    return nonce;
  }

  #boundTo(place: string): Buffer {
    const known = this.#places.get(place) ?? Buffer.from(place);
    this.#places.set(place, known);
    return known;
  }

  /** Keyed index for exact search of a sealed field: the same text at the same place gives the same 32 characters. */
  index(place: string, text: string): string {
    return createHmac('sha256', this.#key('index', this.file.versions[0]!.id)).update(`${place}\0${text}`).digest('base64url').slice(0, 32);
  }

  /** A secret derived for another purpose (audit chain, session cookies, database role). */
  secret(purpose: string): string {
    return this.#key(purpose, this.file.versions[0]!.id).export().toString('base64url');
  }

  /** Adds a version, which new ciphertexts use from now on; the former ones go on opening theirs. */
  addVersion(): void {
    this.file = { versions: [...this.file.versions, { id: this.current + 1, secret: randomBytes(32).toString('base64') }], rotating: true };
  }
}

/** Loads the keys from the environment's text, or from `keys.json` of the data folder, made on first start (mode 0600). */
export function loadKeys(data: string, text?: string): Keys {
  if (text) return new Keys(JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as KeyFile);
  const path = join(data, 'keys.json');
  const read = () => JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
  if (existsSync(path)) return new Keys(read(), read);
  const keys = new Keys({ versions: [{ id: 1, secret: randomBytes(32).toString('base64') }] }, read);
  saveKeys(data, keys);
  return keys;
}

/** Writes `keys.json` so that a crash leaves the former or the latter file whole. */
export function saveKeys(data: string, keys: Keys): void {
  mkdirSync(data, { recursive: true });
  const path = join(data, 'keys.json');
  writeFileSync(`${path}.next`, JSON.stringify(keys.file, undefined, 2), { mode: 0o600 });
  renameSync(`${path}.next`, path);
}
