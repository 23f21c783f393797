import { randomBytes } from 'node:crypto';

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** @param {string} prefix @returns {string} an identifier as a client makes it: a UUIDv7 in base32 */
export function newId(prefix) {
	let n = (BigInt(Date.now()) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
	n = (n & ~(0xfn << 76n)) | (7n << 76n);
	n = (n & ~(3n << 62n)) | (2n << 62n);
	let text = '';
	for (let i = 0; i < 26; i++, n >>= 5n) text = digits[Number(n & 31n)] + text;
	return `${prefix}_${text}`;
}
