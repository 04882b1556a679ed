/** Font names of a document by their part: 正文仿宋, 小标题楷体 and 黑体, 页码宋体, 标题小标宋. */
export type Fonts = { body: string; kai: string; hei: string; song: string; title: string };

/** The names that offices have installed. They are proprietary, so documents only name them; `FALLBACKS` come with WPS, Windows or free. */
export const FONTS: Fonts = { body: '仿宋_GB2312', kai: '楷体_GB2312', hei: '黑体', song: '宋体', title: '方正小标宋简体' };

/** What stands in where a font is missing, best first; the last are free (Fandol: GPL with font exception; Noto: OFL). */
export const FALLBACKS: { [part in keyof Fonts]: readonly string[] } = {
  body: ['仿宋', 'FangSong', 'FandolFang R', 'STFangsong', 'Noto Serif SC'],
  kai: ['楷体', 'KaiTi', 'FandolKai R', 'STKaiti', 'Noto Serif SC'],
  hei: ['SimHei', 'FandolHei R', 'Noto Sans SC', 'WenQuanYi Micro Hei'],
  song: ['SimSun', 'FandolSong R', 'Noto Serif SC'],
  title: ['小标宋', 'FZXiaoBiaoSong-B05S', '宋体', 'SimSun', 'FandolSong', 'Noto Serif SC'],
};

/** A font with its stand-ins as CSS writes them. */
export function fontStack(fonts: Fonts, part: keyof Fonts): string {
  return [fonts[part], ...FALLBACKS[part]].map((name) => `'${name.replace(/['\\<>]/g, '')}'`).join(', ') + ', serif';
}
