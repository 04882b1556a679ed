declare module 'qrcode' {
  /** Draws a QR code as text; with `type: 'svg'`, as an SVG document. */
  export function toString(text: string, options: { type: 'svg'; margin?: number; errorCorrectionLevel?: 'L' | 'M' | 'Q' | 'H' }): Promise<string>;
}
