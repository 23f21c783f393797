import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.CABAS_BIN ?? new URL('../../bin/cabas', import.meta.url).pathname;

/** @returns {Promise<number>} a port that nobody listens on, below those that the system hands out by itself */
const freePort = () =>
	new Promise((resolve) => {
		const port = 10_000 + Math.floor(Math.random() * 20_000);
		const s = createServer().listen(port, '127.0.0.1', () => s.close(() => resolve(port)));
		s.on('error', () => resolve(freePort()));
	});

/**
 * Serves the demonstration town from a folder of its own, until stopped; or an empty platform without a mail server.
 * @param {string} [host] what the browser calls this machine: passkeys need a name
 * @param {string[]} [more] settings beside
 * @param {boolean} [demo] whether the demonstration is served
 * @param {string[]} [first] what the program is asked to do on that folder before
 */
export async function serveTown(host = '127.0.0.1', more = [], demo = true, first = []) {
	const port = await freePort();
	const data = mkdtempSync(join(tmpdir(), 'cabas-'));
	const base = `http://${host}:${port}`;
	if (first.length > 0) execFileSync(program, [...first, '--data', data]);
	const server = spawn(program, ['serve', ...(demo ? ['--demo'] : []), '--addr', `127.0.0.1:${port}`, '--data', data, '--base-url', base, '--rate', '1000', '--log-level', demo ? 'warn' : 'error', ...more], { stdio: ['ignore', 'ignore', 'inherit'] });
	const ended = new Promise((done) => server.once('exit', done));
	for (let turn = 0; ; turn++) {
		const answer = await fetch(`${base}/readyz`).catch(() => undefined);
		if (server.exitCode !== null || turn > 300) {
			server.kill('SIGKILL');
			throw new Error('the server did not start');
		}
		if (answer?.ok) break;
		await new Promise((r) => setTimeout(r, 200));
	}
	/** @type {Set<string>} letters whose code was given */
	const read = new Set();
	return {
		base,
		/** @param {string} to @returns {Promise<string>} the newest code mailed to an address; outside the demonstration, one that was not given yet */
		async code(to) {
			for (let turn = 0; turn < 150; turn++) {
				if (!demo) {
					for (const file of existsSync(join(data, 'mails')) ? readdirSync(join(data, 'mails')).filter((name) => name.endsWith('.eml')) : []) {
						const letter = readFileSync(join(data, 'mails', file), 'utf8');
						const sent = !read.has(file) && letter.includes(to) && /^ {4}(\d{6})\r?$/m.exec(letter)?.[1];
						if (!sent) continue;
						read.add(file);
						return sent;
					}
					await new Promise((r) => setTimeout(r, 200));
					continue;
				}
				const { items } = await (await fetch(`${base}/api/v1/demo/mails?to=${encodeURIComponent(to)}`)).json();
				const found = items?.[0]?.text.match(/\b\d{3} ?\d{3}\b/);
				if (found) return found[0].replace(/\D/g, '');
				await new Promise((r) => setTimeout(r, 200));
			}
			throw new Error(`no code was mailed to ${to}`);
		},
		async stop() {
			server.kill('SIGTERM');
			await ended;
			rmSync(data, { recursive: true, force: true });
		}
	};
}
