import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** User ids as nobody can read them who has the database but not the bot's secret. */
export interface Sealing {
  /** The same id gives the same words, so that rows can be found by them. */
  readonly seal: (userId: string) => string;
  /** The id; null for words that were sealed by another secret. An id that is not sealed comes back as it is. */
  readonly unseal: (stored: string | null) => string | null;
}

/** What sealed ids begin with; user ids are digits. */
const MARK = '~';
const NONCE = 12;
const TAG = 16;

/** Without a secret of its own, a process can read what it has sealed itself. */
const SECRET_OF_THIS_PROCESS = randomBytes(32).toString('hex');

/**
 * Seals by AES-256-GCM. Its nonce is made from the id itself (as in RFC 8452), which shows that two rows are of
 * one person, but not of whom.
 *
 * @param secret the bot's token: processes that share a database share it too
 */
export function createSealing(secret = SECRET_OF_THIS_PROCESS): Sealing {
  const derive = (what: string) => Buffer.from(hkdfSync('sha256', secret, '', `pilcrow ${what}`, 32));
  const [key, nonceKey] = [derive('ids'), derive('nonces')];
  return {
    seal(userId) {
      const nonce = createHmac('sha256', nonceKey).update(userId).digest().subarray(0, NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(userId), cipher.final(), cipher.getAuthTag()]);
      return MARK + sealed.toString('base64url');
    },

    unseal(stored) {
      if (!stored?.startsWith(MARK)) return stored;
      const sealed = Buffer.from(stored.slice(MARK.length), 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
        decipher.setAuthTag(sealed.subarray(-TAG));
        return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]).toString();
      } catch {
        return null;
      }
    },
  };
}
