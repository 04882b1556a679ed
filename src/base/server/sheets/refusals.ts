import { refuse } from '#base/pure/refusal.ts';

const sentences = {
  empty: '文件是空的，没有任何内容。',
  tooLarge: '文件超过 {limit} MB，请拆成几个文件分别导入。',
  encrypted: '文件设了打开密码，请在 Excel 或 WPS 中取消密码后再导入。',
  oldFormat: '这是旧格式的表格（.xls、.et 或类似格式），请用 Excel 或 WPS 另存为 .xlsx 后再导入。',
  notWorkbook: '这不是表格文件，请选择 .xlsx 或 .csv 文件。',
  macros: '文件里含有宏，不能导入。请用 Excel 或 WPS 另存为不带宏的 .xlsx 后再导入。',
  externalLinks: '文件引用了别的文件或外部数据源，请在 Excel 或 WPS 中断开链接（复制后“粘贴为数值”）再导入。',
  broken: '文件已损坏或没有传完整，请重新保存或重新上传。',
  bomb: '文件解开后过大或压缩比异常，不予读取。请把数据复制到新的工作簿再导入。',
  unsafeXml: '文件内部含有不允许的声明（DOCTYPE 或实体），不予读取。请用 Excel 或 WPS 另存为 .xlsx。',
  unsafeName: '文件内部的路径不合规，不予读取。请用 Excel 或 WPS 另存为 .xlsx。',
  missing: '没有名为“{sheet}”的工作表，文件里有：{sheets}。',
  tooManyColumns: '第 {row} 行的内容超过 {limit} 列，请检查表格右侧是否有多余内容。',
  tooManyRows: '表格超过 {limit} 行，请拆成几个文件分别导入。',
  cellTooLong: '第 {row} 行有一格文字超过 {limit} 个字，请缩短后再导入。',
  html: '这其实是网页文件（只是改了后缀名），请用 Excel 或 WPS 打开后另存为 .xlsx。',
  notTable: '这个文本文件看不出是表格：没有用逗号、制表符或分号分列。请保存为 .xlsx 后再导入。',
  encoding: '文件的文字编码认不出来，请保存为 .xlsx，或保存为 UTF-8 编码的 csv。',
} as const;

/** The reasons for which a file is not read; the refusal's code is this word in snake case after `sheet_`. */
export type SheetRefusal = keyof typeof sentences;

/** Refuses a file with its Chinese sentence; {names} in the sentence are replaced from `values`. Status 413 for size, 422 otherwise. */
export function refuseFile(reason: SheetRefusal, values: Record<string, string | number> = {}): never {
  const message = sentences[reason].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  const status = reason === 'tooLarge' || reason === 'bomb' ? 413 : 422;
  const code = `sheet_${reason.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  refuse(code, message, { status, detail: values });
}
