import { betterAuth } from 'better-auth';
import { twoFactor, username } from 'better-auth/plugins';
import pg from 'pg';
import type { House } from '#base/server/house.ts';
import { hashPassword, verifyPassword } from './hash.ts';

/** The names of the cookies; with https they carry the `__Host-` prefix, which binds them to this host and path. */
export function cookieNames(house: House): { session: string; pending: string; secure: boolean } {
  const secure = house.config.origin?.startsWith('https:') ?? false;
  const prefix = secure ? '__Host-' : '';
  return { session: `${prefix}ronggui.session`, pending: `${prefix}ronggui.pending`, secure };
}

/** The secret that signs cookies and encrypts the second factor. */
export const cookieSecret = (house: House): string => house.keys.secret('session cookies');

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };
const LONGEST_SESSION = 12 * 3600;

/** The pool of the sign-in tables: the application's login, in sessions that say they are for sign-in. */
export function openSignInPool(house: House): pg.Pool {
  const pool = new pg.Pool({ connectionString: house.database.appUrl, max: 6, options: '-c app.auth=on -c search_path=auth' });
  pool.on('error', () => undefined);
  return pool;
}

/** better-auth on our own tables: password check, sessions, cookies and one-time passwords. Locks, policy, time limits and audit are ours. */
export function openAuth(house: House, pool: pg.Pool) {
  const cookies = cookieNames(house);
  return betterAuth({
    appName: '戎归',
    baseURL: house.config.origin ?? `http://${house.config.host}:${house.config.port}`,
    basePath: '/auth',
    secret: cookieSecret(house),
    database: pool,
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128, password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) } },
    user: { modelName: 'login', fields: { emailVerified: 'email_verified', ...times }, additionalFields: { countyCode: { type: 'string', required: true, input: false, fieldName: 'county_code' } } },
    session: { modelName: 'session', expiresIn: LONGEST_SESSION, disableSessionRefresh: true, fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...times } },
    account: { modelName: 'credential', fields: { accountId: 'account_id', providerId: 'provider_id', userId: 'user_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token', accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', ...times } },
    verification: { modelName: 'verification', fields: { expiresAt: 'expires_at', ...times } },
    databaseHooks: { session: { create: { before: async (session) => ({ data: { ...session, createdAt: house.clock(), updatedAt: house.clock() } }) } } },
    advanced: {
      useSecureCookies: false,
      defaultCookieAttributes: { secure: cookies.secure, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: { session_token: { name: cookies.session }, two_factor: { name: cookies.pending } },
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
    plugins: [
      username({ minUsernameLength: 3, maxUsernameLength: 64, usernameValidator: (name) => /^[\p{L}\d._-]+$/u.test(name), schema: { user: { fields: { displayUsername: 'display_username' } } } }),
      twoFactor({
        issuer: '戎归', accountLockout: { enabled: false }, twoFactorTable: 'second_factor',
        schema: { user: { fields: { twoFactorEnabled: 'two_factor_enabled' } }, twoFactor: { fields: { userId: 'user_id', backupCodes: 'backup_codes', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' } } },
      }),
    ],
  });
}

/** The opened better-auth of this product. */
export type Auth = ReturnType<typeof openAuth>;
