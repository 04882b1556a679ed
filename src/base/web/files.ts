import { MOST_FILE_BYTES } from '#base/pure/operation.ts';
import { asFailure, type Failure } from './failure.ts';

/** A file as the server keeps it after an upload. */
export type StoredFile = { id: string; name: string; size: number };

/** The content of a chosen file, in base64, as an operation's body carries it. Rejects with a Failure where it is too large or cannot be read. */
export function readFileContent(file: File): Promise<string> {
  const refused = (message: string): Failure => ({ code: 'file', status: 0, message, path: ['content'], detail: undefined });
  if (file.size > MOST_FILE_BYTES) return Promise.reject(refused('文件超过 15 MB，请分成几份'));
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''));
    reader.onerror = () => reject(refused('文件读不出来，请关闭正在使用它的程序后再选'));
    reader.readAsDataURL(file);
  });
}

/** Sends one file as multipart; `onProgress` gets 0–100. Rejects with a Failure. */
export function uploadFile<T = StoredFile>(file: File, onProgress: (percent: number) => void, address = '/files', fields: Record<string, string> = {}): { done: Promise<T>; stop(): void } {
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.round((event.loaded / event.total) * 100));
    request.onload = () => (request.status < 300 ? resolve(JSON.parse(request.responseText) as T) : reject(failureOf(request.status, request.responseText)));
    request.onerror = () => reject(asFailure(new TypeError('network')));
    request.onabort = () => reject({ code: 'stopped', status: 0, message: '已停止上传', path: [], detail: undefined } satisfies Failure);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file, file.name);
    request.open('POST', address);
    request.send(form);
  });
  return { done, stop: () => request.abort() };
}

/** Fetches a file and hands it to the browser under its own name; rejects with a Failure. */
export async function downloadFile(address: string, name?: string): Promise<void> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch((error: unknown) => { throw asFailure(error); });
  if (!response.ok) throw failureOf(response.status, await response.text());
  handOver(await response.blob(), name ?? nameFrom(response.headers.get('content-disposition')) ?? '下载');
}

/** Hands a file whose content an operation answered in base64 to the browser under its name. */
export function saveContent({ name, content }: { name: string; content: string }): void {
  handOver(new Blob([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], { type: 'application/octet-stream' }), name);
}

/** Hands a file to the browser under a name. */
export function handOver(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function failureOf(status: number, text: string): Failure {
  try {
    return asFailure({ status, ...(JSON.parse(text) as object) });
  } catch {
    return { code: 'fault', status, message: status === 413 ? '文件太大' : `服务器没有办成（${status}），请稍后再试`, path: [], detail: undefined };
  }
}

function nameFrom(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
}
