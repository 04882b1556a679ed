/** The services that a card and a public page name where neither the station nor the county centre wrote its own. */
export const DEFAULT_SERVICES = '建档立卡、优待证申领、政策咨询、就业创业、困难帮扶、走访慰问。';

/** Why a person of this state (code of 在册状态) may not get a card; undefined where they may. */
export function refusalOfCard(state: string): string | undefined {
  const reasons: Record<string, string> = { dead: '此人已去世，不能发卡', moved: '此人已迁出，不能发卡', cancelled: '此人的档案已注销，不能发卡' };
  return reasons[state];
}

/** Letters of a token: RFC 4648 base32, so that the alphabet survives upper-casing and is easily read aloud. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Length of a token: 26 letters of 5 bits, 130 bits of chance. */
export const TOKEN_LENGTH = 26;

/** A token from random bytes (one a letter, of which five bits are used). */
export function tokenFrom(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, TOKEN_LENGTH), (byte) => ALPHABET[byte & 31]).join('');
}

/** Whether a text has the form of a token. */
export const isToken = (text: string): boolean => text.length === TOKEN_LENGTH && /^[A-Z2-7]+$/.test(text);
