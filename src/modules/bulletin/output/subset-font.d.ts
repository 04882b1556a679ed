declare module 'subset-font' {
  /** Cuts a font down to the characters of `text`, with variable axes pinned. */
  export default function subsetFont(font: Buffer, text: string, options?: { targetFormat?: 'truetype' | 'woff' | 'woff2'; variationAxes?: Record<string, number> }): Promise<Buffer>;
}
