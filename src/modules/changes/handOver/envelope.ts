import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { refuse } from '#base/pure/refusal.ts';

/** What stands outside the seal of a transfer package: no word about the person. */
export type PackageHead = { format: 'ronggui.transfer'; version: 1; number: string; county: string; madeOn: string };

/** A sealed transfer package: its head is bound into the seal, so that neither can be changed without the other. */
export type Envelope = PackageHead & { kdf: { name: 'scrypt'; N: number; r: number; p: number; salt: string }; nonce: string; tag: string; body: string };

const COST = { N: 32_768, r: 8, p: 1 };
const MOST_MEMORY = 128 * 1024 * 1024;

/** Seals text with a passphrase: a key by scrypt, AES-256-GCM over the text and the head. The passphrase is kept nowhere. */
export async function sealPackage(head: PackageHead, text: string, passphrase: string): Promise<Envelope> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce);
  cipher.setAAD(bound(head));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { ...head, kdf: { name: 'scrypt', ...COST, salt: salt.toString('base64') }, nonce: nonce.toString('base64'), tag: cipher.getAuthTag().toString('base64'), body: body.toString('base64') };
}

/** Opens a package; refuses what is none, a wrong passphrase, and anything that was changed on its way (the two cannot be told apart). */
export async function openPackage(text: string, passphrase: string): Promise<{ head: PackageHead; text: string }> {
  const envelope = readEnvelope(text);
  const { kdf, nonce, tag, body, ...head } = envelope;
  try {
    const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, Buffer.from(kdf.salt, 'base64')), Buffer.from(nonce, 'base64'), { authTagLength: 16 });
    decipher.setAAD(bound(head));
    decipher.setAuthTag(Buffer.from(tag, 'base64'));
    return { head, text: decipher.update(Buffer.from(body, 'base64'), undefined, 'utf8') + decipher.final('utf8') };
  } catch {
    refuse('changes.passphrase', '口令不对，或移交文件在途中被改动，没有接收任何内容', { path: ['passphrase'] });
  }
}

/** Reads the outside of a package; refuses another kind of file, and costs that another program made up. */
function readEnvelope(text: string): Envelope {
  const wrong = (): never => refuse('changes.package', '这不是戎归的移交文件，或文件不完整', { path: ['content'] });
  let read: Partial<Envelope> | null = null;
  try {
    read = JSON.parse(text) as Partial<Envelope> | null;
  } catch {
    wrong();
  }
  if (!read || read.format !== 'ronggui.transfer' || typeof read.number !== 'string' || typeof read.county !== 'string' || typeof read.madeOn !== 'string') wrong();
  const { kdf, nonce, tag, body } = read as Envelope;
  if (read!.version !== 1) refuse('changes.package', '移交文件由较新的版本生成，请先升级系统', { path: ['content'] });
  if (kdf?.name !== 'scrypt' || kdf.N !== COST.N || kdf.r !== COST.r || kdf.p !== COST.p || [kdf.salt, nonce, tag, body].some((one) => typeof one !== 'string')) wrong();
  const { number, county, madeOn } = read as Envelope;
  return { format: 'ronggui.transfer', version: 1, number, county, madeOn, kdf, nonce, tag, body };
}

const bound = (head: PackageHead): Buffer => Buffer.from(JSON.stringify([head.format, head.version, head.number, head.county, head.madeOn]));

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { ...COST, maxmem: MOST_MEMORY }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
