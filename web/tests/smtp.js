import { createServer } from 'node:net';

/**
 * A mail server that takes every letter, but for the addresses it is told to refuse.
 * @param {RegExp} refused
 */
export async function mailServer(refused) {
	let refusing = true;
	/** @type {string[]} to whom letters came */
	const taken = [];
	const server = createServer((socket) => {
		let held = '';
		let reading = false;
		let to = '';
		const say = (/** @type {string} */ line) => socket.write(`${line}\r\n`);
		socket.on('error', () => undefined);
		socket.on('data', (data) => {
			held += data;
			for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
				const line = held.slice(0, end);
				held = held.slice(end + 2);
				if (reading) {
					if (line !== '.') continue;
					reading = false;
					taken.push(to);
					say('250 taken');
				} else if (/^RCPT/i.test(line)) {
					to = /<(.*?)>/.exec(line)?.[1] ?? '';
					say(refusing && refused.test(to) ? '550 5.1.1 no such mailbox' : '250 fine');
				} else if (/^DATA/i.test(line)) {
					reading = true;
					say('354 go on');
				} else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
				else say('250 fine');
			}
		});
		say('220 here');
	});
	await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		address: `smtp://127.0.0.1:${port}?tls=none`,
		taken,
		/** Takes everything from now on. */
		relent: () => (refusing = false),
		stop: () => server.close()
	};
}
