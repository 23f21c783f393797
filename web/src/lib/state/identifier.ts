const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new identifier in the form the contract asks for: a UUIDv7 in base32 after its prefix. */
export function newId(prefix: string): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	let time = Date.now();
	for (let i = 5; i >= 0; i--) {
		bytes[i] = time % 256;
		time = Math.floor(time / 256);
	}
	bytes[6] = (bytes[6]! & 0x0f) | 0x70;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	let out = '';
	let held = 0;
	let bits = 2; // two leading zeros make 130 bits = 26 digits of five
	for (const byte of bytes) {
		held = (held << 8) | byte;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			out += alphabet[(held >> bits) & 31];
		}
		held &= (1 << bits) - 1;
	}
	return `${prefix}_${out}`;
}
