import type { FastifyRequest } from 'fastify';
import { type Attachment, keptName } from '#base/pure/attachment.ts';
import { isRefusal } from '#base/pure/refusal.ts';
import type { Act, Actor } from '../house.ts';
import { addAttachment, digestIn, findHeld, keepFile, listAttachments } from './attachments.ts';
import { type Content, judgeContent, judgeThumbnail } from './content.ts';
import { type Doors, placeOf, stepIn } from './doors.ts';
import { dropUpload, getUpload, readUpload, removeParts, type Upload } from './uploads.ts';

/** What comes with the end of an upload: a thumbnail as JPEG, and words about it. */
export type Ending = { thumbnail?: Buffer; caption?: string };

type Kept = Content & { digest: string; thumbnail: { pieces: Buffer[]; digest: string } | undefined };

/** Ends an upload: its content is judged, stripped and kept, and hangs on its row from then on. Repeated, it answers the attachment that is there. A content that is refused leaves nothing. */
export function finishUpload(doors: Doors, request: FastifyRequest, actor: Actor, id: string, ending: Ending): Promise<Attachment> {
  return oneAtATime(async () => {
    const begun = await stepIn(doors, request, actor, 'attachments.add', async (act) => {
      if (await findHeld(act, id)) return { there: await answer(doors, act, id) };
      const upload = await getUpload(act, id);
      await placeOf(doors, act, upload.record, upload.rowId, 'write');
      return { upload };
    });
    if ('there' in begun) return begun.there!;
    const kept = await judged(doors, actor, begun.upload, ending).catch(async (error: unknown) => {
      if (isRefusal(error) && error.code.startsWith('attachment.')) await forget(doors, request, actor, id);
      throw error;
    });
    const added = await stepIn(doors, request, actor, 'attachments.add', (act) => keep(doors, act, begun.upload, kept, ending));
    await removeParts(doors.house, id);
    return added;
  });
}

/** Judges and strips what came in; needs no transaction, and the whole content in memory. */
async function judged({ house }: Doors, actor: Actor, upload: Upload, ending: Ending): Promise<Kept> {
  const at = { house, scope: actor.scope };
  const content = await judgeContent(await readUpload(house, upload));
  const small = ending.thumbnail && content.media.startsWith('image/') ? judgeThumbnail(ending.thumbnail) : undefined;
  return { ...content, digest: await digestIn(at, content.pieces), thumbnail: small && { pieces: small, digest: await digestIn(at, small) } };
}

async function keep(doors: Doors, act: Act, upload: Upload, kept: Kept, ending: Ending): Promise<Attachment> {
  if (!(await findHeld(act, upload.id))) {
    await getUpload(act, upload.id, true);
    const place = await placeOf(doors, act, upload.record, upload.rowId, 'write');
    await keepFile(act, kept.media, kept.pieces, kept.digest);
    if (kept.thumbnail) await keepFile(act, 'image/jpeg', kept.thumbnail.pieces, kept.thumbnail.digest);
    await addAttachment(act, place, { id: upload.id, file: kept.digest, thumbnail: kept.thumbnail?.digest, name: keptName(upload.name, kept.media), caption: ending.caption });
    await dropUpload(act, upload.id);
    act.note({ record: place.record, rowId: place.rowId, detail: { attachment: upload.id, media: kept.media, size: kept.pieces.reduce((sum, piece) => sum + piece.length, 0) } });
  }
  return answer(doors, act, upload.id);
}

async function answer(doors: Doors, act: Act, id: string): Promise<Attachment> {
  const held = (await findHeld(act, id))!;
  await placeOf(doors, act, held.record, held.rowId, 'read');
  return (await listAttachments(act, held, id))[0]!;
}

/** Takes back an upload whose content is refused, or that its owner gave up. */
export async function forget(doors: Doors, request: FastifyRequest, actor: Actor, id: string): Promise<void> {
  await stepIn(doors, request, actor, 'attachments.cancel', async (act) => {
    await getUpload(act, id, true);
    await dropUpload(act, id);
  });
  await removeParts(doors.house, id);
}

let last: Promise<unknown> = Promise.resolve();

/** One content at a time is held whole in memory, however many uploads end at once. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}
