import { Button } from 'antd';
import { printSize } from '#base/pure/attachment.ts';
import type { RowUploads, Sending } from './uploading.ts';

const WORDS: Record<Sending['state'], string> = { preparing: '等待上传', sending: '正在上传', waiting: '等待网络', paused: '已暂停', finishing: '正在检查内容', failed: '没有上传成功' };

/** The files on their way: how far each is, and 暂停, 继续, 取消. */
export function SendingList({ uploads, list }: { uploads: RowUploads; list: readonly Sending[] }) {
  if (list.length === 0) return null;
  return (
    <ul className="sending" aria-label="正在上传的文件">
      {list.map((one) => {
        const percent = Math.floor((one.sent / Math.max(1, one.size)) * 100);
        const still = one.state === 'paused' || (one.state === 'failed' && !one.refused);
        return (
          <li key={one.id}>
            <p><strong>{one.name}</strong>　<span className={one.state === 'failed' ? 'wrong' : 'quiet'} role={one.state === 'failed' ? 'alert' : undefined}>{one.message ?? `${WORDS[one.state]}${one.state === 'sending' ? ` ${percent}%（${printSize(one.size)}）` : ''}`}</span></p>
            {one.state !== 'failed' && <progress max={100} value={percent} aria-label={`${one.name} 已上传`} />}
            <div className="toolbar">
              {(one.state === 'sending' || one.state === 'waiting') && <Button size="small" onClick={() => uploads.pause(one.id)}>暂停<span className="sr-only">{one.name}</span></Button>}
              {still && <Button size="small" type="primary" ghost onClick={() => uploads.resume(one.id)}>继续<span className="sr-only">{one.name}</span></Button>}
              {one.state !== 'finishing' && <Button size="small" onClick={() => uploads.cancel(one.id)}>{one.refused ? '知道了' : '取消'}<span className="sr-only">{one.name}</span></Button>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
