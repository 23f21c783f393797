import type { Schema } from '$lib/api/client';

export type Message = Schema<'StreamMessage'>;

/**
 * Tells the messages of an event stream (HTML standard, 9.2.5) as they come,
 * until the stream ends, is stopped, or says nothing for so many milliseconds:
 * a line that was cut sends no word of it.
 */
export async function readMessages(body: ReadableStream<Uint8Array>, stop: AbortSignal, patience: number, tell: (m: Message) => void): Promise<void> {
	const reader = body.getReader();
	const letters = new TextDecoder();
	const end = () => void reader.cancel().catch(() => undefined);
	let silence = setTimeout(end, patience);
	stop.addEventListener('abort', end);
	try {
		for (let text = ''; ; ) {
			const { done, value } = await reader.read();
			if (done) return;
			clearTimeout(silence);
			silence = setTimeout(end, patience);
			const events = (text + letters.decode(value, { stream: true })).split('\n\n');
			text = events.pop() ?? '';
			for (const event of events) {
				const data = event.split('\n').find((line) => line.startsWith('data:'));
				if (data) tell(JSON.parse(data.slice(5)) as Message);
			}
		}
	} finally {
		clearTimeout(silence);
		stop.removeEventListener('abort', end);
	}
}
