import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';

/** Passes a stream on and tells its SHA-256 (hex) and length at its end; errors pass on too. */
export function digesting(source: Readable, tell: (sha256: string, size: number) => void): Readable {
  const hash = createHash('sha256');
  let size = 0;
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
    flush: (done) => {
      tell(hash.digest('hex'), size);
      done();
    },
  });
  source.on('error', (error) => through.destroy(error));
  through.on('close', () => source.destroy());
  return source.pipe(through);
}
