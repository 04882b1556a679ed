import { toString as drawCode } from 'qrcode';
import { refuse } from '#base/pure/refusal.ts';
import { findLogin } from './logins.ts';
import { atSignIn } from './attempts.ts';
import { recordDoor } from './record.ts';
import { type Door, useCode } from './signIn.ts';
import { memoryOf, type SignedIn } from './sessions.ts';

/** What enrolment shows once: the QR code as SVG, the secret for typing, and the backup codes. */
export type Enrolment = { svg: string; secret: string; backupCodes: string[] };

/** Begins enrolment of a one-time password: asks the password again, answers secret and backup codes. Nothing is in force before it is confirmed. */
export async function beginEnrolment(door: Door, actor: SignedIn, account: string, password: string): Promise<Enrolment> {
  const response = await door.auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: door.headers, asResponse: true });
  const answer = (await response.json()) as { totpURI?: string; backupCodes?: string[]; code?: string };
  if (!response.ok || !answer.totpURI) {
    if (answer.code === 'TOTP_ALREADY_ENABLED') refuse('second_factor.enrolled', '已启用动态口令，如需更换请联系安全保密管理员重置', { status: 409 });
    return refuse('password.wrong', '密码不正确', { status: 401, path: ['password'] });
  }
  const secret = new URL(answer.totpURI).searchParams.get('secret') ?? '';
  const label = encodeURIComponent(`戎归:${actor.scope.county}.${account}`);
  const uri = `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent('戎归')}&digits=6&period=30`;
  return { svg: await drawCode(uri, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' }), secret, backupCodes: answer.backupCodes ?? [] };
}

/** Confirms enrolment by a first code; the session continues under a new token. Returns the cookies to set. */
export async function confirmEnrolment(door: Door, actor: SignedIn, code: string): Promise<string[]> {
  const response = await door.auth.api.verifyTOTP({ body: { code }, headers: door.headers, asResponse: true });
  if (!response.ok || !(await useCode(door.house, actor.id, code))) return refuse('sign_in.code', '动态口令不正确', { status: 401, path: ['code'] });
  memoryOf(door.house).drop(actor.id);
  const login = await atSignIn(door.house, (tx) => findLogin(tx, actor.id));
  if (login) await recordDoor(door.house, 'auth.enrol', login, door.origin, 'done');
  return response.headers.getSetCookie();
}
