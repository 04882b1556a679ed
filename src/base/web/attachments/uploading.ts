import { CHUNK_BYTES } from '#base/pure/attachment.ts';
import { asFailure } from '../failure.ts';
import { callFiles } from './calls.ts';
import { type Prepared, prepareFile } from './pictures.ts';

/** One file on its way to a row. `sent` of `size` bytes are there; `message` says why it stands still; `refused` that trying again changes nothing. */
export type Sending = { id: string; name: string; size: number; sent: number; state: 'preparing' | 'sending' | 'waiting' | 'paused' | 'finishing' | 'failed'; message?: string; refused?: boolean };

/** How long to wait before trying a broken network again, at most; milliseconds. */
const LONGEST_WAIT = 15_000;

/** The files on their way to one row, one after another. They go on when the panel is left, and are kept in memory alone. */
export class RowUploads {
  list: readonly Sending[] = [];
  /** How many have arrived, for the panel to know when to look again. */
  arrived = 0;
  #files = new Map<string, { file: File; prepared?: Prepared }>();
  #listeners = new Set<() => void>();
  #queue: Promise<void> = Promise.resolve();
  #record: string;
  #row: string;

  constructor(record: string, row: string) {
    this.#record = record;
    this.#row = row;
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  current = () => this.list;

  /** Takes files in and sends them in turn. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const id = crypto.randomUUID();
      this.#files.set(id, { file });
      this.#set([...this.list, { id, name: file.name, size: file.size, sent: 0, state: 'preparing' }]);
      this.#enqueue(id);
    }
  }

  pause(id: string): void {
    this.#change(id, { state: 'paused', message: undefined });
  }

  /** Goes on where the server says it stopped. */
  resume(id: string): void {
    this.#change(id, { state: 'sending', message: undefined });
    this.#enqueue(id);
  }

  /** Gives a file up; what the server has of it goes too. */
  cancel(id: string): void {
    const known = this.#files.get(id)?.prepared !== undefined;
    this.#files.delete(id);
    this.#set(this.list.filter((one) => one.id !== id));
    if (known) void callFiles('DELETE', `/uploads/${id}`).catch(() => undefined);
  }

  #enqueue(id: string): void {
    this.#queue = this.#queue.then(() => this.#run(id));
  }

  async #run(id: string): Promise<void> {
    try {
      await this.#send(id);
    } catch (error) {
      const failure = asFailure(error);
      const refused = failure.code.startsWith('attachment.') || failure.status === 400 || failure.status === 403 || failure.status === 404;
      this.#change(id, { state: 'failed', refused, message: failure.status === 401 ? '登录已过期：请在另一个标签页重新登录，再点“继续”' : failure.message });
    }
  }

  async #send(id: string): Promise<void> {
    const entry = this.#files.get(id);
    if (!entry || !this.#goesOn(id)) return;
    entry.prepared ??= await prepareFile(entry.file);
    const { blob, name, thumbnail } = entry.prepared;
    if (!this.#goesOn(id)) return;
    const begin = () => callFiles<{ received: number; finished: boolean }>('POST', '/uploads', { id, record: this.#record, row: this.#row, name, size: blob.size });
    let { received } = await this.#insist(id, begin);
    this.#change(id, { state: 'sending', size: blob.size, sent: received });
    while (received < blob.size) {
      if (!this.#goesOn(id)) return;
      const at = received;
      received = (await this.#insist(id, () => callFiles<{ received: number }>('PUT', `/uploads/${id}?offset=${at}`, blob.slice(at, at + CHUNK_BYTES)).catch(placeTold))).received;
      this.#change(id, { sent: received, message: undefined }, 'waiting');
    }
    if (!this.#goesOn(id)) return;
    this.#change(id, { state: 'finishing' });
    await this.#insist(id, () => callFiles('POST', `/uploads/${id}/finish`, { thumbnail }));
    this.#files.delete(id);
    this.arrived += 1;
    this.#set(this.list.filter((one) => one.id !== id));
  }

  /** Tries again until the network is back; other refusals are final. */
  async #insist<T>(id: string, attempt: () => Promise<T>): Promise<T> {
    for (let wait = 1000; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
      try {
        return await attempt();
      } catch (error) {
        const failure = asFailure(error);
        if ((failure.code !== 'network' && failure.status !== 503) || !this.#goesOn(id)) throw failure;
        this.#change(id, { state: 'waiting', message: '网络中断，恢复后自动接着传' });
        await networkOr(wait);
      }
    }
  }

  #goesOn(id: string): boolean {
    const one = this.list.find((each) => each.id === id);
    return one !== undefined && one.state !== 'paused' && one.state !== 'failed';
  }

  /** Writes what is now so of one file; `only` where it is in that state, to go back to sending. */
  #change(id: string, change: Partial<Sending>, only?: Sending['state']): void {
    this.#set(this.list.map((one) => (one.id === id ? { ...one, ...change, ...(only && one.state === only ? { state: 'sending' as const } : {}) } : one)));
  }

  #set(list: readonly Sending[]): void {
    this.list = list;
    for (const listener of this.#listeners) listener();
  }
}

/** A chunk at the wrong place is answered with the right one. */
function placeTold(error: unknown): { received: number } {
  const { detail, code } = asFailure(error);
  const received = (detail as { received?: unknown } | undefined)?.received;
  if (code === 'upload.offset' && typeof received === 'number') return { received };
  throw error;
}

/** Waits so long, or until the browser says that the network is back. */
function networkOr(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
  });
}

const rows = new Map<string, RowUploads>();

/** The uploads of one row, the same for as long as the console is open. */
export function uploadsOf(record: string, row: string): RowUploads {
  const key = `${record}/${row}`;
  const found = rows.get(key) ?? new RowUploads(record, row);
  rows.set(key, found);
  return found;
}

/** Leaving the console while files are on their way is asked about. */
window.addEventListener('beforeunload', (event) => {
  if ([...rows.values()].some((one) => one.list.some(({ state }) => state !== 'failed'))) {
    event.preventDefault();
    event.returnValue = '';
  }
});
